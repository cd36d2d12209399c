"""What counts as a frame."""

from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.errors import InferenceError

MIN_SIDE_PX: Final[int] = 16
"""Pictures thinner than this hold no readable face."""


def check_frame(rgb: npt.NDArray[np.uint8]) -> None:
    """Raise ``InferenceError`` unless the array is uint8 (H, W, 3) of a usable size."""
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3:
        raise InferenceError(
            f"A frame must be uint8 (height, width, 3), not {rgb.dtype} {rgb.shape}"
        )
    height, width = rgb.shape[:2]
    if min(height, width) < MIN_SIDE_PX:
        raise InferenceError(
            f"A frame of {width}x{height} pixels is too small: it needs {MIN_SIDE_PX} a side"
        )
