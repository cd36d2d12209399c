"""The numbers of a student's judgement, and how a student can stand."""

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from classroom.domain.flagging import FlagRules


class State(StrEnum):
    """How a student stands."""

    GETTING_TO_KNOW = "getting-to-know"
    """Their usual face is not known yet, so nothing is said of them."""
    CALM = "calm"
    FLAGGED = "flagged"
    UNSEEN = "unseen"


CALM: Final = State.CALM
"""By name, for looking a member up takes time each second, and most are calm."""


@dataclass(frozen=True, slots=True)
class ConfusionRules:
    """The numbers of the rules; a session may have its own."""

    flags: FlagRules = field(default_factory=FlagRules)
    baseline_s: int = 60
    """Face to see before anything is said."""
    drift_s: float = 600.0
    """Time constant with which the usual follows slow change, in seconds of face seen."""
    smoothing_s: float = 4.0
    """Time constant of the score's exponential smoothing."""
    largest_yaw_deg: float = 35.0
    """Turned farther, brows are not to be trusted: counts as unseen."""
    clock_set_back_s: float = 120.0
    """A second that is later than so long is not late: the clock was set back."""

    def __post_init__(self) -> None:
        if self.baseline_s < 1 or self.smoothing_s <= 0:
            raise ValueError("times are positive")


def share_of_a_second(constant_s: float) -> float:
    """How much of a second's value exponential smoothing takes over, for a time constant."""
    return -math.expm1(-1 / constant_s)


def smoothed(before: float | None, score: float, share: float) -> float:
    """Return the score, 0..1, smoothed exponentially over seconds seen; it starts from calm."""
    calm = before or 0.0
    return calm + share * (score - calm)
