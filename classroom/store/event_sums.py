"""A class's seconds, summed up for its report, and kept where the class is over."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from threading import Lock
from typing import Final

from sqlalchemy.orm import Session

from classroom.store.emotion_events import EmotionEvents, ParticipantTotals, TimelinePoint

MOST_POINTS: Final[int] = 600
BUCKETS_S: Final[tuple[int, ...]] = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
SETTLED: Final[timedelta] = timedelta(minutes=1)
"""So long after the end of a class its last seconds are in the store."""
KEPT: Final[int] = 16


@dataclass(frozen=True, slots=True)
class EventSums:
    """What the seconds of a class come to."""

    events: int
    points: tuple[TimelinePoint, ...]
    totals: dict[str, ParticipantTotals]


@dataclass(frozen=True, slots=True)
class _Extent:
    """Changes whenever seconds come or go: a student may delete theirs after class."""

    events: int
    first: datetime | None
    last: datetime | None


class SumsOfClasses:
    """Sums of classes; those of ended ones are kept, for two hours of 100 students take seconds."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], tuple[_Extent, EventSums]] = OrderedDict()
        self._lock = Lock()

    def of(
        self, s: Session, session_id: str, at_least: int, ended_at: datetime | None, now: datetime
    ) -> EventSums:
        """Return the sums of one class; fewer than ``at_least`` students show no emotion."""
        extent = _Extent(*EmotionEvents(s).extent(session_id))
        key = session_id, at_least
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and kept[0] == extent:
            return kept[1]
        fresh = _sums(s, session_id, extent, at_least)
        if ended_at is not None and now - ended_at > SETTLED:
            with self._lock:
                self._kept[key] = extent, fresh
                self._kept.move_to_end(key)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return fresh


def _sums(s: Session, session_id: str, extent: _Extent, at_least: int) -> EventSums:
    events = EmotionEvents(s)
    step_s = bucket_s(extent.first, extent.last)
    points = tuple(events.timeline(session_id, step_s, at_least=at_least))
    return EventSums(extent.events, points, dict(events.totals(session_id)))


def bucket_s(first: datetime | None, last: datetime | None) -> int:
    """Return the shortest round stretch that cuts first..last into 600 points at most.

    One of them is spare: the class begins and ends in the middle of a stretch.
    """
    if first is None or last is None:
        return BUCKETS_S[0]
    seconds = (last - first).total_seconds() + 1
    whole_points = MOST_POINTS - 1
    for bucket in BUCKETS_S:
        if seconds <= bucket * whole_points:
            return bucket
    return ceil(seconds / whole_points / BUCKETS_S[-1]) * BUCKETS_S[-1]
