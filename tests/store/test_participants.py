"""Students of a class."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classroom.errors import DeletedError, InputError
from classroom.store.emotion_events import EmotionEvents
from classroom.store.episodes import Episodes
from classroom.store.participants import Participants
from classroom.store.pulse_checks import PulseChecks
from classroom.store.self_reports import SelfReports
from classroom.store.tables import ConnectionEventRow, ConsentRow, ParticipantRow, Table
from tests.store.rows import START, after, episode, new_participant, new_session, seen


def test_joining_keeps_what_was_agreed_to(s: Session) -> None:
    row = Participants(s).add(new_session(s), "Ada", False, False, "2026-11", START)
    consent = s.scalars(select(ConsentRow)).one()
    assert (consent.participant_id, consent.given, consent.text_version, consent.at) == (
        row.id,
        False,
        "2026-11",
        START,
    )


@pytest.mark.parametrize("name", ["", " ", "x" * 201])
def test_empty_or_endless_name_is_refused(s: Session, name: str) -> None:
    with pytest.raises(InputError, match="name"):
        Participants(s).add(new_session(s), name, True, True, "1", START)


def test_each_change_of_state_is_noted_once(s: Session) -> None:
    ada = new_participant(s, new_session(s))
    for seconds, state in enumerate(["live", "live", "lost", "left"]):
        Participants(s).set_state(ada, state, after(seconds))  # type: ignore[arg-type]  # literals
    events = s.scalars(select(ConnectionEventRow).order_by(ConnectionEventRow.id))
    assert [event.state for event in events] == ["joined", "live", "lost", "left"]
    row = Participants(s).by_id(ada)
    assert (row.state, row.state_since, row.left_at) == ("left", after(3), after(3))


def test_who_comes_back_has_not_left(s: Session) -> None:
    ada = new_participant(s, new_session(s))
    Participants(s).set_state(ada, "left", after(1))
    Participants(s).set_state(ada, "live", after(2))
    assert Participants(s).by_id(ada).left_at is None


def test_deleting_a_student_leaves_no_row_of_theirs(s: Session) -> None:
    session_id = new_session(s)
    ada, bob = (new_participant(s, session_id, name) for name in ("Ada", "Bob"))
    pulse = PulseChecks(s).ask(session_id, START)
    for student in (ada, bob):
        PulseChecks(s).answer(pulse.id, student, True, START)
        EmotionEvents(s).add_many(session_id, [seen(student, 0)])
        Episodes(s).open(session_id, episode(student, 0))
        SelfReports(s).say_lost(session_id, student, START)
    assert Participants(s).delete(ada)
    for table in Table.metadata.sorted_tables:
        if "participant_id" in table.c:
            owners = s.execute(select(table.c.participant_id)).scalars().all()
            assert owners, table.name
            assert set(owners) == {bob}, table.name
    assert s.scalar(select(func.count()).select_from(ParticipantRow)) == 1


def test_deleted_student_is_told_so_and_deleting_again_is_harmless(s: Session) -> None:
    ada = new_participant(s, new_session(s))
    Participants(s).delete(ada)
    assert not Participants(s).delete(ada)
    Participants(s).set_state(ada, "live", START)
    with pytest.raises(DeletedError):
        Participants(s).by_id(ada)


def test_remove_and_let_back_in_touch_the_students_of_this_class_only(s: Session) -> None:
    session_id, other = new_session(s), new_session(s)
    ada = new_participant(s, session_id)
    assert not Participants(s).remove(other, ada, after(5))
    assert Participants(s).remove(session_id, ada, after(5))
    assert not Participants(s).remove(session_id, ada, after(6))
    row = Participants(s).by_id(ada)
    assert (row.state, row.left_at, row.removed_at) == ("left", after(5), after(5))
    assert not Participants(s).let_back_in(other, ada)
    assert Participants(s).let_back_in(session_id, ada)
    assert not Participants(s).let_back_in(session_id, ada)
    assert row.removed_at is None
