"""The server deletes overdue classes by itself, and outlives a database that is away."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, text

from classroom.domain.mode import SessionMode
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.forgetting import Forgetting
from classroom.store.tables import ClassSessionRow


def ended(store: Store, days_ago: int) -> str:
    with store.sessions.begin() as s:
        at = datetime.now(UTC) - timedelta(days=days_ago)
        row = ClassSessions(s).create("Algebra", SessionMode.SELF_REPORT, None, at)
        return ClassSessions(s).end(row.id, at).id


def kept(store: Store) -> set[str]:
    with store.sessions() as s:
        return set(s.scalars(select(ClassSessionRow.id)))


def ended_at(store: Store, session_id: str) -> datetime | None:
    with store.sessions() as s:
        return ClassSessions(s).by_id(session_id).ended_at


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - a row tells nobody that it is gone
            await asyncio.sleep(0.05)


async def until_kept(store: Store, wanted: set[str]) -> None:
    await until(lambda: kept(store) == wanted)


async def test_overdue_classes_go_at_the_start_and_again_later(store: Store) -> None:
    young = ended(store, 29)
    ended(store, 31)
    forgetting = Forgetting(store, every_s=0.1)
    await forgetting.start()
    try:
        await until_kept(store, {young})
        ended(store, 40)
        await until_kept(store, {young})
    finally:
        await forgetting.stop()


async def test_a_database_that_was_away_is_tidied_when_it_is_back(store: Store) -> None:
    ended(store, 31)
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE class_session RENAME TO away"))
    forgetting = Forgetting(store, every_s=0.1)
    await forgetting.start()
    try:
        await asyncio.sleep(0.4)
        with store.engine.begin() as connection:
            connection.execute(text("ALTER TABLE away RENAME TO class_session"))
        await until_kept(store, set())
    finally:
        await forgetting.stop()


async def test_abandoned_classes_are_ended(store: Store) -> None:
    with store.sessions.begin() as s:
        at = datetime.now(UTC) - timedelta(days=60)
        row = ClassSessions(s).create("Algebra", SessionMode.SELF_REPORT, None, at)
        ClassSessions(s).mark_started(row.id, at)
    forgetting = Forgetting(store, every_s=0.1)
    await forgetting.start()
    try:
        await until(lambda: ended_at(store, row.id) is not None)
    finally:
        await forgetting.stop()
    assert ended_at(store, row.id) == at
    assert kept(store) == {row.id}


async def test_two_servers_may_tidy_at_once(store: Store) -> None:
    for _ in range(3):
        ended(store, 31)
    both = [Forgetting(store, every_s=0.1), Forgetting(store, every_s=0.1)]
    await asyncio.gather(*(each.start() for each in both))
    await until_kept(store, set())
    await asyncio.gather(*(each.stop() for each in both))
    with store.sessions() as s:
        actions = s.scalars(text("SELECT action FROM audit_entry")).all()
    assert actions == ["session.forgotten"] * 3
