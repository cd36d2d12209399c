"""Marking topics on the live page: the button, the dialog, and the topic that the class is at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import dash_mantine_components as dmc
from dash import dcc, html

from classroom.language import say
from classroom.store.names import MAX_LENGTH
from classroom.store.topics import TopicMark
from dashboard.components.attributes import attributes
from dashboard.components.keys import key
from dashboard.queries.live import LiveView

UNDO_FOR: Final[timedelta] = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class TopicsShown:
    """The marks of a class, and which of them can be taken back with one click."""

    marks: tuple[TopicMark, ...]
    can_undo: bool

    @property
    def current(self) -> str:
        """Name of the topic that the class is at; empty before the first."""
        return self.marks[-1].name if self.marks else ""


def topics_shown(view: LiveView) -> TopicsShown:
    """Decide what the page says of topics."""
    newest = view.topics[-1] if view.topics else None
    return TopicsShown(view.topics, newest is not None and view.now - newest.at < UNDO_FOR)


def topic_words(shown: TopicsShown) -> str:
    """Say what the class is at."""
    return say("Topic: {name}", name=shown.current) if shown.current else ""


def topic_now(shown: TopicsShown) -> html.Span:
    """Draw the current topic for the page's head."""
    return html.Span(
        topic_words(shown),
        id="live-topic",
        className="topic-now",
        dir="auto",
        role="status",
        title=shown.current,
    )


def topic_tools(shown: TopicsShown) -> html.Div:
    """Draw the button, and beside it the place of "Undo"."""
    return html.Div(
        [
            html.Button(
                [say("Mark topic"), key("M")],
                id="topic-open",
                className="button",
                title=say("Name what begins now; the report is cut there"),
                n_clicks=0,
            ),
            html.Span(undo_button(shown), id="topic-undo"),
        ],
        className="topic-tools",
    )


def undo_button(shown: TopicsShown) -> list[html.Button]:
    """Draw the way to take the newest mark back, as long as there is one."""
    if not shown.can_undo:
        return []
    mark = shown.marks[-1]
    return [
        html.Button(
            [say("Undo"), key("U")],
            id={"type": "topic-remove", "mark": mark.id, "place": "undo"},
            className="button",
            n_clicks=0,
            **attributes(aria_label=say("Undo: take the mark “{name}” back", name=mark.name)),
        )
    ]


def topic_dialog(shown: TopicsShown) -> dmc.Modal:
    """Ask for a name, and list what was marked so far."""
    return dmc.Modal(
        [
            dmc.TextInput(
                id="topic-name",
                label=say("What begins now?"),
                placeholder=say("Recursion"),
                value="",
                inputProps={"maxLength": MAX_LENGTH, "autoComplete": "off"},
                **attributes(data_autofocus="true"),
            ),
            html.P(id="topic-error", className="error", role="alert"),
            html.Div(
                [
                    html.Button(say("Cancel"), id="topic-cancel", className="button", n_clicks=0),
                    html.Button(
                        say("Mark topic"),
                        id="topic-save",
                        className="button primary",
                        n_clicks=0,
                    ),
                ],
                className="dialog-actions",
            ),
            dcc.Store(id="topic-wanted"),
            html.Div(topic_list(shown.marks), id="topic-list"),
        ],
        id="topic-dialog",
        title=say("Mark topic"),
        opened=False,
        transitionProps={"duration": 0},
    )


def topic_list(marks: Sequence[TopicMark]) -> list[Any]:
    """List the marks, newest first, each to be renamed or removed."""
    if not marks:
        return []
    rows = [_mark_row(mark) for mark in reversed(marks)]
    return [
        html.H3(say("Marked so far, newest first"), className="card-title"),
        html.Div(rows, role="list"),
    ]


def _mark_row(mark: TopicMark) -> html.Div:
    return html.Div(
        [
            dmc.TextInput(
                id={"type": "topic-new-name", "mark": mark.id},
                value=mark.name,
                inputProps={"maxLength": MAX_LENGTH, "autoComplete": "off", "dir": "auto"},
                **attributes(aria_label=say("Name of the topic “{name}”", name=mark.name)),
            ),
            html.Button(
                say("Rename"),
                id={"type": "topic-rename", "mark": mark.id},
                className="button small",
                n_clicks=0,
                **attributes(aria_label=say("Rename “{name}”", name=mark.name)),
            ),
            html.Button(
                say("Remove"),
                id={"type": "topic-remove", "mark": mark.id, "place": "list"},
                className="button small danger",
                n_clicks=0,
                **attributes(aria_label=say("Remove the mark “{name}”", name=mark.name)),
            ),
            html.Span(
                id={"type": "topic-said", "mark": mark.id}, className="topic-said", role="status"
            ),
        ],
        className="topic-line",
        role="listitem",
    )
