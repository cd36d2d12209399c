"""Writes what the live side hands over, a few times a second, off the event loop."""

import asyncio
import logging
import uuid
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from classroom.domain.episode import Episode
from classroom.domain.second import EmotionSecond
from classroom.store.emotion_events import EmotionEvents
from classroom.store.engine import Store
from classroom.store.episodes import Episodes

logger = logging.getLogger(__name__)

WRITE_EVERY_S: Final[float] = 0.25
"""A teacher waits for it; a whole class is one transaction all the same."""
BATCH_SIZE: Final[int] = 5_000
"""Rows in one transaction: a long backlog is caught up with in several."""
BACKLOG_LIMIT: Final[int] = 100_000
"""Ten minutes of 150 students, some 50 MB."""
STOP_TIMEOUT_S: Final[float] = 10.0


@dataclass(frozen=True, slots=True)
class PendingSecond:
    """A second on its way to the database."""

    session_id: str
    second: EmotionSecond

    @property
    def participant_id(self) -> str:
        """Whose it is."""
        return self.second.participant_id


@dataclass(frozen=True, slots=True)
class PendingEpisode:
    """An episode as it stands, on its way to the database."""

    session_id: str
    episode_id: str
    episode: Episode

    @property
    def participant_id(self) -> str:
        """Whose it is."""
        return self.episode.participant_id


Pending = PendingSecond | PendingEpisode
Key = tuple[str, datetime] | str


class EventWriter:
    """Keeps what is not written yet, bounded, and writes it in batches from one thread.

    A newer state of the same second or episode replaces the one that waits. While the database
    is away nothing is lost until ``backlog_limit``; from there the oldest goes and is counted.
    """

    def __init__(
        self, store: Store, interval_s: float = WRITE_EVERY_S, *, backlog_limit: int = BACKLOG_LIMIT
    ) -> None:
        self._store = store
        self._interval_s = interval_s
        self._backlog_limit = backlog_limit
        self._pending: dict[Key, Pending] = {}
        self._lost = 0
        self._refused = 0
        self._thread: ThreadPoolExecutor | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._away = False

    @property
    def backlog(self) -> int:
        """What waits to be written."""
        return len(self._pending)

    @property
    def lost(self) -> int:
        """What was never written because the database was away for too long."""
        return self._lost

    @property
    def refused(self) -> int:
        """What the database refused, as a rule because the student was deleted meanwhile."""
        return self._refused

    def put(self, session_id: str, second: EmotionSecond) -> None:
        """Hand over one second of one student; never waits."""
        self._add((second.participant_id, second.at), PendingSecond(session_id, second))

    def put_episode(self, session_id: str, key: str, episode: Episode) -> None:
        """Hand over an episode as it stands: opened, changed or closed under the same ``key``."""
        name = f"{session_id}/{key}/{episode.started_at.isoformat()}"
        episode_id = uuid.uuid5(uuid.NAMESPACE_URL, name).hex
        self._add(episode_id, PendingEpisode(session_id, episode_id, episode))

    async def start(self) -> None:
        """Begin to write."""
        if self._task is None:
            self._stopping.clear()
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="event-writer")
            self._task = asyncio.create_task(self._run(), name="event-writer")

    async def stop(self) -> None:
        """Write everything that waits, for ``STOP_TIMEOUT_S`` at most; safe before ``start``."""
        if self._task is None or self._thread is None:
            return
        self._stopping.set()
        try:
            async with asyncio.timeout(STOP_TIMEOUT_S):
                await self._task
                await self._write_until_empty()
        except TimeoutError:
            logger.error("events lost at shutdown", extra={"count": len(self._pending)})
            self._lost += len(self._pending)
            self._pending.clear()
        self._thread.shutdown(wait=False)
        self._task = self._thread = None

    def _add(self, key: Key, pending: Pending) -> None:
        self._pending[key] = pending
        if len(self._pending) > self._backlog_limit:
            self._pending.pop(next(iter(self._pending)))
            self._lost += 1

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                await asyncio.wait_for(self._stopping.wait(), self._interval_s)
            except TimeoutError:
                await self._write_guarded()

    async def _write_guarded(self) -> None:
        """Keep on writing, whatever goes wrong once."""
        try:
            await self._write_all()
        except Exception:
            logger.exception("events not written, they are kept")

    async def _write_until_empty(self) -> None:
        while True:
            if await self._write_all():
                return
            await asyncio.sleep(min(self._interval_s, 1.0))

    async def _write_all(self) -> bool:
        """Write what waits; whether nothing of it is left."""
        loop = asyncio.get_running_loop()
        while self._pending:
            batch = dict(islice(self._pending.items(), BATCH_SIZE))
            try:
                refused = await loop.run_in_executor(
                    self._thread, self._write, list(batch.values())
                )
            except (DBAPIError, PoolTimeoutError) as error:
                self._note_away(type(error).__name__)
                return False
            self._note_back()
            self._refused += refused
            for key, written in batch.items():
                if self._pending.get(key) is written:
                    del self._pending[key]
        return True

    def _note_away(self, error: str) -> None:
        if not self._away:
            extra = {"backlog": len(self._pending), "error": error}
            logger.warning("database is away, events are kept", extra=extra)
        self._away = True

    def _note_back(self) -> None:
        if self._away:
            logger.info("database is back", extra={"backlog": len(self._pending)})
        self._away = False

    def _write(self, batch: Iterable[Pending]) -> int:
        """Write a batch in one transaction, or student by student where a row is refused."""
        by_participant = defaultdict(list)
        for pending in batch:
            by_participant[pending.participant_id].append(pending)
        try:
            self._write_together(pending for group in by_participant.values() for pending in group)
        except StatementError as error:
            if not _is_refusal(error):
                raise
            return sum(self._write_alone(group) for group in by_participant.values())
        return 0

    def _write_alone(self, group: list[Pending]) -> int:
        try:
            self._write_together(group)
        except StatementError as error:
            if not _is_refusal(error):
                raise
            logger.info(
                "events refused", extra={"count": len(group), "error": type(error).__name__}
            )
            return len(group)
        return 0

    def _write_together(self, batch: Iterable[Pending]) -> None:
        seconds: dict[str, list[EmotionSecond]] = defaultdict(list)
        with self._store.sessions.begin() as s:
            for pending in batch:
                if isinstance(pending, PendingSecond):
                    seconds[pending.session_id].append(pending.second)
                else:
                    Episodes(s).save(pending.session_id, pending.episode_id, pending.episode)
            for session_id, group in seconds.items():
                EmotionEvents(s).add_many(session_id, group)


def _is_refusal(error: StatementError) -> bool:
    """Whether the rows are at fault, so that the same again would fail the same."""
    return isinstance(error, IntegrityError | DataError) or not isinstance(error, DBAPIError)
