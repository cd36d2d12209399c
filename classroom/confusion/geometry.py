"""Openings and distances of a face from its landmarks, in distances between the eyes."""

from typing import Final

import numpy as np
import numpy.typing as npt

RIGHT_EYE: Final[tuple[int, int, int, int]] = (33, 133, 159, 145)
LEFT_EYE: Final[tuple[int, int, int, int]] = (263, 362, 386, 374)
"""Outer and inner corner, upper and lower lid, as MediaPipe's Face Mesh numbers its 468 points."""
RIGHT_BROW: Final[tuple[int, ...]] = (107, 66, 105)
LEFT_BROW: Final[tuple[int, ...]] = (336, 296, 334)
"""Inner half of each brow, where AU4 lowers and AU1 raises it."""
LIPS: Final[tuple[int, int]] = (13, 14)
"""Inner edge of the upper and of the lower lip."""
MOUTH: Final[tuple[int, int]] = (61, 291)
CHIN: Final[int] = 152
NOSE: Final[int] = 1

CLOSED_BELOW: Final[float] = 0.2
"""Opening of an eye over its width: the eye aspect ratio of Soukupova and Cech 2016, and their
threshold."""

MEASURES: Final[tuple[str, ...]] = (
    "brow_height",
    "brow_gap",
    "eye_opening",
    "mouth_opening",
    "mouth_width",
    "jaw_drop",
)
"""Of the brows above the eyes and from each other, the lids, the lips and the chin."""


def measures_of(landmarks: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Measure a face, float64 (6,) in the order of ``MEASURES``, of landmarks (468, 3).

    Distances in three dimensions over that of the eyes' outer corners: neither size, place nor
    tilt of the face in the picture counts. All zero where the eyes fall together.
    """
    points = landmarks.astype(np.float64)
    eyes = _distance(points[RIGHT_EYE[0]], points[LEFT_EYE[0]])
    if eyes <= 0.0:
        return np.zeros(len(MEASURES))
    sides = ((RIGHT_EYE, RIGHT_BROW), (LEFT_EYE, LEFT_BROW))
    heights = [
        _distance(points[list(brow)].mean(0), points[[*eye[:2]]].mean(0)) for eye, brow in sides
    ]
    lids = [_distance(points[eye[2]], points[eye[3]]) for eye, _ in sides]
    found = (
        sum(heights) / 2,
        _distance(points[RIGHT_BROW[0]], points[LEFT_BROW[0]]),
        sum(lids) / 2,
        _distance(points[LIPS[0]], points[LIPS[1]]),
        _distance(points[MOUTH[0]], points[MOUTH[1]]),
        _distance(points[NOSE], points[CHIN]),
    )
    return np.array(found) / eyes


def eyes_closed(landmarks: npt.NDArray[np.floating]) -> bool:
    """Whether both eyes of landmarks (468, 3) are closed, on the mean of their aspect ratios."""
    points = landmarks.astype(np.float64)
    ratios = [
        _distance(points[upper], points[lower]) / max(_distance(points[outer], points[inner]), 1e-6)
        for outer, inner, upper, lower in (RIGHT_EYE, LEFT_EYE)
    ]
    return sum(ratios) / 2 < CLOSED_BELOW


def _distance(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> float:
    return float(np.linalg.norm(a - b))
