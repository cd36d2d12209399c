"""The live page: drawn once, then only what changed is sent, twice a second."""

from typing import Final

import dash_mantine_components as dmc
from dash import dcc, html

from classroom.domain.mode import SessionMode
from classroom.language import say
from dashboard.components import chart, tiles
from dashboard.components.chart_table import chart_table
from dashboard.components.confirm import confirm_dialog
from dashboard.components.doors import lock_button, remove_dialog, removed_list
from dashboard.components.drawing import Drawing, drawing, hand_rows, held_rows
from dashboard.components.frame import card, top
from dashboard.components.hands import held_back_words
from dashboard.components.keep import days_words
from dashboard.components.keys import keys_button, keys_dialog
from dashboard.components.mood import mood_bar
from dashboard.components.pace import pace
from dashboard.components.pulse import pulse_row
from dashboard.components.sensitivity import sensitivity_panel
from dashboard.components.share import share_panel
from dashboard.components.topics import topic_dialog, topic_now, topic_tools
from dashboard.components.views import names_hidden_note, student_tools, view_menu
from dashboard.queries.live import LiveView

ASK_EVERY_MS: Final[int] = 500
"""What a student does shows within two seconds only if little of them is spent on waiting."""


def layout(view: LiveView, join_url: str, unreached: str = "") -> html.Main:
    """Lay out the page of a running class; ``unreached`` is why some may not connect."""
    now = drawing(view, unreached)
    session = view.session
    return html.Main(
        [
            pace("live", period_ms=ASK_EVERY_MS),
            dcc.Store(id="live-session", data=session.id),
            dcc.Store(id="live-shown", data=now.shown),
            top(
                [
                    html.H1(session.title, dir="auto", title=session.title),
                    html.Span(now.head, id="live-head", className="soft"),
                    topic_now(now.topics),
                    names_hidden_note(),
                ],
                [
                    _share(view, join_url) if view.students else None,
                    view_menu(),
                    lock_button(now.door),
                    html.Button(
                        say("End class…"), id="end-open", className="button danger", n_clicks=0
                    ),
                ],
            ),
            None if view.students else _share(view, join_url),
            html.Div(
                [
                    html.Div(pulse_row(now.pulse), className="pulse"),
                    html.Div(now.alert, id="live-alert", className="class-alert", role="status"),
                    topic_tools(now.topics),
                ],
                className="ask-row",
            ),
            html.Div([_class_now(now), _hands(view, now)], className="first-row"),
            card(
                say("Mood over the last minutes"),
                [_chart(now), chart.legend(), chart_table("live")],
                "trend",
            )
            if now.infers
            else None,
            _students(now, singles=session.mode is not SessionMode.AGGREGATE),
            _end_dialog(session.keep_days),
            keys_dialog(),
            topic_dialog(now.topics),
            remove_dialog(),
        ],
        className="page",
    )


def _class_now(now: Drawing) -> html.Section:
    return card(
        say("The class now"),
        [
            html.P(now.mood.headline, id="live-headline", className="big-words"),
            html.P(now.mood.detail, id="live-detail", className="soft"),
            html.Div(mood_bar(now.mood) if now.infers else [], id="live-bar"),
        ],
        "class-now",
    )


def _hands(view: LiveView, now: Drawing) -> html.Section:
    """The raised hands, how far they can be trusted, and what was held back."""
    flags = view.session.mode is SessionMode.AFFECT
    tools = [
        html.Button(say("Sensitivity…"), id="sense-open", className="button small", n_clicks=0)
        if flags
        else None,
        keys_button(),
    ]
    return html.Section(
        [
            html.Div(
                [
                    html.H2(say("Raised hands"), className="card-title"),
                    html.Div(
                        now.precision,
                        id="live-precision",
                        className="soft precision",
                        title=say("By what students said themselves, and else by your answers"),
                    ),
                    html.Div(tools, className="hands-tools"),
                ],
                className="hands-head",
            ),
            sensitivity_panel(view.session.flag_from) if flags else None,
            html.Div(
                [
                    html.Div(hand_rows(now), id="live-hands", role="list"),
                    html.Details(
                        [
                            html.Summary(held_back_words(len(now.held_back)), id="live-held-title"),
                            html.Div(held_rows(now), id="live-held-rows", role="list"),
                        ],
                        id="live-held",
                        className="held",
                        hidden=not now.held_back,
                    ),
                ],
                className="hands-body",
            ),
        ],
        className="card hands",
    )


def _students(now: Drawing, singles: bool) -> html.Section:
    """The tiles; ``singles`` says whether this class shows single students."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2(
                        [
                            say("Students") + " ",
                            html.Span(now.students, id="live-students", className="soft"),
                        ]
                    ),
                    html.P(now.door.waiting, id="live-waiting", className="waiting"),
                    student_tools(now.infers) if singles else None,
                ],
                className="students-head",
            ),
            tiles.tile_list(now.class_id, now.tiles, trends=now.infers),
            removed_list(now.door),
        ],
        className="students",
    )


def _share(view: LiveView, join_url: str) -> html.Details:
    """How to join: in the middle of an empty class, behind a button once students are there."""
    waiting = not view.students
    summary = html.Summary(
        [say("Link"), html.Span(" " + say("and QR code"), className="on-wide")],
        id="share-open",
        className="" if waiting else "button",
        n_clicks=0,
    )
    return html.Details(
        [summary, share_panel(join_url, view.session.code)],
        open=waiting,
        className="card share-card" if waiting else "share-menu",
        id="share",
    )


def _chart(now: Drawing) -> html.Div | None:
    return chart.live_chart(now.trend) if now.trend is not None else None


def _end_dialog(keep_days: int) -> dmc.Modal:
    words = say(
        "All students are disconnected and nothing more is read. The class stays in your list "
        "with its report for {days}; you can change that there. This cannot be undone.",
        days=days_words(keep_days),
    )
    return confirm_dialog(
        "end",
        say("End this class?"),
        [html.P(words)],
        keep=say("Go on teaching"),
        act=say("End class"),
    )
