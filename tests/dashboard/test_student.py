"""A student's own page in the report."""

from datetime import UTC, timedelta

import pytest

from classroom.domain.episode import Answer
from classroom.domain.mode import SessionMode
from classroom.errors import SessionNotFoundError
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.participants import Participants
from classroom.store.pulse_checks import PulseChecks
from dashboard.components.student import WHAT_IT_IS_NOT, student_trend
from dashboard.pages import past, student
from dashboard.queries.student import student_past
from tests.dashboard.seeded import (
    SeededClass,
    add_seconds,
    add_student,
    create_class,
    flag,
    say_lost,
    scores,
    seed_running_class,
)


def ended(store: Store, seeded: SeededClass) -> SeededClass:
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, seeded.now)
    return seeded


def ada_and_ben(store: Store, mode: SessionMode = SessionMode.AFFECT) -> SeededClass:
    seeded = create_class(store, mode=mode)
    for name in ("Ada", "Ben"):
        who = add_student(store, seeded, name)
        add_seconds(
            store, seeded, who, scores(happiness=1.0), seeded.now - timedelta(seconds=100), 60
        )
        add_seconds(store, seeded, who, None, seeded.now - timedelta(seconds=40), 20)
    return seeded


def page(store: Store, seeded: SeededClass, name: str) -> str:
    with store.sessions() as s:
        who = seeded.students.get(name, name)
        return str(student.layout(s, seeded.session_id, who, seeded.now, UTC))


def test_the_page_shows_one_student_and_nobody_else(store: Store) -> None:
    seeded = ada_and_ben(store)
    flag(store, seeded, "Ada", ended_ago=timedelta(seconds=4), answer=Answer.RIGHT)
    flag(store, seeded, "Ben", ended_ago=timedelta(seconds=4), answer=Answer.WRONG)
    say_lost(store, seeded, "Ada")
    shown = page(store, ended(store, seeded), "Ada")
    for words in ("Ada", "Cheerful", "1 min 0 s", "you said", "Brows lowered", "“I’m lost” at"):
        assert words in shown
    assert WHAT_IT_IS_NOT in shown
    assert "Ben" not in shown
    assert "not confused" not in shown


def test_the_page_says_until_when_a_student_was_there(store: Store) -> None:
    seeded = ada_and_ben(store)
    lost = seeded.now - timedelta(minutes=5)
    with store.sessions.begin() as s:
        Participants(s).set_state(seeded.students["Ada"], "lost", lost)
        ClassSessions(s).end(seeded.session_id, seeded.now)
        Participants(s).set_state(seeded.students["Ben"], "left", seeded.now + timedelta(minutes=2))
    assert f" to {lost:%H:%M}" in page(store, seeded, "Ada")
    assert f" to {seeded.now:%H:%M}" in page(store, seeded, "Ben")


def test_answers_to_pulse_checks_stay_counts(store: Store) -> None:
    seeded = ada_and_ben(store)
    before = page(store, ended(store, seeded), "Ada")
    with store.sessions.begin() as s:
        ClassSessions(s).by_id(seeded.session_id).ended_at = None
        pulse = PulseChecks(s).ask(seeded.session_id, seeded.now)
        PulseChecks(s).answer(pulse.id, seeded.students["Ada"], False, seeded.now)
    assert page(store, ended(store, seeded), "Ada") == before


def test_a_gap_in_what_was_read_is_unseen(store: Store) -> None:
    seeded = create_class(store)
    who = add_student(store, seeded, "Ada")
    for ago_s in (60, 20):
        first = seeded.now - timedelta(seconds=ago_s)
        add_seconds(store, seeded, who, scores(happiness=1.0), first, 10)
    ended(store, seeded)
    with store.sessions() as s:
        one = student_past(s, seeded.session_id, who, seeded.now)
    unseen = student_trend(one, UTC).layers[-1]
    assert (unseen[0], unseen[-1]) == (0.0, 0.0)
    assert 100.0 in unseen


def test_a_student_without_camera_has_a_page_that_says_so(store: Store) -> None:
    seeded = create_class(store)
    add_student(store, seeded, "Ada", camera=False, state="joined")
    shown = page(store, ended(store, seeded), "Ada")
    assert "Not seen in this class" in shown
    assert "No camera was on" in shown


@pytest.mark.parametrize("mode", [SessionMode.AGGREGATE, SessionMode.SELF_REPORT])
def test_modes_without_single_students_have_no_such_page(store: Store, mode: SessionMode) -> None:
    seeded = ended(store, seed_running_class(store, 6, mode=mode, minutes=1))
    with pytest.raises(SessionNotFoundError):
        page(store, seeded, "Amina")
    with store.sessions() as s:
        assert "/student/" not in str(past.layout(s, seeded.session_id, seeded.now, UTC))


def test_unknown_students_those_of_other_classes_and_live_ones_have_no_page(store: Store) -> None:
    seeded, other = ended(store, ada_and_ben(store)), ada_and_ben(store)
    for session, who in (
        (seeded, "0" * 32),
        (seeded, other.students["Ada"]),
        (other, other.students["Ada"]),
    ):
        with pytest.raises(SessionNotFoundError):
            page(store, session, who)


def test_the_report_leads_to_each_students_page(store: Store) -> None:
    seeded = ended(store, ada_and_ben(store))
    with store.sessions() as s:
        shown = str(past.layout(s, seeded.session_id, seeded.now, UTC))
    assert f"/session/{seeded.session_id}/student/{seeded.students['Ada']}" in shown
