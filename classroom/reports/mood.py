"""How much of the class each emotion had over time; what was not seen is nobody's emotion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Protocol

from classroom.domain.emotion import EMOTIONS
from classroom.store.report import ReportPoint


class Student(Protocol):
    """Somebody who was in class for a while."""

    def was_there(self, start: datetime, end: datetime) -> float:
        """Seconds of start..end in which the student was in the class."""
        ...


@dataclass(frozen=True, slots=True)
class MoodStretch:
    """A stretch of a class: each emotion's share of those present, 0..1."""

    start: datetime
    end: datetime
    shares: dict[str, float]

    @property
    def unseen(self) -> float:
        """The share of those present that was not seen, or may not be shown."""
        return max(0.0, 1.0 - sum(self.shares.values()))


def mood_over_time(
    timeline: Sequence[ReportPoint], students: Sequence[Student]
) -> tuple[MoodStretch, ...]:
    """Turn a report's timeline into stretches without a hole: while a server was away, all unseen.

    More seen than were there is possible by a second's rounding; then all count as seen.
    """
    step = step_of(timeline)
    stretches: list[MoodStretch] = []
    for point in timeline:
        if stretches and point.at - stretches[-1].end > step / 2:
            stretches.append(MoodStretch(stretches[-1].end, point.at, _shares({}, 0.0)))
        end = point.at + step
        there_s = sum(student.was_there(point.at, end) for student in students)
        seen = point.seconds_seen / max(there_s, point.seconds_seen, 1.0)
        stretches.append(MoodStretch(point.at, end, _shares(point.emotions, seen)))
    return tuple(stretches)


def step_of(timeline: Sequence[ReportPoint]) -> timedelta:
    """How long each point of a timeline lasts."""
    return min((b.at - a.at for a, b in pairwise(timeline)), default=timedelta(seconds=1))


def _shares(emotions: dict[str, float], seen: float) -> dict[str, float]:
    return {label: emotions.get(label, 0.0) * seen for label in EMOTIONS}
