"""The signals that count for confusion, how much each counts and what a teacher calls it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from classroom.confusion.features import SecondFeatures


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal; its name is that of its value in ``SecondFeatures``."""

    name: str
    weight: float
    """Share in the score; all weights sum to 1."""
    least_deviation: float
    """Change that is only noise of the network, in the signal's own unit."""
    words: str
    """What is seen, as a teacher would say it."""

    def amount(self, value: float) -> float:
        """Return a value as something that can be so many times more than usual."""
        return 1 / (1 + math.exp(-value)) if self.name == "strain" else value


SIGNALS: Final[tuple[Signal, ...]] = (
    Signal("brow_down", 0.6, 0.05, "brows lowered"),
    Signal("brow_inner_up", 0.15, 0.05, "inner brows raised"),
    Signal("strain", 0.25, 0.5, "a tense or troubled look"),
)
LOWEST_DEVIATIONS: Final[float] = -2.0
HIGHEST_DEVIATIONS: Final[float] = 6.0
"""Beyond these, farther out says nothing more: one wild second must not decide."""
MIDDLE_DEVIATIONS: Final[float] = 2.0
STEEPNESS: Final[float] = 1.5
"""A face as usual scores 0.05, two own deviations above it 0.5, three 0.82: a scale to set
thresholds on, not a probability."""


def values_of(second: SecondFeatures) -> dict[str, float] | None:
    """Return each signal's value, or None where any is unseen."""
    values = {signal.name: getattr(second, signal.name) for signal in SIGNALS}
    return None if None in values.values() else values


def score_of(deviations: Mapping[str, float]) -> float:
    """Combine each signal's deviations from the student's own usual into 0..1."""
    weighted = sum(
        signal.weight * min(max(deviations[signal.name], LOWEST_DEVIATIONS), HIGHEST_DEVIATIONS)
        for signal in SIGNALS
    )
    return 1 / (1 + math.exp(-STEEPNESS * (weighted - MIDDLE_DEVIATIONS)))
