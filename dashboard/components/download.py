"""A class to take along: a menu of files, plain links that any key or finger can follow."""

from typing import Final

from dash import html

from classroom.domain.mode import SessionMode
from classroom.language import Words, marked, say
from classroom.reports.kinds import Form, TableName
from dashboard.components.attributes import attributes

WHOLE: Final[tuple[tuple[Form, str], ...]] = (
    (Form.PDF, marked("PDF, to print or send")),
    (Form.HTML, marked("HTML, one page that works offline")),
    (Form.JSON, marked("JSON, the whole report")),
    (Form.XAPI, marked("xAPI statements, for a learning record store")),
)
TABLES: Final = Words(
    {
        TableName.TIMELINE: marked("Mood over time"),
        TableName.TOPICS: marked("Topics"),
        TableName.PULSE_CHECKS: marked("Pulse checks"),
        TableName.PARTICIPANTS: marked("Students"),
        TableName.EPISODES: marked("Flags"),
        TableName.EVENTS: marked("Every second of every student"),
    }
)


def download_path(session_id: str, form: Form, table: TableName | None = None) -> str:
    """Where a file of a class is found."""
    wanted = f"?table={table.value}" if table else ""
    return f"/download/{session_id}/{form.value}{wanted}"


def download_menu(session_id: str, mode: SessionMode) -> html.Details:
    """List every file that this class may give away."""
    shown = [
        table
        for table in TABLES
        if mode is not SessionMode.AGGREGATE or not table.shows_people
        if mode.infers or table not in {TableName.EPISODES, TableName.EVENTS, TableName.TIMELINE}
    ]
    whole = [
        html.Li(html.A(say(words), href=download_path(session_id, form), className="download-link"))
        for form, words in WHOLE
    ]
    tables = [_table_line(session_id, table) for table in shown]
    return html.Details(
        [
            html.Summary(say("Download"), className="button"),
            html.Div(
                [
                    html.H2(say("The report"), className="card-title"),
                    html.Ul(whole),
                    html.H2(say("One table"), className="card-title"),
                    html.Ul(tables),
                    html.P(say("Times in tables are UTC."), className="note"),
                ],
                className="share downloads",
            ),
        ],
        className="share-menu",
        id="download",
    )


def _table_line(session_id: str, table: TableName) -> html.Li:
    return html.Li(
        [
            html.Span(TABLES[table]),
            *(
                html.A(
                    words,
                    href=download_path(session_id, form, table),
                    className="download-link",
                    **attributes(aria_label=f"{words}: {TABLES[table]}"),
                )
                for form, words in ((Form.CSV, "CSV"), (Form.PARQUET, "Parquet"))
            ),
        ],
        className="download-table",
    )
