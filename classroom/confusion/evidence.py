"""What speaks for a flag, in a teacher's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from classroom.confusion.baseline import Baseline
from classroom.confusion.signals import SIGNALS, Signal
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

    _sums: dict[str, _Sum] = field(default_factory=lambda: {s.name: _Sum() for s in SIGNALS})
    seen_s: int = 0
    unseen_s: float = 0.0

    def add(
        self, values: Mapping[str, float], deviations: Mapping[str, float], unseen_s: float
    ) -> None:
        """Take in a second in which the face was seen, and the unseen time before it."""
        self.seen_s += 1
        self.unseen_s += unseen_s
        for signal in SIGNALS:
            entry = self._sums[signal.name]
            entry.amount += signal.amount(values[signal.name])
            entry.deviations += deviations[signal.name]
            entry.raised_s += deviations[signal.name] >= NOTABLE_DEVIATIONS

    def told(self, baselines: Mapping[str, Baseline]) -> tuple[Evidence, ...]:
        """Return the notable signals, what counts most first; at least one."""
        if not self.seen_s:
            return ()
        by_weight = sorted(SIGNALS, key=self._contribution, reverse=True)
        notable = [s for s in by_weight if self._mean_deviations(s) >= NOTABLE_DEVIATIONS]
        return tuple(
            self._evidence(signal, baselines[signal.name]) for signal in notable or by_weight[:1]
        )

    def _contribution(self, signal: Signal) -> float:
        return signal.weight * self._mean_deviations(signal)

    def _mean_deviations(self, signal: Signal) -> float:
        return self._sums[signal.name].deviations / self.seen_s

    def _evidence(self, signal: Signal, baseline: Baseline) -> Evidence:
        entry = self._sums[signal.name]
        how_much = _how_much(entry.amount / self.seen_s, signal.amount(baseline.centre))
        return Evidence(
            signal=signal.name,
            deviations=round(self._mean_deviations(signal), 2),
            seconds=float(entry.raised_s),
            seen_share=round(self.seen_s / (self.seen_s + self.unseen_s), 3),
            text=f"{signal.words} for {entry.raised_s} s, {how_much} than usual for this student",
        )


def _how_much(amount: float, usual: float) -> str:
    """Say how much more ``amount`` is than ``usual``."""
    if usual < LEAST_AMOUNT or amount > 10 * usual:
        return "far more"
    times = amount / usual
    return f"{times:.1f}× more" if times >= 1.2 else "a little but steadily more"
