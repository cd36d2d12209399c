"""Faces drawn by code, so that no real person's picture stands for a failure."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.labels import FACE_SIZE

DETAIL: Final[int] = 8
"""Drawn so many times larger and then reduced, which smooths the lines."""

SKIN, SHADE, LINE, BACKGROUND = 176, 128, 40, 84

EYES_X: Final[tuple[float, float]] = (14.5, 32.5)
EYES_Y: Final[float] = 18.5
"""Where FER2013 has them."""

Face = npt.NDArray[np.uint8]


def draw_face() -> Face:
    """Draw a surprised face, uint8 (48, 48), framed as FER2013 frames faces."""
    canvas = np.full((FACE_SIZE * DETAIL, FACE_SIZE * DETAIL), BACKGROUND, np.uint8)
    _ellipse(canvas, (23.5, 24), (19, 26), SKIN, -1)
    _ellipse(canvas, (23.5, -1), (20, 9), LINE, -1)
    for x in EYES_X:
        _ellipse(canvas, (x, EYES_Y), (4, 2.8), 235, -1)
        _ellipse(canvas, (x, EYES_Y), (1.7, 1.9), LINE, -1)
        _ellipse(canvas, (x, EYES_Y - 4), (5, 2.6), LINE, 1, start_deg=200, end_deg=340)
    _line(canvas, (23.5, 21), (22, 29))
    _line(canvas, (22, 29), (25.5, 29.5))
    _ellipse(canvas, (23.5, 37.5), (4.5, 5), SHADE, -1)
    _ellipse(canvas, (23.5, 37.5), (3.2, 3.8), LINE, -1)
    return np.asarray(
        cv2.resize(canvas, (FACE_SIZE, FACE_SIZE), interpolation=cv2.INTER_AREA), dtype=np.uint8
    )


def _ellipse(
    canvas: Face,
    middle: tuple[float, float],
    half_axes: tuple[float, float],
    grey: int,
    thickness: int,
    start_deg: int = 0,
    end_deg: int = 360,
) -> None:
    width = thickness if thickness < 0 else thickness * DETAIL
    cv2.ellipse(canvas, _enlarged(middle), _enlarged(half_axes), 0, start_deg, end_deg, grey, width)


def _line(canvas: Face, start: tuple[float, float], end: tuple[float, float]) -> None:
    cv2.line(canvas, _enlarged(start), _enlarged(end), SHADE, DETAIL)


def _enlarged(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0] * DETAIL), round(point[1] * DETAIL)
