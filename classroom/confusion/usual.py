"""What all signals of a student usually are."""

import math
from typing import Final

from classroom.confusion.baseline import Baseline
from classroom.confusion.signals import SIGNALS, Values

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
            self.known = all(
                baseline.known
                for signal, baseline in zip(SIGNALS, self.baselines, strict=True)
                if signal.counts
            )

    def deviations(self, values: Values) -> Values:
        """Return how many own deviations each value lies above usual."""
        pairs = zip(self.baselines, values, strict=True)
        return tuple([baseline.deviations(value) for baseline, value in pairs])
