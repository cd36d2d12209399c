"""The question "are you following?": open for a minute, answered once by each student."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from classroom.errors import SessionEndedError, SessionNotFoundError
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.participants import Participants
from classroom.store.pulse_checks import LATE_S, OPEN_S, OpenPulse, PulseChecks, PulseResult
from classroom.store.tables import PulseAnswerRow
from tests.store.rows import after, new_participant, new_session

IN_TIME = OPEN_S + LATE_S - 0.1
TOO_LATE = OPEN_S + LATE_S


@pytest.fixture
def pulses(s: Session) -> PulseChecks:
    return PulseChecks(s)


def result_of(pulses: PulseChecks, session_id: str) -> PulseResult:
    [result] = pulses.results(session_id)
    return result


def test_question_is_open_for_a_minute(s: Session, pulses: PulseChecks) -> None:
    session_id, other = new_session(s), new_session(s)
    pulse = pulses.ask(session_id, after(0))
    assert pulse.closes_at == after(OPEN_S)
    asked = [session_id, other]
    assert pulses.open_of(asked, after(OPEN_S - 1)) == {
        session_id: OpenPulse(pulse.id, after(OPEN_S))
    }
    assert pulses.open_of(asked, after(OPEN_S)) == {}
    assert pulses.open_of([other], after(1)) == {}


def test_asking_again_while_it_is_open_is_the_same_question(
    s: Session, pulses: PulseChecks
) -> None:
    session_id = new_session(s)
    first = pulses.ask(session_id, after(0))
    assert pulses.ask(session_id, after(OPEN_S - 1)).id == first.id
    assert pulses.ask(session_id, after(OPEN_S)).id != first.id
    assert pulses.ask(new_session(s), after(1)).id != first.id


def test_two_clicks_at_once_open_one_question(store: Store) -> None:
    with store.sessions.begin() as s:
        session_id = new_session(s)

    def click(_: int) -> str:
        with store.sessions.begin() as s:
            return PulseChecks(s).ask(session_id, after(0)).id

    with ThreadPoolExecutor(4) as teachers:
        assert len(set(teachers.map(click, range(8)))) == 1


def test_ended_class_cannot_be_asked_and_has_no_open_question(
    s: Session, pulses: PulseChecks
) -> None:
    session_id = new_session(s)
    pulses.ask(session_id, after(0))
    ClassSessions(s).end(session_id, after(1))
    assert pulses.open_of([session_id], after(2)) == {}
    with pytest.raises(SessionEndedError):
        pulses.ask(session_id, after(2))
    with pytest.raises(SessionNotFoundError):
        pulses.ask("nosuch", after(2))


def test_question_can_be_ended_early_but_never_prolonged(s: Session, pulses: PulseChecks) -> None:
    session_id = new_session(s)
    pulse = pulses.ask(session_id, after(0))
    pulses.close(pulse.id, after(10))
    pulses.close(pulse.id, after(20))
    assert pulses.open_of([session_id], after(11)) == {}
    assert result_of(pulses, session_id).closes_at == after(10)


def test_each_student_counts_once_with_the_last_answer(s: Session, pulses: PulseChecks) -> None:
    session_id = new_session(s)
    ada, bob, _silent = (new_participant(s, session_id, name) for name in ("Ada", "Bob", "Cy"))
    pulse = pulses.ask(session_id, after(0))
    pulses.answer(pulse.id, ada, True, after(1))
    pulses.answer(pulse.id, bob, True, after(1))
    pulses.answer(pulse.id, ada, False, after(2))
    assert result_of(pulses, session_id) == PulseResult(
        pulse.id, after(0), after(OPEN_S), asked=3, following=1, not_following=1
    )
    assert result_of(pulses, session_id).answered == 2


def test_answer_may_be_a_little_late_but_not_more(s: Session, pulses: PulseChecks) -> None:
    session_id = new_session(s)
    ada, bob = new_participant(s, session_id), new_participant(s, session_id, "Bob")
    pulse = pulses.ask(session_id, after(0))
    pulses.answer(pulse.id, ada, True, after(IN_TIME))
    pulses.answer(pulse.id, bob, True, after(TOO_LATE))
    assert result_of(pulses, session_id).following == 1


def test_answer_that_belongs_nowhere_is_ignored(s: Session, pulses: PulseChecks) -> None:
    session_id = new_session(s)
    stranger = new_participant(s, new_session(s), "Stranger")
    pulse = pulses.ask(session_id, after(0))
    pulses.answer(pulse.id, stranger, True, after(1))
    pulses.answer(pulse.id, "deleted", True, after(1))
    pulses.answer("nosuch", new_participant(s, session_id), True, after(1))
    assert result_of(pulses, session_id).answered == 0
    assert s.query(PulseAnswerRow).count() == 0


def test_only_students_in_class_while_it_was_open_were_asked(
    s: Session, pulses: PulseChecks
) -> None:
    session_id = new_session(s)
    states = Participants(s).set_state
    _here, gone, lost, back = (new_participant(s, session_id, f"Student {n}") for n in range(4))
    states(gone, "left", after(50))
    states(lost, "lost", after(50))
    states(back, "lost", after(50))
    pulse = pulses.ask(session_id, after(100))
    states(back, "live", after(130))
    later = Participants(s).add(session_id, "Later", True, True, "1", after(100 + OPEN_S)).id
    assert result_of(pulses, session_id).asked == 2
    pulses.answer(pulse.id, later, True, after(101 + OPEN_S))
    assert result_of(pulses, session_id).asked == 3


def test_student_who_left_since_was_asked_all_the_same(s: Session, pulses: PulseChecks) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    pulses.ask(session_id, after(10))
    Participants(s).set_state(ada, "left", after(20))
    assert result_of(pulses, session_id).asked == 1


def test_questions_are_listed_oldest_first_also_without_students(
    s: Session, pulses: PulseChecks
) -> None:
    session_id = new_session(s)
    for at in (0, 100, 200):
        pulses.ask(session_id, after(at))
    pulses.ask(new_session(s), after(0))
    results = pulses.results(session_id)
    assert [one.asked_at for one in results] == [after(0), after(100), after(200)]
    assert {(one.asked, one.answered) for one in results} == {(0, 0)}


def test_deleting_a_student_deletes_their_answers(s: Session, pulses: PulseChecks) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    pulse = pulses.ask(session_id, after(0))
    pulses.answer(pulse.id, ada, True, after(1))
    Participants(s).delete(ada)
    result = result_of(pulses, session_id)
    assert (result.asked, result.answered) == (0, 0)
