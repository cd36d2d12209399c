"""Names kept off a screen that a class can see: students by the order in which they joined."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from classroom.language import say
from classroom.store.report import Report
from dashboard.queries.hands import Hand
from dashboard.queries.live import LiveView, Student

COOKIE: Final[str] = "names"
"""A cookie, and not the page's own memory, so that a page that is opened anew never starts with
names on it; assets/views.js sets it."""
HIDDEN: Final[str] = "hidden"


def names_hidden(cookies: Mapping[str, str]) -> bool:
    """Whether this browser shows no names."""
    return cookies.get(COOKIE) == HIDDEN


def as_shown(view: LiveView, cookies: Mapping[str, str]) -> LiveView:
    """Return the view as this browser may show it."""
    return without_names(view) if names_hidden(cookies) else view


def report_without_names(report: Report) -> Report:
    """The same for a class that has ended, which may end while others see the screen."""
    renamed = (
        replace(each, name=say("Student {number}", number=number))
        for number, each in enumerate(report.participants, start=1)
    )
    return replace(report, participants=tuple(renamed))


def without_names(view: LiveView) -> LiveView:
    """Call each student "Student 3", in tiles and hands alike."""
    joined = sorted((*view.students, *view.removed), key=lambda each: (each.joined_at, each.id))
    aliases = {
        student.id: say("Student {number}", number=number)
        for number, student in enumerate(joined, start=1)
    }

    def renamed(hands: tuple[Hand, ...]) -> tuple[Hand, ...]:
        return tuple(
            replace(hand, name=aliases.get(hand.participant_id, say("A student"))) for hand in hands
        )

    def unnamed(students: tuple[Student, ...]) -> tuple[Student, ...]:
        return tuple(replace(each, name=aliases[each.id]) for each in students)

    return replace(
        view,
        students=unnamed(view.students),
        removed=unnamed(view.removed),
        hands=renamed(view.hands),
        held_back=renamed(view.held_back),
    )
