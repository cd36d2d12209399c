"""Which flags take the teacher's attention, what is known of them, and what the class says."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from classroom.domain.class_alert import ClassAlert
from classroom.domain.episode import Answer
from classroom.domain.flagging import ENTER_STEPS
from classroom.domain.mode import SessionMode
from classroom.domain.precision import Precision
from classroom.store.engine import Store
from classroom.store.pulse_checks import PulseChecks
from dashboard.components.alert import alert_words
from dashboard.components.drawing import changes, drawing
from dashboard.components.precision import precision_words
from dashboard.components.sensitivity import forecast_words, nearest_step
from dashboard.components.tiles import tiles_of
from dashboard.queries.live import LiveMemory, LiveView, live_view
from dashboard.queries.precision import FlagPrecision
from dashboard.queries.sensitivity import FlagForecast, flag_forecast
from tests.dashboard.seeded import (
    SeededClass,
    add_seconds,
    add_student,
    create_class,
    flag,
    say_lost,
    scores,
)
from tests.dashboard.test_live_view import view_of

CALM = scores(neutral=1.0)
STUDENTS = ("Ada", "Ben", "Cem", "Dana", "Eli")


def class_of(store: Store, *names: str, mode: SessionMode = SessionMode.AFFECT) -> SeededClass:
    seeded = create_class(store, mode=mode)
    for name in names:
        add_student(store, seeded, name)
    return seeded


def ask(store: Store, seeded: SeededClass, **following: bool) -> None:
    """Ask the class; each named student answers at once."""
    with store.sessions.begin() as s:
        row = PulseChecks(s).ask(seeded.session_id, seeded.now)
        for name, said in following.items():
            PulseChecks(s).answer(row.id, seeded.students[name], said, seeded.now)


def names(view: LiveView) -> list[str]:
    return [hand.name for hand in view.hands]


def test_weaker_flags_than_the_budget_allows_are_held_back_from_hands_and_tiles(
    store: Store,
) -> None:
    seeded = class_of(store, "Ada", "Ben")
    flag(store, seeded, "Ada", likelihood=0.12)
    flag(store, seeded, "Ben", likelihood=0.4)
    view = view_of(store, seeded, flags_per_hour=1)
    assert names(view) == ["Ben"]
    assert [hand.name for hand in view.held_back] == ["Ada"]
    assert {tile.name: tile.kind for tile in tiles_of(view)} == {"Ada": "unseen", "Ben": "flagged"}


def test_a_students_own_word_is_never_held_back(store: Store) -> None:
    seeded = class_of(store, "Ada", "Ben")
    say_lost(store, seeded, "Ada")
    flag(store, seeded, "Ben")
    view = view_of(store, seeded, flags_per_hour=1)
    assert names(view) == ["Ada", "Ben"]
    assert names(view_of(store, seeded, flags_per_hour=0)) == ["Ada"]


def test_later_puts_a_flag_last_for_five_minutes_and_brings_it_back(store: Store) -> None:
    seeded = class_of(store, "Ada", "Ben")
    flag(store, seeded, "Ada", ago=timedelta(minutes=4), answer=Answer.LATER)
    flag(store, seeded, "Ben")
    assert names(view_of(store, seeded)) == ["Ben", "Ada"]
    back = view_of(store, seeded, later_s=301)
    assert names(back) == ["Ada", "Ben"]
    assert not back.hands[0].later


def test_a_flag_that_passed_while_put_off_comes_back_to_be_answered(store: Store) -> None:
    seeded = class_of(store, "Ada")
    four = timedelta(minutes=4)
    flag(store, seeded, "Ada", ago=2 * four, ended_ago=four, answer=Answer.LATER)
    assert names(view_of(store, seeded, later_s=301)) == ["Ada"]
    assert names(view_of(store, seeded, later_s=601)) == []


def test_an_answered_flag_stays_for_ten_seconds_as_answered(store: Store) -> None:
    seeded = class_of(store, "Ada")
    flag(store, seeded, "Ada", answer=Answer.RIGHT)
    view = view_of(store, seeded, later_s=9)
    assert view.hands[0].answer is Answer.RIGHT
    assert not view.hands[0].is_up
    assert names(view_of(store, seeded, later_s=11)) == []


def test_a_students_word_and_the_teachers_answers_make_the_precision(store: Store) -> None:
    seeded = class_of(store, *STUDENTS)
    for name in STUDENTS:
        flag(store, seeded, name, answer=Answer.WRONG if name == "Ben" else None)
    say_lost(store, seeded, "Ada")
    ask(store, seeded, Cem=False, Dana=True)
    assert view_of(store, seeded).precision.here == Precision(1, 2)


def test_precision_counts_all_classes_and_says_this_one_beside(store: Store) -> None:
    other, here = class_of(store, "Ada"), class_of(store, "Ada")
    flag(store, other, "Ada", answer=Answer.WRONG)
    flag(store, here, "Ada", answer=Answer.RIGHT)
    precision = view_of(store, here).precision
    assert precision == FlagPrecision(Precision(1, 1), Precision(1, 2))
    assert precision_words(precision) == (
        "In your classes 1 of 2 flags were right (likely between 9 and 91 %) · in this class 1 of 1"
    )


def test_precision_counts_no_flag_of_a_class_that_shows_only_the_class(store: Store) -> None:
    other = class_of(store, "Ada", mode=SessionMode.AGGREGATE)
    flag(store, other, "Ada", answer=Answer.RIGHT)
    assert view_of(store, class_of(store, "Ada")).precision.everywhere == Precision(0, 0)


def test_other_classes_are_read_once_a_minute(store: Store) -> None:
    seeded, memory, read = class_of(store, "Ada"), LiveMemory(), []

    @event.listens_for(store.engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        read.append(statement)

    def statements(later_s: int) -> int:
        read.clear()
        with store.sessions() as s:
            live_view(s, seeded.session_id, memory, seeded.now + timedelta(seconds=later_s))
        return sum(
            "class_session.id !=" in statement and "FROM confusion_episode" in statement
            for statement in read
        )

    assert [statements(0), statements(1), statements(59), statements(61)] == [1, 0, 0, 1]


def test_several_students_at_once_are_an_alert_in_words_without_names(store: Store) -> None:
    seeded = class_of(store, *STUDENTS)
    for name in STUDENTS[:2]:
        flag(store, seeded, name, ago=timedelta(seconds=10))
    assert view_of(store, seeded).alert is None
    say_lost(store, seeded, "Dana", ago=timedelta(seconds=5))
    words = drawing(view_of(store, seeded)).alert
    assert words == "Several students at once may be lost: 3 of 5 in the last half minute."
    later = drawing(view_of(store, seeded, later_s=40)).alert
    assert later.endswith("3 of 5 within half a minute.")
    assert drawing(view_of(store, seeded, later_s=56)).alert == ""


@pytest.mark.parametrize(("students", "shown"), [(4, False), (5, True)])
def test_a_class_only_session_has_no_alert_of_fewer_than_five(
    store: Store, students: int, shown: bool
) -> None:
    now = create_class(store).now
    alert = ClassAlert(now, students, 9)
    assert bool(alert_words(alert, SessionMode.AGGREGATE, now)) is shown


def test_an_empty_class_cannot_be_asked_and_says_why(store: Store) -> None:
    pulse = drawing(view_of(store, create_class(store))).pulse
    assert not pulse.can_ask
    assert pulse.words == "Nobody is here to ask yet."


@pytest.mark.parametrize("mode", [SessionMode.AFFECT, SessionMode.SELF_REPORT])
def test_a_pulse_check_counts_live_and_stays_as_a_quiet_line(
    store: Store, mode: SessionMode
) -> None:
    seeded = class_of(store, *STUDENTS, mode=mode)
    ask(store, seeded, Ada=True, Ben=True, Cem=False)
    now = drawing(view_of(store, seeded, later_s=18)).pulse
    assert now.words == "3 of 5 answered, 2 following, 1 not · 42 s left"
    assert (now.can_ask, now.is_open) == (False, True)
    over = drawing(view_of(store, seeded, later_s=130)).pulse
    assert over.words == "Asked 2 min ago: 3 of 5 answered, 2 following, 1 not."
    assert (over.can_ask, over.is_open) == (True, False)


@pytest.mark.parametrize(("answers", "shown"), [(4, False), (5, True)])
def test_a_class_only_session_hides_the_counts_of_fewer_than_five(
    store: Store, answers: int, shown: bool
) -> None:
    seeded = class_of(store, *STUDENTS, mode=SessionMode.AGGREGATE)
    ask(store, seeded, **dict.fromkeys(STUDENTS[:answers], True))
    words = drawing(view_of(store, seeded, later_s=5)).pulse.words
    assert ("5 following" in words) is shown
    assert ("fewer than five" in words) is not shown


def test_answers_that_come_late_are_counted_before_the_result_is_kept(store: Store) -> None:
    seeded, memory = class_of(store, "Ada"), LiveMemory()
    ask(store, seeded)

    def answered(later_s: float) -> int | None:
        with store.sessions() as s:
            view = live_view(s, seeded.session_id, memory, seeded.now + timedelta(seconds=later_s))
        return view.pulse.answered if view.pulse else None

    assert answered(61) == 0
    with store.sessions.begin() as s:
        (result,) = PulseChecks(s).results(seeded.session_id)
        heard = seeded.now + timedelta(seconds=59)
        PulseChecks(s).answer(result.id, seeded.students["Ada"], True, heard)
    assert [answered(62), answered(70), answered(300)] == [1, 1, 1]


def _seconds(store: Store, seeded: SeededClass, name: str, *parts: tuple[int, float]) -> None:
    """Write the last seconds of a student: so many of each score, the last of them newest."""
    at = seeded.now - timedelta(seconds=sum(count for count, _ in parts))
    for count, score in parts:
        add_seconds(store, seeded, seeded.students[name], CALM, at, count, confusion=score)
        at += timedelta(seconds=count)


def test_a_lower_setting_would_have_raised_more_flags(store: Store) -> None:
    seeded = class_of(store, "Ada", "Ben", "Cem")
    _seconds(store, seeded, "Ada", (20, 0.95), (20, 0.1), (100, 0.2), (20, 0.62), (20, 0.1))
    _seconds(store, seeded, "Ben", (20, 0.75), (20, 0.1))
    _seconds(store, seeded, "Cem", (60, 0.3))
    flag(store, seeded, "Ada")
    with store.sessions() as s:
        found = [flag_forecast(s, seeded.session_id, step, seeded.now) for step in ENTER_STEPS]
    assert [forecast.would for forecast in found] == [3, 3, 2, 1, 1]
    assert {forecast.had for forecast in found} == {1}


def test_a_forecast_looks_back_one_hour_of_this_class_only(store: Store) -> None:
    seeded, other = class_of(store, "Ada"), class_of(store, "Ben")
    _seconds(store, other, "Ben", (20, 0.95))
    long_ago = seeded.now - timedelta(minutes=70)
    add_seconds(store, seeded, seeded.students["Ada"], CALM, long_ago, 20, confusion=0.95)
    flag(store, seeded, "Ada", ago=timedelta(minutes=70))
    with store.sessions() as s:
        assert flag_forecast(s, seeded.session_id, 0.7, seeded.now) == FlagForecast(0, 0)


def test_a_forecast_says_about_and_the_slider_starts_at_the_setting() -> None:
    words = forecast_words(FlagForecast(9, 4))
    assert words == "In the last hour: about 9 flags instead of 4."
    assert [ENTER_STEPS[nearest_step(value)] for value in (0.7, 0.31, 0.87)] == [0.7, 0.5, 0.9]


def _raise_alert(store: Store, seeded: SeededClass) -> None:
    for name in STUDENTS[:3]:
        say_lost(store, seeded, name, ago=timedelta(seconds=2))


@pytest.mark.parametrize(
    ("happens", "targets"),
    [
        (_raise_alert, {"live-alert", "live-hands", "live-headline"}),
        (ask, {"live-pulse", "pulse-ask", "pulse-close"}),
    ],
)
def test_what_changed_is_sent(
    store: Store, happens: Callable[[Store, SeededClass], None], targets: set[str]
) -> None:
    seeded = class_of(store, *STUDENTS)
    before = drawing(view_of(store, seeded)).shown
    happens(store, seeded)
    sent = {
        target
        for target, _ in changes(drawing(view_of(store, seeded)), before)
        if isinstance(target, str)
    }
    assert targets <= sent
