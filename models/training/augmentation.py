"""Random changes to training faces: what a webcam, a room and a moving head do to a picture."""

from collections.abc import Callable

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
    turn, scale = rng.normal(0, ROTATION_DEG), rng.uniform(*SCALE)
    shift = rng.normal(0, SHIFT_PX, 2)
    return _moved(face, turn, scale, shift, flip=rng.random() < 0.5)


def _moved(
    face: Face, turn_deg: float, scale: float, shift_px: npt.NDArray[np.float64], *, flip: bool
) -> Face:
    centre = (FACE_SIZE - 1) / 2
    matrix = cv2.getRotationMatrix2D((centre, centre), turn_deg, scale).astype(np.float64)
    matrix[:, 2] += shift_px
    moved = cv2.warpAffine(
        face, matrix, (FACE_SIZE, FACE_SIZE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    return np.ascontiguousarray(moved[:, ::-1] if flip else moved, dtype=np.uint8)


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


LIGHT_ROTATION_DEG, LIGHT_SHIFT_PX, LIGHT_SCALE = 10.0, 4.8, (0.9, 1.1)
"""What tutorials and student projects give Keras' image generator: 10 degrees, a tenth, a tenth."""


def augment_lightly(face: Face, rng: np.random.Generator, strength: float = 1.0) -> Face:
    """Return a copy of one uint8 (48, 48) face, turned, shifted, scaled and flipped a little."""
    turn = rng.uniform(-LIGHT_ROTATION_DEG, LIGHT_ROTATION_DEG)
    shift = rng.uniform(-LIGHT_SHIFT_PX, LIGHT_SHIFT_PX, 2)
    return _moved(face, turn, rng.uniform(*LIGHT_SCALE), shift, flip=rng.random() < 0.5)


def _unchanged(face: Face, rng: np.random.Generator, strength: float = 1.0) -> Face:
    return face


CHANGES = ((_relight, 0.4), (_soften, 0.2), (_add_noise, 0.2), (_erase, 0.25))
"""What may happen to a picture besides being moved, in this order, and how often."""

AUGMENTATIONS: dict[str, Callable[[Face, np.random.Generator, float], Face]] = {
    "webcam": augment,
    "light": augment_lightly,
    "none": _unchanged,
}
"""How a plan may change its training faces."""
