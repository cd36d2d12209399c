"""Wrong passwords, slowed down: guessing takes years, a slip of the finger nothing."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

FREE_TRIES: Final[int] = 5
FIRST_WAIT_S: Final[float] = 4.0
LONGEST_WAIT_S: Final[float] = 300.0
FORGOTTEN_AFTER: Final[timedelta] = timedelta(hours=1)
KEPT: Final[int] = 10_000

Key = tuple[str, str]
"""A name as it was typed, known or not, and the address that tries it."""


@dataclass(frozen=True, slots=True)
class Tries:
    """How often in a row a password was wrong, and when it last was."""

    count: int
    last: datetime

    def wait_s(self, now: datetime) -> float:
        """Seconds until the next try is looked at: none for five tries, then twice as long each."""
        if self.count < FREE_TRIES:
            return 0.0
        doubled = FIRST_WAIT_S * 2.0 ** min(self.count - FREE_TRIES, 20)
        return max(0.0, min(doubled, LONGEST_WAIT_S) - (now - self.last).total_seconds())


class WrongTries:
    """Counts wrong tries by name and address, in this process's memory."""

    def __init__(self) -> None:
        self._tries: OrderedDict[Key, Tries] = OrderedDict()
        self._lock = Lock()

    def ask(self, key: Key, now: datetime) -> float:
        """Return how many seconds to wait; 0 lets one try through and counts it as wrong."""
        with self._lock:
            tries = self._tries.get(key)
            if tries is None or now - tries.last > FORGOTTEN_AFTER:
                tries = Tries(0, now)
            wait_s = tries.wait_s(now)
            if wait_s == 0.0:
                self._tries[key] = Tries(tries.count + 1, now)
                self._tries.move_to_end(key)
                while len(self._tries) > KEPT:
                    self._tries.popitem(last=False)
            return wait_s

    def forget(self, key: Key) -> None:
        """Start again: the password was right."""
        with self._lock:
            self._tries.pop(key, None)
