"""Whether the face is still where the student's was: somebody may look in, or take the seat.

No face is ever recognised: only where it is and how large counts.
"""

import math
from datetime import datetime
from typing import Final

from classroom.confusion.features import SecondFeatures
from classroom.domain.observation import Box

FARTHEST_STEP: Final[float] = 1.0
"""In widths of the face: nobody who sits at a screen moves farther from one second to the next."""
LARGEST_SCALE: Final[float] = 1.6
SETTLED_S: Final[int] = 20
"""Seconds seen in another place after which that is the student's place."""
LONGEST_GAP_S: Final[float] = 30.0
"""After a longer time unseen anyone may sit there; the face that comes back is taken as it is."""


class SameFace:
    """Follows the place of one student's face."""

    def __init__(self) -> None:
        self._home: Box | None = None
        self._elsewhere: Box | None = None
        self._elsewhere_s = 0
        self._last_at: datetime | None = None
        self.settled = False
        """Whether the newest second was the first in a new place."""

    def take(self, second: SecondFeatures) -> bool:
        """Take in a second; whether its face is where this student's was, or there is none."""
        self.settled = False
        box = second.box
        if box is None:
            return True
        long_gone = self._gap_s(second.at) > LONGEST_GAP_S
        self._last_at = second.at
        if self._home is None or long_gone or near(box, self._home):
            self._home, self._elsewhere, self._elsewhere_s = box, None, 0
            return True
        settles = self._elsewhere is not None and near(box, self._elsewhere)
        self._elsewhere = box
        self._elsewhere_s = self._elsewhere_s + 1 if settles else 1
        if self._elsewhere_s < SETTLED_S:
            return False
        self._home, self._elsewhere, self._elsewhere_s = box, None, 0
        self.settled = True
        return True

    def _gap_s(self, at: datetime) -> float:
        return 0.0 if self._last_at is None else (at - self._last_at).total_seconds()


def near(box: Box, other: Box) -> bool:
    """Whether two boxes can be those of one face a second apart."""
    scale = box.width / other.width if box.width > 0 and other.width > 0 else math.inf
    step = math.hypot(
        box.left + box.width / 2 - other.left - other.width / 2,
        box.top + box.height / 2 - other.top - other.height / 2,
    )
    reach = FARTHEST_STEP * max(box.width, other.width)
    return 1 / LARGEST_SCALE <= scale <= LARGEST_SCALE and step <= reach
