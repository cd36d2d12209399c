"""A ratio over students with its uncertainty: so much of something an hour, or of all time."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from classroom.domain.precision import Z_95

FEWEST_STUDENTS: Final[int] = 5
"""Fewer say too little of a class."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and the interval in which it lies with 95 % confidence."""

    value: float
    low: float
    high: float


def ratio_of(pairs: Sequence[tuple[float, float]], highest: float | None = None) -> Estimate | None:
    """Estimate the sum of the first numbers over the sum of the second; None for too few students.

    Each pair is one student: what one student does hangs together, so students are counted as
    independent, seconds are not (ratio estimator, W. G. Cochran, Sampling Techniques, 1977,
    section 2.11). Where nobody or everybody did it, and the spread is nought, the rule of three
    gives the bound: 3 over what was observed.
    """
    known = [(y, x) for y, x in pairs if x > 0]
    count = len(known)
    if count < FEWEST_STUDENTS:
        return None
    whole = sum(x for _, x in known)
    value = sum(y for y, _ in known) / whole
    squares = sum((y - value * x) ** 2 for y, x in known)
    reach = Z_95 * sqrt(squares * count / (count - 1)) / whole
    if squares < 1e-12:
        reach = 3 / count if highest is not None else 3 / whole
    high = value + reach
    return Estimate(value, max(0.0, value - reach), high if highest is None else min(highest, high))
