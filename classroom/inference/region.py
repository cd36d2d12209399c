"""Where Face Mesh looks: a square around a face, turned so that the face stands upright in it."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from classroom.domain.observation import Box, Observation

MARGIN: Final[float] = 1.5
"""Side of the square, as a multiple of the face's longer side (Face Mesh model card)."""
MAX_SHIFT: Final[float] = 0.25
MAX_GROWTH: Final[float] = 1.5
"""How far a face may have moved, in sides of its square, and grown or shrunk between two looks."""


@dataclass(frozen=True, slots=True)
class Region:
    """Centre, side and tilt (degrees, clockwise in the picture) in pixels of the frame."""

    x: float
    y: float
    side: float
    roll_deg: float

    @classmethod
    def around(cls, box: Box, roll_deg: float) -> Self:
        """The square for a face whose box and tilt are known."""
        return cls(
            box.left + box.width / 2,
            box.top + box.height / 2,
            MARGIN * max(box.width, box.height, 1.0),
            roll_deg,
        )

    @classmethod
    def of(cls, face: Observation) -> Self:
        """The square for a face that was read."""
        return cls.around(face.box, face.pose.roll_deg)

    def follows(self, earlier: Self) -> bool:
        """Whether one face can have moved from ``earlier`` to here, rather than be lost."""
        shift = np.hypot(self.x - earlier.x, self.y - earlier.y) / earlier.side
        growth = self.side / earlier.side
        return bool(shift <= MAX_SHIFT and 1 / MAX_GROWTH <= growth <= MAX_GROWTH)

    def placement(self, side: int) -> npt.NDArray[np.float64]:
        """Similarity, float64 (2, 3), from the frame to an upright picture of ``side`` pixels."""
        angle, scale = np.radians(self.roll_deg), side / self.side
        along, across = np.cos(angle) * scale, np.sin(angle) * scale
        linear = np.array([[along, across], [-across, along]])
        return np.column_stack([linear, side / 2 - linear @ (self.x, self.y)])
