import asyncio
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from classroom.domain.episode import Episode
from classroom.domain.ids import ParticipantId, SessionId
from classroom.domain.mode import SessionMode
from classroom.domain.second import EmotionSecond
from classroom.errors import DeletedError, SessionEndedError, SessionNotFoundError
from classroom.session.records import PulseAnswer, Records, Student
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import EmotionEvents
from classroom.store.engine import Store, open_store
from classroom.store.episodes import Episodes
from classroom.store.participants import Participants
from classroom.store.pulse_checks import OpenPulse, PulseChecks
from classroom.store.wishes import ClassWishes

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings.resolved_database_url)
    yield opened
    opened.close()


def new_class(store: Store) -> tuple[str, str]:
    with store.sessions.begin() as s:
        row = ClassSessions(s).create("Maths", SessionMode.AFFECT, "Head", NOW)
        return row.id, row.code


async def admit(records: Records, code: str) -> Student:
    return await records.admit(code, "Ada", camera=True, consent=True, version="1", now=NOW)


async def test_first_student_starts_the_class(store: Store) -> None:
    session_id, code = new_class(store)
    student = await admit(Records(store), code.lower())
    assert (student.session.id, student.camera) == (session_id, True)
    with store.sessions.begin() as s:
        assert ClassSessions(s).by_id(session_id).started_at == NOW


async def test_a_database_that_hangs_takes_no_thread_from_the_media(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    monkeypatch.setattr(Store, "ping", lambda _store: released.wait(20))
    records = Records(store)
    waiting = [asyncio.create_task(records.ping()) for _ in range(40)]
    try:
        await asyncio.sleep(0)
        async with asyncio.timeout(5):
            await asyncio.to_thread(time.monotonic)
    finally:
        released.set()
        await asyncio.gather(*waiting)


async def test_a_deleted_student_is_not_left_in_the_log_of_the_database(
    store: Store, settings: Settings
) -> None:
    _, code = new_class(store)
    records = Records(store)
    student = await records.admit(
        code, "Zuleika Dobson", camera=True, consent=True, version="1", now=NOW
    )
    files = list(settings.data_dir.glob("classroom.sqlite3*"))
    assert any(b"Zuleika" in file.read_bytes() for file in files)
    await records.delete(student.id)
    assert not any(b"Zuleika" in file.read_bytes() for file in files)


async def test_student_of_an_ended_class_or_without_a_row_is_told_why(store: Store) -> None:
    session_id, code = new_class(store)
    records = Records(store)
    student = await admit(records, code)
    assert await records.student(student.id) == student
    with store.sessions.begin() as s:
        ClassSessions(s).end(session_id, NOW)
    with pytest.raises(SessionEndedError):
        await records.student(student.id)
    with pytest.raises(SessionEndedError):
        await records.held(code)
    with pytest.raises(SessionNotFoundError):
        await records.held("ZZZZZZ")
    with pytest.raises(DeletedError):
        await records.student(ParticipantId("nobody"))


async def test_what_the_teacher_wants_of_each_class_comes_at_once(store: Store) -> None:
    records = Records(store)
    first, second = [(await records.held(new_class(store)[1])).id for _ in range(2)]
    with store.sessions.begin() as s:
        ClassSessions(s).end(first, NOW)
        ClassSessions(s).set_flag_from(second, 0.5)
        pulse = PulseChecks(s).ask(second, NOW)
    gone = SessionId("deleted")
    assert await records.wishes([first, second, gone], NOW) == {
        first: ClassWishes(True, 0.7, None),
        second: ClassWishes(False, 0.5, OpenPulse(pulse.id, pulse.closes_at)),
        gone: ClassWishes(True, 0.7, None),
    }


async def test_answers_are_kept_with_the_moment_they_were_given(store: Store) -> None:
    session_id, code = new_class(store)
    records = Records(store)
    student = await admit(records, code)
    with store.sessions.begin() as s:
        pulse = PulseChecks(s).ask(session_id, NOW)
    too_late = pulse.closes_at + timedelta(minutes=1)
    await records.save_answers([PulseAnswer(pulse.id, student.id, False, NOW)])
    await records.save_answers([PulseAnswer(pulse.id, student.id, True, too_late)])
    with store.sessions.begin() as s:
        [result] = PulseChecks(s).results(session_id)
    assert (result.following, result.not_following) == (0, 1)


async def test_what_a_killed_server_left_behind_is_put_right(store: Store) -> None:
    session_id, code = new_class(store)
    records = Records(store)
    here, left = await admit(records, code), await admit(records, code)
    with store.sessions.begin() as s:
        Participants(s).set_state(here.id, "live", NOW)
        Participants(s).set_state(left.id, "left", NOW)
        Episodes(s).open(session_id, Episode(here.id, NOW, None, 0.8, ()))
        last_read = NOW + timedelta(seconds=10)
        second = EmotionSecond(here.id, last_read, None, None, 0.0, 2)
        EmotionEvents(s).add_many(session_id, [second])
    await records.tidy(NOW + timedelta(days=1))
    with store.sessions.begin() as s:
        lost, gone = (Participants(s).by_id(one.id) for one in (here, left))
        [episode] = Episodes(s).of_session(session_id)
    assert (lost.state, lost.state_since) == ("lost", last_read)
    assert (gone.state, gone.state_since) == ("left", NOW)
    assert episode.ended_at == last_read + timedelta(seconds=1)
