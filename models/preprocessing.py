"""What happens to a face picture between the camera or data set and the network."""

import numpy as np
import numpy.typing as npt

from models.labels import FACE_SIZE

MIN_DEVIATION = 8.0
"""Grey levels below which contrast is not stretched further, so that noise stays noise."""


def to_input(faces: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Standardise each face by its own mean and deviation, so that room light matters less.

    Takes uint8 (N, 48, 48) and gives float32 (N, 48, 48, 1).
    Raises ``ValueError`` for any other shape or type.
    """
    if faces.dtype != np.uint8 or faces.shape[1:] != (FACE_SIZE, FACE_SIZE):
        raise ValueError(
            f"faces must be uint8 (N, {FACE_SIZE}, {FACE_SIZE}), not {faces.dtype} {faces.shape}"
        )
    pixels = faces.astype(np.float32)
    mean = pixels.mean(axis=(1, 2), keepdims=True)
    deviation = np.maximum(pixels.std(axis=(1, 2), keepdims=True), MIN_DEVIATION)
    return np.asarray((pixels - mean) / deviation, dtype=np.float32)[..., np.newaxis]
