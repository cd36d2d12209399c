"""How many flags an hour may take a teacher's attention: the strongest, and no more."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from classroom.domain.flag import RaisedFlag

FLAGS_PER_HOUR: Final[int] = 6
"""One in ten minutes: more than that and a teacher learns to look past them."""
HOUR: Final[timedelta] = timedelta(hours=1)


def held_back(flags: Iterable[RaisedFlag], per_hour: int, now: datetime) -> frozenset[str]:
    """Return the ids of flags of the last hour for which the budget has no slot.

    What was answered has used its slot; the rest goes to the strongest, the earlier of equals.
    """
    recent = [flag for flag in flags if now - HOUR < flag.started_at]
    waiting = [flag for flag in recent if flag.answer is None]
    slots = max(0, per_hour - (len(recent) - len(waiting)))
    ranked = sorted(waiting, key=lambda flag: (flag.started_at, flag.id))
    ranked.sort(key=lambda flag: flag.strength, reverse=True)
    return frozenset(flag.id for flag in ranked[slots:])
