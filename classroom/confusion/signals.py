"""The signals that count for confusion, how much each counts and what a teacher calls it."""

import math
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
    Signal("brow_down", 0.6, 0.015, marked("brows lowered")),
    Signal("brow_inner_up", 0.15, 0.05, marked("inner brows raised")),
    Signal("strain", 0.25, 0.5, marked("a tense or troubled look")),
    Signal("lid_tight", 0.0, 0.05, marked("eyes narrowed")),
    Signal("mouth_press", 0.0, 0.05, marked("lips pressed together")),
)
"""Narrowed eyes and pressed lips tell confused clips of DAiSEE from others no better than chance
(AUC 0.51 and 0.50): they stand beside the evidence, never for it, and come last."""
COUNTED: Final[int] = sum(signal.counts for signal in SIGNALS)

Values = tuple[float, ...]
"""One number a signal in the order of ``SIGNALS``; NaN where one that is only told of was not
read."""
_READ: Final = attrgetter(*(signal.name for signal in SIGNALS))
WEIGHTS: Final = tuple(signal.weight for signal in SIGNALS[:COUNTED])


def values_of(second: SecondFeatures) -> Values | None:
    """Return the value of each signal, or None where one that counts was not read."""
    values: tuple[float | None, ...] = _READ(second)
    if None not in values:
        return values  # type: ignore[return-value]  # no None in it
    pairs = zip(SIGNALS, values, strict=True)
    if any(value is None and signal.counts for signal, value in pairs):
        return None
    return tuple(math.nan if value is None else value for value in values)
