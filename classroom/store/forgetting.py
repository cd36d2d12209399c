"""Once an hour the server deletes the classes whose time is over and ends abandoned ones."""

import asyncio
import logging
from datetime import UTC, datetime
from threading import Event
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from classroom.store.abandoned import end_abandoned
from classroom.store.engine import Store
from classroom.store.retention import forget_overdue

logger = logging.getLogger(__name__)

EVERY_S: Final[float] = 3600.0
ACTOR: Final[str] = "retention"


class Forgetting:
    """Works at the start and then every hour, in a thread; several servers may do the same."""

    def __init__(self, store: Store, every_s: float = EVERY_S) -> None:
        self._store = store
        self._every_s = every_s
        self._stopped = Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin, without holding up the server."""
        self._stopped.clear()
        self._task = asyncio.create_task(self._run(), name="forgetting")

    async def stop(self) -> None:
        """Stop after the batch that is being deleted; the next start goes on."""
        self._stopped.set()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._forget)
            except (DBAPIError, PoolTimeoutError) as error:
                extra = {"error": type(error).__name__}
                logger.warning("database is away, classes are deleted later", extra=extra)
            except Exception:
                logger.exception("classes not deleted, trying again in an hour")
            await asyncio.sleep(self._every_s)

    def _forget(self) -> None:
        now = datetime.now(UTC)
        gone = forget_overdue(self._store, now, ACTOR, self._stopped.is_set)
        if gone:
            logger.info("classes deleted, their time was over", extra={"count": len(gone)})
        ended = end_abandoned(self._store, now, ACTOR)
        if ended:
            logger.info("classes ended that nobody had ended", extra={"count": len(ended)})
        self._store.fold_log()
