"""Several students lost at once: a moment of the class, not of one student."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

WINDOW: Final[timedelta] = timedelta(seconds=30)
STAYS: Final[timedelta] = timedelta(seconds=60)
"""An alert stands so long after its moment, or a glance at the page would miss it."""
FEWEST: Final[int] = 3
SHARE: Final[float] = 0.2
"""Of those present, who must have raised a hand."""
CHANCE: Final[float] = 0.01
"""Probability, had the hands come at random times, below which they count as together."""


@dataclass(frozen=True, slots=True)
class HandRaised:
    """One hand going up, by the student or by a flag."""

    participant_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClassAlert:
    """So many of those present raised a hand within ``WINDOW`` of each other, up to ``at``."""

    at: datetime
    students: int
    present: int


def class_alert(
    hands: Iterable[HandRaised], present: Collection[str], began: datetime, now: datetime
) -> ClassAlert | None:
    """Return the newest alert of the last minute, if there was one.

    ``hands`` are all of the class so far, ``present`` the students who are there.
    """
    here = [hand for hand in hands if hand.participant_id in present and hand.at <= now]
    moments = sorted({hand.at for hand in here if hand.at > now - STAYS}, reverse=True)
    alerts = (_alert_at(moment, here, len(present), began) for moment in moments)
    return next((alert for alert in alerts if alert is not None), None)


def _alert_at(
    moment: datetime, hands: Sequence[HandRaised], present: int, began: datetime
) -> ClassAlert | None:
    so_far = [hand for hand in hands if hand.at <= moment]
    students = {hand.participant_id for hand in so_far if hand.at > moment - WINDOW}
    if len(students) < max(FEWEST, ceil(SHARE * present)):
        return None
    counts: dict[str, int] = {}
    for hand in so_far:
        counts[hand.participant_id] = counts.get(hand.participant_id, 0) + 1
    by_chance = at_least(len(students), _chances(counts.values(), moment - began))
    return ClassAlert(moment, len(students), present) if by_chance < CHANCE else None


def _chances(counts: Iterable[int], lasted: timedelta) -> list[float]:
    """Probability a student that one of their hands, put anywhere, falls in a given window."""
    part = min(1.0, WINDOW / lasted) if lasted > timedelta() else 1.0
    return [1 - (1 - part) ** count for count in counts]


def at_least(students: int, chances: Iterable[float]) -> float:
    """Probability that at least so many independent events of these chances happen.

    The Poisson binomial distribution, exactly: its terms are convolved one by one.
    """
    terms = [1.0]
    for chance in chances:
        down, up = (1 - chance), chance
        shifted = zip([*terms, 0.0], [0.0, *terms], strict=True)
        terms = [stays * down + rises * up for stays, rises in shifted]
    return sum(terms[students:])
