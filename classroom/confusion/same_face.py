"""Whether the face is still where the student's was: somebody may look in, or take the seat.

No face is ever recognised: only where it is and how large counts.
"""

import math
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from classroom.confusion.features import SecondFeatures
from classroom.domain.observation import Box

FARTHEST_STEP: Final[float] = 1.0
"""In widths of the face: nobody who sits at a screen moves farther from one second to the next."""
LARGEST_SCALE: Final[float] = 1.6
SETTLED_S: Final[int] = 20
"""Seconds seen in another place after which that is the student's place."""
LONGEST_GAP: Final = timedelta(seconds=30)
"""After a longer time unseen anyone may sit there, or hold anything to the camera."""

SEAT_KEPT: Final = timedelta(seconds=120)
"""After so long, whoever is seen is learnt anew even in the same place."""


class Place(Enum):
    """Where a second's face is."""

    SAME = auto()
    ELSEWHERE = auto()
    """Where the student's face was not: it is not taken for theirs."""
    NEW = auto()
    """In a place that is the student's from now on."""


SAME: Final = Place.SAME
ELSEWHERE: Final = Place.ELSEWHERE
NEW: Final = Place.NEW
"""By name, for looking a member up takes as long as the rest of a second's comparison."""


class SameFace:
    """Follows the place of one student's face."""

    def __init__(self) -> None:
        self._home: Box | None = None
        self._elsewhere: Box | None = None
        self._elsewhere_s = 0
        self._last_at: datetime | None = None

    def is_home(self, look: SecondFeatures) -> bool:
        """Whether a face is where the student's is known to be, or none is known yet."""
        return look.box is not None and (self._home is None or near(look.box, self._home))

    def take(self, second: SecondFeatures) -> Place:
        """Take in a second and say where its face is; one without a face says nothing new."""
        box = second.box
        if box is None:
            return SAME
        gap = second.at - (self._last_at or second.at)
        self._last_at = second.at
        if self._home is None or (near(box, self._home) and gap <= SEAT_KEPT):
            return self._settle(box, SAME)
        if gap > LONGEST_GAP:
            return self._settle(box, NEW)
        stays = self._elsewhere is not None and near(box, self._elsewhere)
        self._elsewhere = box
        self._elsewhere_s = self._elsewhere_s + 1 if stays else 1
        if self._elsewhere_s < SETTLED_S:
            return ELSEWHERE
        return self._settle(box, NEW)

    def _settle(self, box: Box, place: Place) -> Place:
        self._home, self._elsewhere, self._elsewhere_s = box, None, 0
        return place


def near(box: Box, other: Box) -> bool:
    """Whether two boxes can be those of one face a second apart."""
    narrow, wide = box.width, other.width
    if narrow > wide:
        narrow, wide = wide, narrow
    if narrow <= 0 or wide > LARGEST_SCALE * narrow:
        return False
    across = box.left - other.left + (box.width - other.width) / 2
    down = box.top - other.top + (box.height - other.height) / 2
    return math.hypot(across, down) <= FARTHEST_STEP * wide
