"""What all signals of a student usually are."""

import math
from collections.abc import Iterable
from typing import Final

from classroom.confusion.baseline import Baseline
from classroom.confusion.odds import probability_of
from classroom.confusion.signals import COUNTED, SIGNALS, WEIGHTS, Values

DRIFTS_EVERY_S: Final[int] = 5
"""Seconds of face seen between two steps of the slow drift, which a class of 100 need not make
each second."""
LOWEST_DEVIATIONS: Final[float] = 0.0
"""Less than usual says nothing: lowered brows take the inner brows down with them, and that must
not speak against them."""
HIGHEST_DEVIATIONS: Final[float] = 6.0
"""Farther out says nothing more: one wild second must not decide."""
MIDDLE_DEVIATIONS: Final[float] = 2.0
STEEPNESS: Final[float] = 1.5
"""A face as usual scores 0.05, two own deviations above it 0.5, three 0.82: a scale to set
thresholds on, not a probability."""


class Usual:
    """A baseline for each signal, in the order of ``SIGNALS``."""

    def __init__(self, needed_s: int, drift_s: float) -> None:
        self.baselines = tuple(
            Baseline(needed_s, signal.least_deviation, drift_s / DRIFTS_EVERY_S)
            for signal in SIGNALS
        )
        self._counted = self.baselines[:COUNTED]
        self._seen_s = 0
        self.known = False
        """Whether every signal that counts has been seen for long enough."""

    def learn(self, values: Values) -> None:
        """Take in a second in which the student is as usual."""
        self._seen_s += 1
        if self.known and self._seen_s % DRIFTS_EVERY_S:
            return
        for baseline, value in zip(self.baselines, values, strict=True):
            if not math.isnan(value):
                baseline.learn(value)
        if not self.known:
            self.known = all(baseline.known for baseline in self._counted)

    def deviations(self, values: Values) -> Values:
        """Return how many own deviations each value lies above usual."""
        pairs = zip(self.baselines, values, strict=True)
        return tuple([baseline.deviations(value) for baseline, value in pairs])

    def score(self, values: Values) -> float:
        """Return how far the signals that count lie from usual, 0..1."""
        return score_of(values, self._counted)


def score_of(values: Iterable[float], usual: Iterable[Baseline]) -> float:
    """Combine how far values lie from their baselines, those of the signals that count, to 0..1.

    Values beyond the baselines are those of signals that are only told of.
    """
    weighted = 0.0  # plain comparisons, for this runs for each student each second
    for baseline, value, weight in zip(usual, values, WEIGHTS, strict=False):
        deviation = (value - baseline.centre) / baseline.deviation
        if deviation > HIGHEST_DEVIATIONS:
            deviation = HIGHEST_DEVIATIONS
        elif deviation < LOWEST_DEVIATIONS:
            deviation = LOWEST_DEVIATIONS
        weighted += weight * deviation
    return probability_of(STEEPNESS * (weighted - MIDDLE_DEVIATIONS))


SCORE_AS_USUAL: Final[float] = probability_of(-STEEPNESS * MIDDLE_DEVIATIONS)
"""Of a face just as it usually is."""
