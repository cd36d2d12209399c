"""A class that its teacher forgot to end is ended by itself, and goes like any other."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from classroom.domain.ids import ParticipantId
from classroom.domain.retention import due_at
from classroom.store import abandoned
from classroom.store.abandoned import ABANDONED_AFTER, end_abandoned
from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import EmotionEvents
from classroom.store.engine import Store
from classroom.store.episodes import Episodes
from classroom.store.participants import Participants
from classroom.store.pulse_checks import PulseChecks
from classroom.store.retention import Retention
from classroom.store.self_reports import SelfReports
from classroom.store.tables import AuditEntryRow, ClassSessionRow, ConfusionEpisodeRow
from classroom.store.topics import TopicMarkers
from tests.store.rows import after, episode, new_participant, new_session, seen


def running(store: Store) -> tuple[str, ParticipantId]:
    with store.sessions.begin() as s:
        session_id = new_session(s)
        ClassSessions(s).mark_started(session_id, after(0))
        return session_id, new_participant(s, session_id)


def class_row(store: Store, session_id: str) -> ClassSessionRow:
    with store.sessions() as s:
        return ClassSessions(s).by_id(session_id)


def test_it_ends_with_its_last_sign_of_life_and_closes_its_flags(store: Store) -> None:
    session_id, ada = running(store)
    with store.sessions.begin() as s:
        EmotionEvents(s).add_many(session_id, [seen(ada, at) for at in range(90)])
        Episodes(s).open(session_id, episode(ada, 60, None))
    quiet = after(89) + ABANDONED_AFTER
    assert end_abandoned(store, quiet - timedelta(seconds=1), "retention") == []
    assert end_abandoned(store, quiet, "retention") == [session_id]
    assert class_row(store, session_id).ended_at == after(89)
    with store.sessions() as s:
        assert s.scalars(select(ConfusionEpisodeRow.ended_at)).all() == [after(89)]
        entry = s.scalars(select(AuditEntryRow)).one()
    assert (entry.actor, entry.action, entry.subject) == ("retention", "session.ended", session_id)


def test_its_days_count_from_now_so_that_its_teacher_can_still_see_it(store: Store) -> None:
    session_id, _ = running(store)
    long_after = after(0) + timedelta(days=400)
    end_abandoned(store, long_after, "retention")
    row = class_row(store, session_id)
    assert row.ended_at is not None
    due = due_at(row.ended_at, row.kept_from, row.keep_days)
    assert due == long_after + timedelta(days=row.keep_days)
    with store.sessions() as s:
        assert Retention(s).overdue(long_after) == []
        assert [one.id for one in Retention(s).overdue(due)] == [session_id]


@pytest.mark.parametrize("sign", ["word", "pulse", "topic", "joined"])
def test_each_sign_of_life_keeps_it_open(store: Store, sign: str) -> None:
    session_id, ada = running(store)
    late = after(0) + ABANDONED_AFTER - timedelta(hours=1)
    with store.sessions.begin() as s:
        if sign == "word":
            SelfReports(s).say_lost(session_id, ada, late)
        elif sign == "joined":
            Participants(s).add(session_id, "Ben", True, True, "1", late)
        elif sign == "pulse":
            PulseChecks(s).ask(session_id, late)
        else:
            TopicMarkers(s).mark(session_id, "Recursion", late)
    assert end_abandoned(store, after(0) + ABANDONED_AFTER, "retention") == []
    assert end_abandoned(store, late + ABANDONED_AFTER, "retention") == [session_id]
    assert class_row(store, session_id).ended_at == late


@pytest.mark.parametrize("meanwhile", ["a student came back", "its teacher ended it", "it is gone"])
def test_what_happened_since_it_was_looked_at_counts(store: Store, meanwhile: str) -> None:
    session_id, ada = running(store)
    now = after(0) + ABANDONED_AFTER
    with store.sessions.begin() as s:
        if meanwhile == "a student came back":
            SelfReports(s).say_lost(session_id, ada, now)
        elif meanwhile == "its teacher ended it":
            ClassSessions(s).end(session_id, after(60))
        else:
            s.delete(ClassSessions(s).by_id(session_id))
    with store.sessions.begin() as s:
        assert not abandoned._end(s, session_id, now, "retention")
    with store.sessions() as s:
        kept = s.get(ClassSessionRow, session_id)
        assert s.scalars(select(AuditEntryRow)).all() == []
    if meanwhile == "it is gone":
        assert kept is None
    else:
        assert kept is not None
        assert kept.kept_from is None
        assert kept.ended_at == (None if meanwhile.startswith("a student") else after(60))


def test_a_class_of_every_week_outlives_a_week_off(store: Store) -> None:
    session_id, _ = running(store)
    before_the_next = after(0) + timedelta(days=13, hours=23)
    assert end_abandoned(store, before_the_next, "retention") == []
    assert class_row(store, session_id).ended_at is None


def test_a_class_that_waits_for_its_first_student_stays_open(store: Store) -> None:
    with store.sessions.begin() as s:
        session_id = new_session(s)
    assert end_abandoned(store, after(0) + timedelta(days=400), "retention") == []
    assert class_row(store, session_id).ended_at is None


def test_a_class_that_has_ended_stays_as_it_is(store: Store) -> None:
    session_id, _ = running(store)
    with store.sessions.begin() as s:
        ClassSessions(s).end(session_id, after(60))
    assert end_abandoned(store, after(0) + timedelta(days=400), "retention") == []
    row = class_row(store, session_id)
    assert (row.ended_at, row.kept_from) == (after(60), None)
