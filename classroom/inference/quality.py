"""How far a face can be trusted; a part at 0 makes the face unseen rather than wrongly read."""

from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from classroom.domain.observation import HeadPose, Quality
from classroom.inference.crop import EYE_DISTANCE

Ramp = tuple[float, float]
"""Values at which a part is 0 and 1."""

DETAIL: Final[Ramp] = (0.3, 1.0)
"""Pixels of the frame for a pixel of the crop.

FER2013's PublicTest shrunk to 0.67, 0.5, 0.33 and 0.25 of its size and enlarged again keeps 90, 86,
73 and 63 % of the emotion network's answers.
"""
DARK: Final[Ramp] = (20.0, 50.0)
BRIGHT: Final[Ramp] = (250.0, 215.0)
"""Mean grey level of the crop; 98 % of FER2013 lies within 51 and 195."""
CONTRAST: Final[Ramp] = (6.0, 22.0)
"""Standard deviation of the crop's grey levels; 24 or more in 99 % of FER2013."""
EDGES: Final[Ramp] = (0.05, 0.18)
"""Deviation of the crop's Laplacian over that of the crop: blur removes fine detail first.

FER2013 has 0.84 at the median. Blurred by 1, 2 and 3 pixels (Gaussian sigma) it has 0.25, 0.11 and
0.07, and keeps 85, 66 and 59 % of the network's answers.
"""
YAW_DEG: Final[Ramp] = (60.0, 25.0)
PITCH_DEG: Final[Ramp] = (50.0, 25.0)


def judge(crop: npt.NDArray[np.uint8], eye_distance_px: float, pose: HeadPose) -> Quality:
    """Judge a face by its grey crop, uint8 (48, 48), the pixels between its eyes and its pose."""
    mean, deviation = _mean_and_deviation(crop)
    edges = _mean_and_deviation(cv2.Laplacian(crop, cv2.CV_16S))[1] / max(deviation, 1.0)
    return Quality(
        size=_along(eye_distance_px / EYE_DISTANCE, DETAIL),
        light=min(_along(mean, DARK), _along(mean, BRIGHT), _along(deviation, CONTRAST)),
        sharpness=_along(edges, EDGES),
        frontal=min(_along(abs(pose.yaw_deg), YAW_DEG), _along(abs(pose.pitch_deg), PITCH_DEG)),
    )


def _mean_and_deviation(grey: Any) -> tuple[float, float]:
    mean, deviation = cv2.meanStdDev(grey)
    return mean.item(), deviation.item()


def _along(value: float, ramp: Ramp) -> float:
    """Where ``value`` lies between the ramp's ends, cut to 0..1."""
    return min(1.0, max(0.0, (value - ramp[0]) / (ramp[1] - ramp[0])))
