"""Possible confusion and "I'm lost" by minute, or by longer stretches in a long class."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from classroom.reports.class_record import ClassRecord

STRETCHES_MIN: Final[tuple[int, ...]] = (1, 2, 5, 10, 15, 30, 60)
MOST_BARS: Final[int] = 90


@dataclass(frozen=True, slots=True)
class Minutes:
    """A bar of the chart."""

    start: datetime
    length_min: int
    confused: int | None
    """Most students at once with possible confusion; None where too few to be shown."""
    said_lost: int

    @property
    def end(self) -> datetime:
        """Where the next bar begins."""
        return self.start + timedelta(minutes=self.length_min)


def by_minute(record: ClassRecord) -> tuple[Minutes, ...]:
    """Cut a class into at most 90 equal stretches of whole minutes from its first minute on."""
    timeline = record.report.timeline
    moments = [point.at for point in timeline] + [own.at for own in record.own_reports]
    if not moments:
        return ()
    first = min([record.began, *moments]).replace(second=0, microsecond=0)
    last = max([record.until, *moments])
    length_min = _length_min((last - first).total_seconds() / 60)
    length = timedelta(minutes=length_min)
    count = int((last - first) / length) + 1
    confused: list[list[int | None]] = [[] for _ in range(count)]
    for point in timeline:
        confused[int((point.at - first) / length)].append(point.confused)
    lost = [0] * count
    for own in record.own_reports:
        lost[int((own.at - first) / length)] += 1
    return tuple(
        Minutes(first + place * length, length_min, most_at_once(confused[place]), lost[place])
        for place in range(count)
    )


def most_at_once(counts: Sequence[int | None]) -> int | None:
    """The most at once; None where nothing but too few to be shown is known to be there."""
    most = max((count for count in counts if count is not None), default=0)
    return None if most == 0 and None in counts else most


def _length_min(minutes: float) -> int:
    for length in STRETCHES_MIN:
        if minutes < length * MOST_BARS:
            return length
    return ceil(minutes / MOST_BARS / STRETCHES_MIN[-1]) * STRETCHES_MIN[-1]
