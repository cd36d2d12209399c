"""How closely the facial action head follows its teacher, score by score."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from models.labels import ACTION_NAMES

HIGHLIGHTS: Final[tuple[str, ...]] = (
    "jawOpen",
    "mouthSmileLeft",
    "mouthSmileRight",
    "browDownLeft",
    "browDownRight",
    "browInnerUp",
)
"""The scores that the confusion part reads."""

MIN_ROWS: Final[int] = 3
"""Fewer rows give no correlation worth the name."""


@dataclass(frozen=True)
class ActionReport:
    """Pearson r between head and teacher over the rows in which the teacher found a face."""

    rows: int
    mean_r: float | None
    """Mean over the scores that have an r."""
    r: dict[str, float | None]
    """By MediaPipe's name; None where the teacher or the head never varies."""

    def highlights(self) -> dict[str, float | None]:
        """Return the r of the scores that the confusion part reads."""
        return {name: self.r[name] for name in HIGHLIGHTS}


def follow_teacher(
    teacher: npt.NDArray[np.float32], head: npt.NDArray[np.float32]
) -> ActionReport | None:
    """Correlate both (N, 52) over the rows where the teacher is finite; None where no row is.

    Raises ``ValueError`` if the shapes differ.
    """
    if teacher.shape != head.shape or teacher.shape[1:] != (len(ACTION_NAMES),):
        raise ValueError(f"cannot compare scores of shapes {teacher.shape} and {head.shape}")
    known = np.isfinite(teacher).all(axis=1)
    if not known.any():
        return None
    r = {
        name: _pearson(teacher[known, index], head[known, index])
        for index, name in enumerate(ACTION_NAMES)
    }
    found = [each for each in r.values() if each is not None]
    return ActionReport(
        rows=int(known.sum()),
        mean_r=round(float(np.mean(found)), 4) if found else None,
        r=r,
    )


def _pearson(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float | None:
    a, b = (each.astype(np.float64) - each.mean(dtype=np.float64) for each in (one, other))
    scale = float(np.sqrt((a * a).sum() * (b * b).sum()))
    if len(a) < MIN_ROWS or scale < 1e-12:
        return None
    return round(float((a * b).sum() / scale), 4)
