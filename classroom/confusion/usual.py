"""What all signals of a student usually are."""

import math
from typing import Final

from classroom.confusion.baseline import Baseline
from classroom.confusion.signals import COUNTED, SIGNALS, Values, score_of

DRIFTS_EVERY_S: Final[int] = 5
"""Seconds of face seen between two steps of the slow drift, which a class of 100 need not make
each second."""


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
        """Combine the deviations of the signals that count into 0..1."""
        pairs = zip(self._counted, values, strict=False)  # those that only tell come after them
        return score_of([(value - usual.centre) / usual.deviation for usual, value in pairs])
