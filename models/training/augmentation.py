"""Random changes to training faces: what a webcam, a room and a moving head do to a picture."""

import cv2
import numpy as np
import numpy.typing as npt

from models.labels import FACE_SIZE

Face = npt.NDArray[np.uint8]

ROTATION_DEG = 10.0
"""Standard deviation: most heads are nearly upright, a few lean far."""
SCALE = (0.87, 1.15)
SHIFT_PX = 2.0
"""Standard deviation, in pixels of the 48x48 picture."""
GAMMA = (0.5, 2.5)
CONTRAST = (0.6, 1.3)
NOISE_SIGMA = 22.0
SMALL_PX = 20


def augment(face: Face, rng: np.random.Generator, strength: float = 1.0) -> Face:
    """Return a randomly changed copy of one uint8 (48, 48) face.

    ``strength`` in 0..1 scales how often light, sharpness, noise and cover change; moving always
    stays, so that 0 is the usual shift, turn and flip.
    """
    face = _move(face, rng)
    for change, chance in CHANGES:
        if rng.random() < chance * strength:
            face = change(face, rng)
    return face


def _move(face: Face, rng: np.random.Generator) -> Face:
    centre = (FACE_SIZE - 1) / 2
    matrix = cv2.getRotationMatrix2D(
        (centre, centre), rng.normal(0, ROTATION_DEG), rng.uniform(*SCALE)
    ).astype(np.float64)
    matrix[:, 2] += rng.normal(0, SHIFT_PX, 2)
    moved = cv2.warpAffine(
        face, matrix, (FACE_SIZE, FACE_SIZE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    if rng.random() < 0.5:
        moved = moved[:, ::-1]
    return np.ascontiguousarray(moved, dtype=np.uint8)


def _relight(face: Face, rng: np.random.Generator) -> Face:
    gamma = np.exp(rng.uniform(*np.log(GAMMA)))
    levels = (np.arange(256) / 255.0) ** gamma
    levels = 0.5 + (levels - 0.5) * rng.uniform(*CONTRAST)
    table = np.clip(np.round(levels * 255), 0, 255).astype(np.uint8)
    return np.asarray(table[face], dtype=np.uint8)


def _soften(face: Face, rng: np.random.Generator) -> Face:
    if rng.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(face, (5, 5), rng.uniform(0.5, 1.5)), dtype=np.uint8)
    side = int(rng.integers(SMALL_PX, FACE_SIZE))
    small = cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (FACE_SIZE, FACE_SIZE)), dtype=np.uint8)


def _add_noise(face: Face, rng: np.random.Generator) -> Face:
    noise = rng.normal(0, rng.uniform(0, NOISE_SIGMA), face.shape)
    return np.clip(face + noise, 0, 255).astype(np.uint8)


def _erase(face: Face, rng: np.random.Generator) -> Face:
    height, width = rng.integers(6, 20, 2)
    top, left = rng.integers(0, FACE_SIZE - height), rng.integers(0, FACE_SIZE - width)
    face = face.copy()
    face[top : top + height, left : left + width] = rng.integers(0, 256)
    return face


CHANGES = ((_relight, 0.4), (_soften, 0.2), (_add_noise, 0.2), (_erase, 0.25))
"""What may happen to a picture besides being moved, in this order, and how often."""
