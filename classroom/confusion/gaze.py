"""Where the eyes look, as far as the network's head tells; 468 landmarks hold no iris."""

from typing import Final

import numpy as np
import numpy.typing as npt

LOOKS: Final[tuple[tuple[int, int], ...]] = ((11, 12), (17, 18), (13, 16), (14, 15))
"""Eyes down, up, to the right and to the left: the places of each eye's score."""


def gaze_away(action: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """How far the eyes look from straight ahead, float64 (...) in 0..1, of scores (..., 52)."""
    directions = [action[..., places].astype(np.float64).mean(axis=-1) for places in LOOKS]
    return np.asarray(np.clip(np.max(directions, axis=0), 0.0, 1.0), dtype=np.float64)
