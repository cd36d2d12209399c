"""What speaks for a flag, in a teacher's words."""

import math
from dataclasses import dataclass, field
from typing import Final

from classroom.confusion.baseline import Baseline
from classroom.confusion.signals import SIGNALS, Values
from classroom.confusion.usual import Usual
from classroom.domain.episode import Evidence

NOTABLE_DEVIATIONS: Final[float] = 1.5
"""A signal this far above usual is worth telling."""
LEAST_AMOUNT: Final[float] = 0.02
"""With less than this as the usual, "so many times" would be a joke."""


@dataclass(slots=True)
class _Sum:
    amount: float = 0.0
    deviations: float = 0.0
    raised_s: int = 0


@dataclass(slots=True)
class EvidenceTally:
    """Sums over a flag's seconds, seen and unseen."""

    _sums: tuple[_Sum, ...] = field(default_factory=lambda: tuple(_Sum() for _ in SIGNALS))
    seen_s: int = 0
    unseen_s: float = 0.0

    def add(self, values: Values, deviations: Values, unseen_s: float) -> None:
        """Take in a second in which the face was seen, and the unseen time before it."""
        self.seen_s += 1
        self.unseen_s += unseen_s
        for signal, entry, value, deviation in zip(
            SIGNALS, self._sums, values, deviations, strict=True
        ):
            if not math.isnan(value):
                entry.amount += signal.amount(value)
                entry.deviations += deviation
                entry.raised_s += deviation >= NOTABLE_DEVIATIONS

    def told(self, usual: Usual) -> tuple[Evidence, ...]:
        """Return the notable signals, what counts most first; at least one."""
        if not self.seen_s:
            return ()
        order = sorted(range(len(SIGNALS)), key=self._contribution, reverse=True)
        notable = [place for place in order if self._deviations(place) >= NOTABLE_DEVIATIONS]
        return tuple(
            self._evidence(place, usual.baselines[place]) for place in notable or order[:1]
        )

    def _contribution(self, place: int) -> float:
        return SIGNALS[place].weight * self._deviations(place)

    def _deviations(self, place: int) -> float:
        """Mean over the seconds seen."""
        return self._sums[place].deviations / self.seen_s

    def _evidence(self, place: int, baseline: Baseline) -> Evidence:
        signal, entry = SIGNALS[place], self._sums[place]
        how_much = _how_much(entry.amount / self.seen_s, signal.amount(baseline.centre))
        for_s = f" for {entry.raised_s} s" if entry.raised_s else ""
        return Evidence(
            signal=signal.name,
            deviations=round(self._deviations(place), 2),
            seconds=float(entry.raised_s),
            seen_share=round(self.seen_s / (self.seen_s + self.unseen_s), 3),
            text=f"{signal.words}{for_s}, {how_much} than usual for this student",
        )


def _how_much(amount: float, usual: float) -> str:
    """Say how much more ``amount`` is than ``usual``."""
    if usual < LEAST_AMOUNT or amount > 10 * usual:
        return "far more"
    times = amount / usual
    return f"{times:.1f}× more" if times >= 1.2 else "a little but steadily more"
