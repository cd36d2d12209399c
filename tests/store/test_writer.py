"""The event writer: batches off the event loop, and what it does when the database is away."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from classroom.domain.ids import ParticipantId
from classroom.store.emotion_events import EmotionEvents
from classroom.store.engine import Store, connect_store, open_store
from classroom.store.episodes import Episodes
from classroom.store.participants import Participants
from classroom.store.tables import EmotionEventRow
from classroom.store.writer import EventWriter
from tests.postgres import PostgresCluster
from tests.store.rows import HAPPY, START, after, episode, new_participant, new_session, seen


@pytest.fixture
def room(store: Store) -> tuple[str, ParticipantId]:
    with store.sessions.begin() as s:
        session_id = new_session(s)
        return session_id, new_participant(s, session_id)


def written(store: Store) -> int:
    with store.sessions() as s:
        return s.scalar(select(func.count()).select_from(EmotionEventRow)) or 0


async def until(store: Store, count: int, within_s: float = 10.0) -> None:
    async with asyncio.timeout(within_s):
        while written(store) < count:  # noqa: ASYNC110 - another process writes
            await asyncio.sleep(0.02)


async def test_seconds_are_written_without_being_asked_for(
    store: Store, room: tuple[str, ParticipantId]
) -> None:
    session_id, ada = room
    writer = EventWriter(store, interval_s=0.05)
    await writer.start()
    writer.put(session_id, seen(ada, 0))
    await until(store, 1)
    await writer.stop()
    assert (writer.backlog, writer.lost, writer.refused) == (0, 0, 0)


async def test_stop_writes_everything_that_waits(
    store: Store, room: tuple[str, ParticipantId]
) -> None:
    session_id, ada = room
    writer = EventWriter(store, interval_s=60)
    await writer.start()
    for second in range(500):
        writer.put(session_id, seen(ada, second))
    await writer.stop()
    assert written(store) == 500


async def test_stop_is_safe_before_start_and_twice(store: Store) -> None:
    writer = EventWriter(store)
    await writer.stop()
    await writer.start()
    await writer.stop()
    await writer.stop()


async def test_writing_happens_in_one_thread_off_the_event_loop(
    store: Store, room: tuple[str, ParticipantId]
) -> None:
    session_id, ada = room
    threads: set[str] = set()
    event.listen(
        store.engine,
        "before_cursor_execute",
        lambda *_: threads.add(threading.current_thread().name),
    )
    writer = EventWriter(store, interval_s=0.02)
    await writer.start()
    for second in range(5):
        writer.put(session_id, seen(ada, second))
        await asyncio.sleep(0.05)
    await writer.stop()
    assert threads == {"event-writer_0"}


async def test_same_second_again_replaces_the_one_that_waits(
    store: Store, room: tuple[str, ParticipantId]
) -> None:
    session_id, ada = room
    writer = EventWriter(store)
    await writer.start()
    writer.put(session_id, seen(ada, 0))
    writer.put(session_id, seen(ada, 0, HAPPY))
    assert writer.backlog == 1
    await writer.stop()
    with store.sessions() as s:
        assert EmotionEvents(s).recent(session_id, START) == [seen(ada, 0, HAPPY)]


async def test_episode_is_one_row_from_its_opening_to_its_end(
    store: Store, room: tuple[str, ParticipantId]
) -> None:
    session_id, ada = room
    writer = EventWriter(store, interval_s=0.02)
    await writer.start()
    opened = episode(ada, 0)
    writer.put_episode(session_id, ada, opened)
    await asyncio.sleep(0.2)
    writer.put_episode(session_id, ada, replace(opened, peak=0.9, ended_at=after(30)))
    writer.put_episode(session_id, ada, episode(ada, 100))
    await writer.stop()
    with store.sessions() as s:
        rows = Episodes(s).of_session(session_id)
    assert [(row.peak, row.ended_at) for row in rows] == [(0.9, after(30)), (0.81, None)]


async def test_student_deleted_meanwhile_does_not_stop_the_others(
    store: Store, room: tuple[str, ParticipantId]
) -> None:
    session_id, ada = room
    with store.sessions.begin() as s:
        bob = new_participant(s, session_id, "Bob")
    writer = EventWriter(store, interval_s=60)
    await writer.start()
    for second in range(3):
        writer.put(session_id, seen(ada, second))
        writer.put(session_id, seen(bob, second))
    writer.put_episode(session_id, ada, episode(ada, 0))
    writer.put_episode(session_id, bob, episode(bob, 0))
    with store.sessions.begin() as s:
        Participants(s).delete(ada)
    await writer.stop()
    assert (writer.backlog, writer.refused, writer.lost) == (0, 4, 0)
    with store.sessions() as s:
        assert {second.participant_id for second in EmotionEvents(s).recent(session_id, START)} == {
            bob
        }
        assert [row.participant_id for row in Episodes(s).of_session(session_id)] == [bob]


async def test_row_that_cannot_be_bound_does_not_stop_the_others(
    store: Store, room: tuple[str, ParticipantId]
) -> None:
    session_id, ada = room
    with store.sessions.begin() as s:
        bob = new_participant(s, session_id, "Bob")
    writer = EventWriter(store, interval_s=60)
    await writer.start()
    without_zone = datetime(2026, 11, 21)  # noqa: DTZ001 - that is the mistake
    writer.put_episode(session_id, ada, replace(episode(ada, 0), started_at=without_zone))
    writer.put(session_id, seen(bob, 0))
    await writer.stop()
    assert (written(store), writer.refused) == (1, 1)


async def test_backlog_is_bounded_and_the_oldest_is_counted_lost(
    store: Store, room: tuple[str, ParticipantId]
) -> None:
    session_id, ada = room
    writer = EventWriter(store, backlog_limit=10)
    for second in range(25):
        writer.put(session_id, seen(ada, second))
    assert (writer.backlog, writer.lost) == (10, 15)
    await writer.start()
    await writer.stop()
    with store.sessions() as s:
        recent = EmotionEvents(s).recent(session_id, START)
    assert [second.at for second in recent] == [after(second) for second in range(15, 25)]


@pytest.fixture
def own_cluster_store(postgres: PostgresCluster) -> Iterator[Store]:
    store = open_store(postgres.new_database())
    yield store
    store.close()


async def test_events_of_an_outage_are_kept_and_written_when_the_database_is_back(
    postgres: PostgresCluster, own_cluster_store: Store
) -> None:
    store = own_cluster_store
    with store.sessions.begin() as s:
        session_id = new_session(s)
        ada = new_participant(s, session_id)
    writer = EventWriter(store, interval_s=0.1)
    await writer.start()
    writer.put(session_id, seen(ada, 0))
    await until(store, 1)
    await asyncio.to_thread(postgres.stop)
    try:
        for second in range(1, 6):
            writer.put(session_id, seen(ada, second))
            await asyncio.sleep(0.1)
        assert writer.backlog == 5
    finally:
        await asyncio.to_thread(postgres.start)
    async with asyncio.timeout(20):
        while writer.backlog:  # noqa: ASYNC110 - the writer tells no one
            await asyncio.sleep(0.05)
    await writer.stop()
    assert (written(store), writer.lost, writer.refused) == (6, 0, 0)


async def test_stop_gives_up_on_a_database_that_stays_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("classroom.store.writer.STOP_TIMEOUT_S", 0.3)
    store = connect_store(f"sqlite:///{tmp_path / 'never-migrated.sqlite3'}")
    writer = EventWriter(store, interval_s=0.05)
    await writer.start()
    writer.put("s" * 32, seen(ParticipantId("p" * 32), 0))
    await writer.stop()
    assert (writer.backlog, writer.lost) == (0, 1)
    store.close()


LIVE_SIDE = """
import asyncio, sys, time
from datetime import UTC, datetime
from classroom.store.engine import connect_store
from classroom.store.writer import EventWriter
from tests.store.rows import seen

async def live():
    writer = EventWriter(connect_store(sys.argv[1]))
    await writer.start()
    began = time.monotonic()
    for second in range(60):
        await asyncio.sleep(max(0, began + second - time.monotonic()))
        writer.put(sys.argv[2], seen(sys.argv[3], second))
        print(second, flush=True)

asyncio.run(live())
"""


def test_killed_writer_loses_no_more_than_its_last_two_seconds(
    url: str, store: Store, room: tuple[str, ParticipantId]
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LIVE_SIDE, url, *room],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    handed_over = 0
    for line in process.stdout:
        handed_over = int(line) + 1
        if handed_over == 5:
            break
    time.sleep(0.3)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert written(store) >= handed_over - 2
