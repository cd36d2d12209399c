"""Room for one: the newest frame replaces the one that waits."""

import asyncio
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Hands the newest item over and counts those that nobody took in time."""

    def __init__(self) -> None:
        self._item: T | None = None
        self._filled = asyncio.Event()
        self.dropped = 0

    def put(self, item: T) -> None:
        """Leave the newest item, in place of the one that still waits."""
        if self._item is not None:
            self.dropped += 1
        self._item = item
        self._filled.set()

    async def wait(self) -> None:
        """Return as soon as something waits."""
        await self._filled.wait()

    def take(self) -> T | None:
        """Take what waits, if anything does."""
        item, self._item = self._item, None
        self._filled.clear()
        return item
