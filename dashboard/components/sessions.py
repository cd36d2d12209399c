"""The list of classes, newest first."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from dash import dcc, html

from classroom.language import marked, say
from classroom.reports.words import MODE_FACTS, lasted_words
from dashboard.components.clock import day_and_time
from dashboard.components.data_grid import MANY, Column, data_grid
from dashboard.queries.live import ClassInfo
from dashboard.queries.sessions import SessionSummary

NEWEST: Final[int] = 8
"""Ended classes that stand as lines of their own; the others share a table."""
OLDER_COLUMNS: Final[tuple[Column, ...]] = (
    Column("name", marked("Class"), sortable=True, is_name=True),
    Column("course", marked("Course"), sortable=True),
    Column("began", marked("When"), sortable=True, by="began_s"),
    Column("lasted", marked("How long"), sortable=True, by="lasted_s"),
    Column("joined", marked("Joined"), sortable=True),
)


def session_list(summaries: Sequence[SessionSummary], now: datetime, zone: tzinfo) -> list[Any]:
    """Draw one line a class, those of ``older_classes`` aside, or what to do without any."""
    if not summaries:
        return [
            html.Div(
                [
                    html.P(say("No classes yet"), className="big-words"),
                    html.P(
                        say(
                            "Create one, show its link or QR code to your students, and watch how "
                            "the class follows."
                        ),
                        className="soft",
                    ),
                ],
                className="card message",
            )
        ]
    apart = {one.session.id for one in older_classes(summaries)}
    shown = [one for one in summaries if one.session.id not in apart]
    return [html.Ul([_line(one, now, zone) for one in shown], className="session-list")]


def older_classes(summaries: Sequence[SessionSummary]) -> list[SessionSummary]:
    """Return those that nobody finds by looking down a list: ended, and not the newest."""
    ended = [one for one in summaries if one.session.ended_at is not None]
    return ended[NEWEST:] if len(ended) > NEWEST + MANY else []


def older_table(summaries: Sequence[SessionSummary], now: datetime, zone: tzinfo) -> list[Any]:
    """Draw the older classes as a table that can be searched; nothing without any."""
    older = older_classes(summaries)
    if not older:
        return []
    rows = [_older_row(one, now, zone) for one in older]
    lines = html.Ul([_line(one, now, zone) for one in older], className="session-list")
    title = say("Earlier classes")
    return [
        html.Section(
            [
                html.H2(title, className="card-title"),
                data_grid("list", title, say("Find a class"), OLDER_COLUMNS, rows, lines),
            ],
            className="card older-classes",
        )
    ]


def _older_row(one: SessionSummary, now: datetime, zone: tzinfo) -> dict[str, str | float]:
    session = one.session
    began, ended = session.started_at or session.created_at, session.ended_at or now
    lasted_s = (ended - began).total_seconds() if session.started_at else 0.0
    return {
        "name": session.title,
        "href": f"/session/{session.id}",
        "course": session.course or "",
        "began": day_and_time(began, now, zone),
        "began_s": began.timestamp(),
        "lasted": lasted_words(lasted_s) if lasted_s else "—",
        "lasted_s": lasted_s,
        "joined": one.joined,
    }


def _line(summary: SessionSummary, now: datetime, zone: tzinfo) -> html.Li:
    session = summary.session
    live = session.ended_at is None
    began = session.started_at or session.created_at
    if live:
        people = (
            say("{count} here", count=summary.present)
            if summary.joined
            else say("nobody joined yet")
        )
    else:
        people = say("{count} joined", count=summary.joined)
    details = [day_and_time(began, now, zone), people, MODE_FACTS[session.mode]]
    if session.ended_at is not None and session.started_at is not None:
        details.insert(1, lasted_words((session.ended_at - session.started_at).total_seconds()))
    if session.course:
        details.insert(0, session.course)
    if summary.whose is not None:
        details.append(
            say("of {name}", name=summary.whose) if summary.whose else say("of no teacher")
        )
    return html.Li(
        dcc.Link(
            [
                html.Div(session.title, dir="auto", className="session-title", title=session.title),
                html.Div(" · ".join(details), className="soft", dir="auto"),
                _badge(session) if live else None,
            ],
            href=f"/session/{session.id}",
            className="card session-line",
        )
    )


def _badge(session: ClassInfo) -> html.Span:
    """Say whether anybody has come yet."""
    if session.started_at is None:
        return html.Span(say("waiting"), className="badge waiting")
    return html.Span(say("live"), className="badge live")
