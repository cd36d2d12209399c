"""A student's own usual face: what is unusual for one is ordinary for another."""

import math
from dataclasses import dataclass, field
from statistics import median
from typing import Final

MAD_TO_DEVIATION: Final[float] = 1.4826
"""Median absolute deviation of a normal distribution times this is its standard deviation."""
MEAN_TO_DEVIATION: Final[float] = 1.2533
"""The same for the mean absolute deviation, which can follow second by second."""
LARGEST_STEP: Final[float] = 3.0
"""Drift takes a value farther out than so many deviations for one at that distance."""


@dataclass(slots=True)
class Baseline:
    """Centre and spread of one signal: median and MAD over the first seconds, then slow drift."""

    needed: int
    """Seconds to see before the baseline is known."""
    least_deviation: float
    """Spread below which a signal is only noise of the network; keeps a still face calm."""
    drift_values: float
    """Time constant of the drift, in values learnt."""
    centre: float = 0.0
    deviation: float = math.inf
    """Infinite while nothing is known, so that nothing lies above usual."""
    _first: list[float] = field(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether enough has been seen."""
        return self.deviation < math.inf

    def learn(self, value: float) -> None:
        """Take in a second in which the student is as usual."""
        if self.known:
            self._drift(value)
            return
        self._first.append(value)
        if len(self._first) >= self.needed:
            self.centre = median(self._first)
            mad = median(abs(item - self.centre) for item in self._first)
            self.deviation = max(MAD_TO_DEVIATION * mad, self.least_deviation)
            self._first.clear()

    def deviations(self, value: float) -> float:
        """Return how many deviations above usual a value lies; 0 while nothing is known."""
        return (value - self.centre) / self.deviation

    def _drift(self, value: float) -> None:
        share = 1.0 / self.drift_values
        reach = LARGEST_STEP * self.deviation
        step = value - self.centre
        if step > reach:
            step = reach
        elif step < -reach:
            step = -reach
        self.centre += share * step
        deviation = self.deviation + share * (MEAN_TO_DEVIATION * abs(step) - self.deviation)
        self.deviation = deviation if deviation > self.least_deviation else self.least_deviation
