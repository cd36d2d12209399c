"""Movements of the face that the likelihood of confusion is read from."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement, both sides of the face together; its action units after FACS."""

    name: str
    places: tuple[int, ...]
    """Places in MediaPipe's 52 blendshape scores."""
    action_units: str


MOVEMENTS: Final[tuple[Movement, ...]] = (
    Movement("brow_down", (1, 2), "AU4"),
    Movement("brow_inner_up", (3,), "AU1"),
    Movement("brow_outer_up", (4, 5), "AU2"),
    Movement("eye_squint", (19, 20), "AU7"),
    Movement("eye_wide", (21, 22), "AU5"),
    Movement("eye_blink", (9, 10), "AU45"),
    Movement("cheek_squint", (7, 8), "AU6"),
    Movement("jaw_open", (25,), "AU26"),
    Movement("mouth_press", (36, 37), "AU24"),
    Movement("mouth_roll_lower", (40,), "AU28"),
    Movement("mouth_roll_upper", (41,), "AU28"),
    Movement("mouth_pucker", (38,), "AU18"),
    Movement("mouth_funnel", (32,), "AU22"),
    Movement("mouth_frown", (30, 31), "AU15"),
    Movement("mouth_smile", (44, 45), "AU12"),
    Movement("mouth_shrug_lower", (42,), "AU17"),
    Movement("mouth_shrug_upper", (43,), "AU17"),
    Movement("mouth_stretch", (46, 47), "AU20"),
    Movement("mouth_lower_down", (34, 35), "AU16"),
    Movement("mouth_upper_up", (48, 49), "AU10"),
    Movement("nose_sneer", (50, 51), "AU9"),
    Movement("mouth_dimple", (28, 29), "AU14"),
)
"""Brows, lids, cheeks, jaw and lips; where the eyes look is left out, for a screen decides that."""


def movements_of(action: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Amount of each movement, float64 (..., 22) in 0..1, of blendshape scores (..., 52).

    The square root of each score, so that a small movement counts beside a large one, and the mean
    of both sides.
    """
    amounts = np.sqrt(np.clip(action.astype(np.float64), 0.0, 1.0))
    return np.stack([amounts[..., each.places].mean(axis=-1) for each in MOVEMENTS], axis=-1)
