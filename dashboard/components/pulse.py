"""The pulse check: one button, and what the class answers, in counts only."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from dash import html

from classroom.domain.mode import SessionMode
from classroom.language import say
from classroom.store.pulse_checks import PulseResult
from classroom.store.report import SMALLEST_GROUP
from dashboard.components.keys import key
from dashboard.components.words import ago_words
from dashboard.queries.live import LiveView


@dataclass(frozen=True, slots=True)
class PulseShown:
    """What stands beside the button, and what can be pressed."""

    words: str
    can_ask: bool
    is_open: bool


def pulse_shown(view: LiveView) -> PulseShown:
    """Say what was asked and answered, live while the question is open."""
    pulse, anyone = view.pulse, bool(view.present)
    if pulse is None:
        words = "" if anyone else say("Nobody is here to ask yet.")
        return PulseShown(words, anyone, is_open=False)
    counts = _counts(pulse, view.session.mode)
    left = ceil((pulse.closes_at - view.now).total_seconds())
    if left > 0:
        words = counts + " · " + say("{seconds} s left", seconds=left)
        return PulseShown(words, can_ask=False, is_open=True)
    asked = ago_words((view.now - pulse.asked_at).total_seconds())
    words = say("Asked {ago}: {counts}.", ago=asked, counts=counts)
    if not anyone:
        words += " " + say("Nobody is here to ask now.")
    return PulseShown(words, anyone, is_open=False)


def _counts(pulse: PulseResult, mode: SessionMode) -> str:
    if mode is SessionMode.AGGREGATE and pulse.answered < SMALLEST_GROUP:
        return say("fewer than five have answered, so no counts")
    if pulse.answered == 0:
        return say("{part} of {whole} answered", part=pulse.answered, whole=pulse.asked)
    return say(
        "{part} of {whole} answered, {following} following, {others} not",
        part=pulse.answered,
        whole=pulse.asked,
        following=pulse.following,
        others=pulse.not_following,
    )


def pulse_row(shown: PulseShown) -> list[Any]:
    """Draw the button, what was answered, and the way to end the question."""
    return [
        html.Button(
            [say("Are you following?"), key("P")],
            id="pulse-ask",
            className="button",
            title=say("Ask every student; they answer with one tap"),
            disabled=not shown.can_ask,
            n_clicks=0,
        ),
        html.Span(shown.words, id="live-pulse", className="soft pulse-words"),
        html.Button(
            say("Close now"),
            id="pulse-close",
            className="button small",
            hidden=not shown.is_open,
            n_clicks=0,
        ),
    ]
