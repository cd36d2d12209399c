"""The door of a class: who waits at it, whether it is locked, and who was shown out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import dash_mantine_components as dmc
from dash import dcc, html

from classroom.language import say, say_number
from classroom.preflight import has_turn, is_this_computer
from classroom.reports.words import AT_ONCE_S, span_words
from classroom.settings import Settings
from dashboard.components.attributes import attributes
from dashboard.components.confirm import confirm_dialog
from dashboard.queries.live import LiveView

STUCK_AFTER_S: Final[float] = 15.0
"""A connection takes one or two seconds; one that takes this long is kept from coming about."""


@dataclass(frozen=True, slots=True)
class DoorShown:
    """What the page says of the door."""

    locked: bool
    waiting: str
    removed: tuple[tuple[str, str], ...]
    """Participant id and name of whom the teacher has removed, in the order of joining."""


def door_shown(view: LiveView, unreached: str = "") -> DoorShown:
    """Decide what to say; ``unreached`` is why a connection may not come about."""
    return DoorShown(
        locked=view.session.locked_at is not None,
        waiting=waiting_words(view, unreached),
        removed=tuple((student.id, student.name) for student in view.removed),
    )


def waiting_words(view: LiveView, unreached: str = "") -> str:
    """Say how many are connecting, for how long, and why some may be stuck; empty for none."""
    waits_s = [
        (view.now - student.state_since).total_seconds()
        for student in view.students
        if student.state == "joined"
    ]
    if not waits_s:
        return ""
    longest_s, count = max(waits_s), len(waits_s)
    if longest_s < AT_ONCE_S:
        words = say_number("{number} is connecting", "{number} are connecting", count)
    else:
        words = say_number(
            "{number} is connecting, for {span}",
            "{number} are connecting, the longest for {span}",
            count,
            span=span_words(longest_s),
        )
    stuck = sum(wait_s > STUCK_AFTER_S for wait_s in waits_s)
    if not stuck or not unreached:
        return words
    none_yet = say_number(
        "{number} has no connection yet: {reason}",
        "{number} have no connection yet: {reason}",
        stuck,
        reason=unreached,
    )
    return f"{words}. {none_yet}"


def unreached_because(settings: Settings) -> str:
    """Say what most often keeps a student's connection from coming about, with these settings."""
    if is_this_computer(settings.student_url):
        return say("their page may have been closed.")
    if not has_turn(settings):
        return say("no TURN server is set, which strict networks need.")
    return say("their network may block calls, or their page was closed.")


def lock_button(shown: DoorShown) -> html.Button:
    """Lock the class with one click, and open it again with the next."""
    return html.Button(id="lock", n_clicks=0, **lock_properties(shown.locked))


def lock_properties(locked: bool) -> dict[str, Any]:
    """What the button says and wants, for a class that stands so."""
    return {
        "children": say("Unlock") if locked else say("Lock"),
        "value": "open" if locked else "lock",
        "className": "button locked" if locked else "button",
        "title": say("Nobody new can join now; who is in stays")
        if locked
        else say("Let nobody new in; who is in stays, and may reconnect"),
    }


def remove_dialog() -> dmc.Modal:
    """Ask once more, and say what happens."""
    return confirm_dialog(
        "remove",
        say("Remove from class?"),
        [
            dcc.Store(id="remove-who"),
            html.P(html.B(id="remove-name", dir="auto"), className="remove-name"),
            html.P(
                say(
                    "Their camera goes off, and their page says that you have removed them. You "
                    "can let them back in, below the students."
                )
            ),
            html.P(
                say("They could join again under another name: lock the class to prevent that."),
                className="soft",
            ),
        ],
        keep=say("Keep"),
        act=say("Remove"),
    )


def removed_list(shown: DoorShown) -> html.Details:
    """List who was removed, folded away and hidden where there is nobody."""
    return html.Details(
        [
            html.Summary(removed_words(shown), id="live-removed-title"),
            html.Div(removed_rows(shown.removed), id="live-removed-rows", role="list"),
        ],
        id="live-removed",
        className="removed",
        hidden=not shown.removed,
    )


def removed_words(shown: DoorShown) -> str:
    """Count who was removed."""
    return say("{count} removed", count=len(shown.removed))


def removed_rows(removed: Sequence[tuple[str, str]]) -> list[html.Div]:
    """Draw a line a student, with the way back."""
    return [
        html.Div(
            [
                html.Span(name, dir="auto", className="removed-name", title=name),
                html.Button(
                    say("Let back in"),
                    id={"type": "let-in", "student": participant_id},
                    className="button small",
                    n_clicks=0,
                    **attributes(aria_label=say("Let {name} back in", name=name)),
                ),
            ],
            className="removed-line",
            role="listitem",
        )
        for participant_id, name in removed
    ]


def door_changes(shown: DoorShown) -> list[tuple[Any, dict[str, Any]]]:
    """Set everything that the door draws, but the words on who waits."""
    return [
        ("lock", lock_properties(shown.locked)),
        ("live-removed", {"hidden": not shown.removed}),
        ("live-removed-title", {"children": removed_words(shown)}),
        ("live-removed-rows", {"children": removed_rows(shown.removed)}),
    ]
