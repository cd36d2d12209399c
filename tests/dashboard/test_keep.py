"""When a class goes, as its teacher reads and chooses it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from classroom.domain.mode import SessionMode
from classroom.domain.retention import KeepBounds
from dashboard.components.create import create_dialog
from dashboard.components.keep import choices_of, days_words, due_words
from dashboard.queries.live import ClassInfo

ENDED = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
CLASS = ClassInfo("c", "CODE", "Sorting", SessionMode.AFFECT, ENDED, ENDED, ENDED, 0.5)


def days_offered(session: ClassInfo, bounds: KeepBounds, now: datetime) -> list[str]:
    return [one["value"] for one in choices_of(session, bounds, now)]


def test_the_day_is_said_by_the_teachers_calendar() -> None:
    madrid = timezone(timedelta(hours=2))
    assert due_words(CLASS, ENDED, UTC) == "Will be deleted on 22 December 2026"
    assert due_words(CLASS, ENDED, madrid) == "Will be deleted on 23 December 2026"


def test_an_update_moves_the_day_for_classes_that_it_found() -> None:
    updated = replace(CLASS, kept_from=ENDED + timedelta(days=10))
    assert due_words(updated, ENDED, UTC) == "Will be deleted on 1 January 2027"


def test_a_class_that_is_overdue_says_so() -> None:
    assert due_words(CLASS, ENDED + timedelta(days=31), UTC) == "Will be deleted within the hour"


@pytest.mark.parametrize(
    ("bounds", "after_days", "offered"),
    [
        (KeepBounds(), 0, ["7", "30", "90", "365"]),
        (KeepBounds(30, 90), 0, ["7", "30", "90"]),
        (KeepBounds(14, 14), 0, ["7", "14", "30"]),
        (KeepBounds(), 8, ["30", "90", "365"]),
        (KeepBounds(), 31, ["30", "90", "365"]),
    ],
)
def test_no_choice_is_offered_that_the_school_forbids_or_that_lies_in_the_past(
    bounds: KeepBounds, after_days: int, offered: list[str]
) -> None:
    assert days_offered(CLASS, bounds, ENDED + timedelta(days=after_days)) == offered


def test_a_new_class_is_offered_what_the_school_allows() -> None:
    drawn = str(create_dialog((), KeepBounds(14, 30)))
    assert "'14 days'" in drawn
    assert "1 year" not in drawn


def test_days_are_said_as_people_do() -> None:
    assert [days_words(each) for each in (1, 30, 365, 730)] == [
        "1 day",
        "30 days",
        "1 year",
        "2 years",
    ]
