"""Sums of a class's seconds, kept where the class is over."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import EmotionEvents
from classroom.store.event_sums import EventSums, SumsOfClasses
from classroom.store.participants import Participants
from classroom.store.tables import EmotionEventRow
from tests.store.rows import after, new_participant, new_session, seen


def class_of_two(s: Session) -> tuple[str, list[str]]:
    session_id = new_session(s)
    students = [new_participant(s, session_id, name) for name in ("Ada", "Ben")]
    seconds = [seen(who, at) for who in students for at in range(3)]
    EmotionEvents(s).add_many(session_id, seconds)
    return session_id, [str(who) for who in students]


def sums_at(memory: SumsOfClasses, s: Session, session_id: str, at_s: float) -> EventSums:
    ended_at = ClassSessions(s).by_id(session_id).ended_at
    return memory.of(s, session_id, 1, ended_at, after(at_s))


def test_an_ended_class_is_summed_up_once(s: Session) -> None:
    session_id, _ = class_of_two(s)
    ClassSessions(s).end(session_id, after(10))
    memory = SumsOfClasses()
    first = sums_at(memory, s, session_id, 120)
    assert (first.events, len(first.totals)) == (6, 2)
    assert sums_at(memory, s, session_id, 121) is first


def test_a_class_that_goes_on_is_summed_up_each_time(s: Session) -> None:
    session_id, _ = class_of_two(s)
    memory = SumsOfClasses()
    sums_at(memory, s, session_id, 120)
    s.execute(update(EmotionEventRow).values(seconds_seen=0.5))
    later = sums_at(memory, s, session_id, 121)
    assert {total.seconds_seen for total in later.totals.values()} == {1.5}


def test_a_student_who_deletes_their_data_leaves_the_sums(s: Session) -> None:
    session_id, (ada, ben) = class_of_two(s)
    ClassSessions(s).end(session_id, after(10))
    memory = SumsOfClasses()
    assert set(sums_at(memory, s, session_id, 120).totals) == {ada, ben}
    Participants(s).delete(ada)
    after_it = sums_at(memory, s, session_id, 121)
    assert set(after_it.totals) == {ben}
    assert [point.students_seen for point in after_it.points] == [1, 1, 1]


def test_small_groups_are_kept_apart_from_open_ones(s: Session) -> None:
    session_id, _ = class_of_two(s)
    row = ClassSessions(s).end(session_id, after(10))
    memory = SumsOfClasses()
    assert memory.of(s, session_id, 1, row.ended_at, after(120)).points[0].emotions is not None
    assert memory.of(s, session_id, 5, row.ended_at, after(120)).points[0].emotions is None
