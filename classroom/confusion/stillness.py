"""A photo held to the camera has a face that never stirs: it is nobody who could be calm."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.confusion.features import SecondFeatures
from classroom.confusion.movements import MOVEMENTS
from classroom.confusion.same_face import LONGEST_GAP

WINDOW_S: Final[int] = 30
CHECKED_EVERY_S: Final[int] = 15
NO_TIME: Final = timedelta()
LEAST_STIR: Final[float] = 0.007
"""Mean standard deviation of the 22 movements over the window, below which nothing stirs.

Photos sent as video reached 0.001 to 0.0069, also when held in a hand, in noise and in changing
light; the calmest of 19 filmed faces 0.0098 in nine seconds, all others 0.02 and more.
"""
FROZEN_STIR: Final[float] = 0.003
"""The same over a few seconds, below which a picture is frozen: photos without noise reached
0.002."""


class Stillness:
    """Watches one student's movements over the last seconds seen."""

    def __init__(self) -> None:
        self._window = np.zeros((WINDOW_S, len(MOVEMENTS)))
        self._seen_s = 0
        self._last_at: datetime | None = None
        self._still = False

    @property
    def still(self) -> bool:
        """Whether what was last seen is as still as a photo."""
        return self._still

    def take(self, second: SecondFeatures) -> bool:
        """Take in a second; whether what is seen is as still as a photo."""
        if second.movements is None:
            return self._still
        if self._last_at is not None:
            gap = second.at - self._last_at
            if not NO_TIME < gap <= LONGEST_GAP:
                self._seen_s = 0
                self._still = False
        self._last_at = second.at
        self._window[self._seen_s % WINDOW_S] = second.movements
        self._seen_s += 1
        if self._seen_s >= WINDOW_S and self._seen_s % CHECKED_EVERY_S == 0:
            self._still = _stir(self._window) < LEAST_STIR
        return self._still


def is_frozen(movements: Sequence[npt.NDArray[np.float64]]) -> bool:
    """Whether movements (22,) of several seconds are those of one and the same picture."""
    return _stir(np.stack(movements)) < FROZEN_STIR


def _stir(movements: npt.NDArray[np.float64]) -> float:
    """Mean standard deviation of movements (seconds, 22), as sums: half the time of ``std``."""
    seconds, kinds = movements.shape
    around = movements - movements.sum(axis=0) / seconds
    deviations = np.sqrt((around * around).sum(axis=0) / seconds)
    return float(deviations.sum()) / int(kinds)
