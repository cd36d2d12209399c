"""The moments of a class that stand out, found by plain rules in what its report holds.

They describe the class: no moment is about one student, and none ranks anybody.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from classroom.domain.class_alert import HandRaised
from classroom.store.report import ReportPoint, ReportPulse
from classroom.store.topics import Topic

MOST_MOMENTS: Final[int] = 5
TOGETHER: Final[timedelta] = timedelta(minutes=3)
"""Hands within so long count as one moment."""
FEWEST_HANDS: Final[int] = 3
STRETCH: Final[timedelta] = timedelta(minutes=5)
"""A calm or unseen stretch shorter than this is not worth a sentence."""
MUCH_UNSEEN: Final[float] = 0.3
"""Share of those in class from which being unseen stands out."""
TOO_LITTLE_SEEN: Final[float] = 0.3
"""Below this share of the time, faces say nothing of the class as a whole."""
NOT_FOLLOWING: Final[float] = 0.2
FEWEST_ANSWERS: Final[int] = 5
CLEARLY_CALMER: Final[float] = 0.1

Kind = Literal["little_seen", "hands", "pulse", "topic", "unseen", "calm"]


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that stood out: what, from when to when, and how many of how many."""

    kind: Kind
    started_at: datetime | None = None
    ended_at: datetime | None = None
    """None for what lasted until the end of the class, and for a point in time."""
    count: int = 0
    of: int = 0
    topic: str | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class ClassCourse:
    """What the rules read; ``at_least`` students must stand behind every count."""

    hands: Sequence[HandRaised]
    timeline: Sequence[ReportPoint]
    present: Sequence[int]
    """Students in class at each point of the timeline."""
    step: timedelta
    topics: Sequence[Topic]
    pulses: Sequence[ReportPulse]
    infers: bool
    at_least: int = 1


def moments(record: ClassCourse) -> tuple[Moment, ...]:
    """Return what stood out, the most telling first; nothing where nothing did."""
    little = _little_seen(record)
    found = [little, _hands(record), _pulse(record), _topic(record)]
    if little is None:
        found += [_unseen(record), _calm(record)]
    return tuple(moment for moment in found if moment is not None)[:MOST_MOMENTS]


def _little_seen(record: ClassCourse) -> Moment | None:
    if not record.infers or not record.timeline:
        return None
    there_s = sum(record.present) * record.step.total_seconds()
    share = sum(point.seconds_seen for point in record.timeline) / max(there_s, 1.0)
    return Moment("little_seen", share=share) if share < TOO_LITTLE_SEEN else None


def _hands(record: ClassCourse) -> Moment | None:
    """Find the three minutes in which most students raised a hand, the earliest of them."""
    hands = sorted(record.hands, key=lambda hand: hand.at)
    best: Moment | None = None
    for first, hand in enumerate(hands):
        together = [other for other in hands[first:] if other.at - hand.at <= TOGETHER]
        students = len({other.participant_id for other in together})
        if students >= max(FEWEST_HANDS, record.at_least) and (
            best is None or students > best.count
        ):
            topic = _topic_of(record.topics, together)
            best = Moment("hands", hand.at, together[-1].at, count=students, topic=topic)
    return best


def _topic_of(topics: Sequence[Topic], hands: Sequence[HandRaised]) -> str | None:
    """Name the topic in which most of these hands went up, the earlier of two."""
    names = Counter(
        next((topic.name for topic in reversed(topics) if topic.started_at <= hand.at), None)
        for hand in hands
    )
    return names.most_common(1)[0][0]


def _pulse(record: ClassCourse) -> Moment | None:
    """Find the pulse check to which the largest share said that they did not follow."""
    asked = [
        Moment("pulse", pulse.at, count=pulse.not_following, of=pulse.answered)
        for pulse in record.pulses
        if pulse.not_following is not None and pulse.answered >= FEWEST_ANSWERS
    ]
    worst = max(asked, key=lambda moment: moment.count / moment.of, default=None)
    return worst if worst is not None and worst.count >= NOT_FOLLOWING * worst.of else None


def _topic(record: ClassCourse) -> Moment | None:
    """Find the topic in which hands went up most often, if clearly more often than elsewhere."""
    rated = [
        (
            hands / minutes,
            Moment("topic", topic.started_at, topic.ended_at, count=hands, topic=topic.name),
        )
        for topic in record.topics
        if topic.ended_at is not None and topic.flags is not None and topic.said_lost is not None
        for hands, minutes in [(topic.flags + topic.said_lost, _minutes(topic))]
        if minutes >= 1
    ]
    if len(rated) < 2:
        return None
    rate, most = max(rated, key=lambda one: one[0])
    second = max(other for other, moment in rated if moment is not most)
    return most if most.count >= FEWEST_HANDS and rate >= 1.5 * second else None


def _minutes(topic: Topic) -> float:
    lasted = (topic.ended_at or topic.started_at) - topic.started_at
    return lasted.total_seconds() / 60


def _unseen(record: ClassCourse) -> Moment | None:
    """Find the longest stretch in which many of those in class were unseen all the time."""
    if not record.infers:
        return None
    fewest = max(FEWEST_HANDS, record.at_least)
    run: list[tuple[datetime, int, int]] = []
    longest: list[tuple[datetime, int, int]] = []
    for point, there in zip(record.timeline, record.present, strict=True):
        unseen = there - point.students_seen
        follows = bool(run) and point.at - run[-1][0] < 2 * record.step
        much = unseen >= max(MUCH_UNSEEN * there, fewest)
        run = [*(run if follows else []), (point.at, unseen, there)] if much else []
        longest = max(longest, run, key=len)
    if len(longest) * record.step < STRETCH or len(longest) == len(record.timeline):
        return None
    _, unseen, there = sorted(longest, key=lambda one: one[1])[len(longest) // 2]
    end = longest[-1][0] + record.step
    lasts = end + record.step > record.timeline[-1].at
    return Moment("unseen", longest[0][0], None if lasts else end, unseen, there)


def _calm(record: ClassCourse) -> Moment | None:
    """Find the calmest five minutes, if clearly calmer than the class was on the whole."""
    length = max(1, round(STRETCH / record.step))
    if not record.infers or len(record.timeline) < 3 * length:
        return None
    calm = [
        _calmness(point, there * record.step.total_seconds())
        for point, there in zip(record.timeline, record.present, strict=True)
    ]
    windows = [
        (sum(values) / length, record.timeline[first].at)
        for first in range(len(calm) - length + 1)
        if len(values := [v for v in calm[first : first + length] if v is not None]) == length
        and record.timeline[first + length - 1].at - record.timeline[first].at < STRETCH
    ]
    known = [value for value in calm if value is not None]
    share, began = max(windows, key=lambda window: window[0], default=(0.0, None))
    if began is None or share < sum(known) / len(known) + CLEARLY_CALMER:
        return None
    return Moment("calm", began, began + length * record.step, share=share)


def _calmness(point: ReportPoint, there_s: float) -> float | None:
    """Mean probability of calm; None where less than half was seen, or somebody was flagged."""
    if not point.emotions or 2 * point.seconds_seen < there_s or point.confused:
        return None
    return point.emotions["neutral"]
