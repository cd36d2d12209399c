"""When a score becomes a flag, and when a flag goes: sustained, with hysteresis and a pause."""

import math
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a student stands."""

    GETTING_TO_KNOW = "getting-to-know"
    """Their usual face is not known yet, so nothing is said of them."""
    CALM = "calm"
    FLAGGED = "flagged"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class ConfusionRules:
    """The numbers of the rules; a session may have its own."""

    baseline_s: int = 60
    """Face to see before anything is said."""
    drift_s: float = 600.0
    """Time constant with which the usual follows slow change, in seconds of face seen."""
    smoothing_s: float = 4.0
    """Time constant of the score's exponential smoothing."""
    enter: float = 0.7
    leave: float = 0.4
    sustain_s: int = 8
    """Seconds seen in a row with the score at ``enter`` or above that raise a flag."""
    calm_s: int = 10
    """Seconds seen in a row with the score below ``leave`` that clear it."""
    cool_down_s: float = 60.0
    """After a flag, no other one for so long."""
    longest_s: float = 600.0
    """What lasts longer than this is the student's new usual, and is learnt anew."""
    unseen_limit_s: float = 30.0
    """Longest time unseen that a flag, or the way to one, survives."""
    largest_yaw_deg: float = 35.0
    """Turned farther, brows are not to be trusted: counts as unseen."""

    def __post_init__(self) -> None:
        if not 0.0 < self.leave < self.enter < 1.0:
            raise ValueError("leave lies below enter, both in 0..1")
        if min(self.baseline_s, self.sustain_s, self.calm_s) < 1 or self.smoothing_s <= 0:
            raise ValueError("times are positive")


def smoothed(before: float | None, score: float, constant_s: float) -> float:
    """Return the score, 0..1, smoothed exponentially over seconds seen; it starts from calm."""
    return (before or 0.0) + (1 - math.exp(-1 / constant_s)) * (score - (before or 0.0))
