"""The signals that count for confusion, how much each counts and what a teacher calls it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from classroom.confusion.features import SecondFeatures
from classroom.confusion.odds import probability_of
from classroom.language import marked


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal; its name is that of its value in ``SecondFeatures``."""

    name: str
    weight: float
    """Share in the score; all weights sum to 1. One of 0 is only told of where it changed."""
    least_deviation: float
    """Change that is only noise of the network, in the signal's own unit."""
    words: str
    """What is seen, as a teacher would say it."""

    @property
    def counts(self) -> bool:
        """Whether it moves the score."""
        return self.weight > 0

    def amount(self, value: float) -> float:
        """Return a value as something that can be so many times more than usual."""
        return probability_of(value) if self.name == "strain" else value


SIGNALS: Final[tuple[Signal, ...]] = (
    Signal("brow_down", 0.6, 0.05, marked("brows lowered")),
    Signal("brow_inner_up", 0.15, 0.05, marked("inner brows raised")),
    Signal("strain", 0.25, 0.5, marked("a tense or troubled look")),
    Signal("lid_tight", 0.0, 0.05, marked("eyes narrowed")),
    Signal("mouth_press", 0.0, 0.05, marked("lips pressed together")),
)
"""Narrowed eyes and pressed lips tell confused clips of DAiSEE from others no better than chance
(AUC 0.51 and 0.50): they stand beside the evidence, never for it, and come last."""
COUNTED: Final[int] = sum(signal.counts for signal in SIGNALS)
LOWEST_DEVIATIONS: Final[float] = -2.0
HIGHEST_DEVIATIONS: Final[float] = 6.0
"""Beyond these, farther out says nothing more: one wild second must not decide."""
MIDDLE_DEVIATIONS: Final[float] = 2.0
STEEPNESS: Final[float] = 1.5
"""A face as usual scores 0.05, two own deviations above it 0.5, three 0.82: a scale to set
thresholds on, not a probability."""


Values = tuple[float, ...]
"""One number a signal in the order of ``SIGNALS``; NaN where one that is only told of was not
read."""
_READ: Final = attrgetter(*(signal.name for signal in SIGNALS))
_WEIGHTS: Final = tuple(signal.weight for signal in SIGNALS[:COUNTED])


def values_of(second: SecondFeatures) -> Values | None:
    """Return the value of each signal, or None where one that counts was not read."""
    values: tuple[float | None, ...] = _READ(second)
    if None not in values:
        return values  # type: ignore[return-value]  # no None in it
    pairs = zip(SIGNALS, values, strict=True)
    if any(value is None and signal.counts for signal, value in pairs):
        return None
    return tuple(math.nan if value is None else value for value in values)


def score_of(deviations: Iterable[float]) -> float:
    """Combine deviations from the student's own usual, of the signals that count, into 0..1."""
    weighted = 0.0  # plain comparisons, for this runs for each student each second
    for deviation, weight in zip(deviations, _WEIGHTS, strict=True):
        if deviation > HIGHEST_DEVIATIONS:
            deviation = HIGHEST_DEVIATIONS
        elif deviation < LOWEST_DEVIATIONS:
            deviation = LOWEST_DEVIATIONS
        weighted += weight * deviation
    return probability_of(STEEPNESS * (weighted - MIDDLE_DEVIATIONS))
