"""Cut the grey 48x48 face picture that the emotion network reads, framed as in its training."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from classroom.inference.landmarks import Mesh

SIDE: Final[int] = 48
EYES_X: Final[float] = 23.4
EYES_Y: Final[float] = 18.45
EYE_DISTANCE: Final[float] = 18.1
"""Median midpoint of, and depth-aware distance between, the eyes in FER2013's own pictures.

Measured with ``python -m classroom.inference.framing --fer2013 fer2013.npz`` (its docstring has the
figures). The distance includes depth, so that a turned head is not taken for a far one.
"""
MAX_OVERSAMPLING: Final[int] = 8


def eye_distance(mesh: Mesh) -> float:
    """Distance between the eye centres in pixels of the frame, depth included."""
    return max(float(np.linalg.norm(mesh.eyes[1] - mesh.eyes[0])), 1e-3)


def placement(mesh: Mesh) -> npt.NDArray[np.float64]:
    """Similarity, float64 (2, 3), from the frame to the crop: eyes level, framed as FER2013."""
    right, left = mesh.eyes[:, :2].astype(np.float64)
    scale = EYE_DISTANCE / eye_distance(mesh)
    dx, dy = (left - right) / max(float(np.hypot(*(left - right))), 1e-3) * scale
    linear = np.array([[dx, dy], [-dy, dx]])
    return np.column_stack([linear, np.array([EYES_X, EYES_Y]) - linear @ ((right + left) / 2)])


def crop_face(rgb: npt.NDArray[np.uint8], mesh: Mesh) -> npt.NDArray[np.uint8]:
    """Cut the face from uint8 (H, W, 3) as grey uint8 (48, 48).

    A large face is sampled finer first and then averaged, because FER2013's pictures were shrunk
    without aliasing.
    """
    finer = int(np.clip(np.ceil(eye_distance(mesh) / EYE_DISTANCE), 1, MAX_OVERSAMPLING))
    matrix = placement(mesh) * finer
    matrix[:, 2] += (finer - 1) / 2
    size = (SIDE * finer, SIDE * finer)
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    face = cv2.warpAffine(grey, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    if finer > 1:
        face = cv2.resize(face, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(face, dtype=np.uint8)
