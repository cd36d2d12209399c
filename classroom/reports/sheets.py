"""Tables of a class: typed columns, and rows in batches, so that no long class fills the memory."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Final

from sqlalchemy.orm import Session

from classroom.domain.emotion import EMOTIONS
from classroom.domain.second import EmotionSecond
from classroom.errors import HiddenError
from classroom.language import say
from classroom.reports.class_record import ClassRecord
from classroom.reports.kinds import TableName
from classroom.store.emotion_events import EmotionEvents
from classroom.store.topics import Topic

Cell = str | int | float | datetime | None
BATCH_ROWS: Final[int] = 10_000


class Kind(Enum):
    """What the cells of a column are."""

    TEXT = auto()
    WHOLE = auto()
    NUMBER = auto()
    MOMENT = auto()
    TRUTH = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name and kind."""

    name: str
    kind: Kind = Kind.NUMBER


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; its batches can be read once."""

    columns: tuple[Column, ...]
    batches: Iterator[Sequence[tuple[Cell, ...]]]
    rows: int
    """How many rows there are, all batches together."""


_EMOTION_COLUMNS: Final = tuple(Column(label) for label in EMOTIONS)


def sheet_of(s: Session, record: ClassRecord, table: TableName) -> Sheet:
    """Return one table of a class; raises ``HiddenError`` where the mode forbids it."""
    if table.shows_people and not record.shows_people:
        raise HiddenError(
            say(
                "This class shows no single student, so it has no table {table}: choose "
                "{timeline}, {topics} or {pulses}.",
                table=table.value,
                timeline=TableName.TIMELINE.value,
                topics=TableName.TOPICS.value,
                pulses=TableName.PULSE_CHECKS.value,
            )
        )
    match table:
        case TableName.TIMELINE:
            return _timeline(record)
        case TableName.PARTICIPANTS:
            return _participants(record)
        case TableName.EPISODES:
            return _episodes(record)
        case TableName.TOPICS:
            return _topics(record)
        case TableName.PULSE_CHECKS:
            return _pulse_checks(record)
        case TableName.EVENTS:
            return _events(s, record)


def _timeline(record: ClassRecord) -> Sheet:
    columns = (
        Column("at", Kind.MOMENT),
        Column("students_seen", Kind.WHOLE),
        *_EMOTION_COLUMNS,
        Column("confused", Kind.WHOLE),
        Column("topic", Kind.TEXT),
    )
    topics = record.report.topics
    return _whole(
        columns,
        [
            (
                point.at,
                point.students_seen,
                *_emotions(point.emotions),
                point.confused,
                _topic_at(topics, point.at),
            )
            for point in record.report.timeline
        ],
    )


def _participants(record: ClassRecord) -> Sheet:
    columns = (
        Column("id", Kind.TEXT),
        Column("name", Kind.TEXT),
        Column("joined_at", Kind.MOMENT),
        Column("left_at", Kind.MOMENT),
        Column("seconds_seen"),
        Column("seconds_unseen"),
        *_EMOTION_COLUMNS,
        Column("confusion_episodes", Kind.WHOLE),
        Column("self_reports", Kind.WHOLE),
    )
    there = {each.participant: each for each in record.attendance}
    return _whole(
        columns,
        [
            (
                person.id,
                person.name,
                there[person.id].joined_at,
                there[person.id].gone_at,
                person.seconds_seen,
                person.seconds_unseen,
                *_emotions(person.emotions),
                person.confusion_episodes,
                person.self_reports,
            )
            for person in record.report.participants
        ],
    )


def _episodes(record: ClassRecord) -> Sheet:
    columns = (
        Column("participant", Kind.TEXT),
        Column("name", Kind.TEXT),
        Column("started_at", Kind.MOMENT),
        Column("ended_at", Kind.MOMENT),
        Column("peak"),
        Column("likelihood"),
        Column("evidence", Kind.TEXT),
        Column("answer", Kind.TEXT),
        Column("right", Kind.TRUTH),
    )
    names = {person.id: person.name for person in record.report.participants}
    return _whole(
        columns,
        [
            (
                episode.participant,
                names.get(episode.participant),
                episode.started_at,
                episode.ended_at,
                episode.peak,
                episode.likelihood,
                "; ".join(item.text for item in episode.evidence if item.text),
                episode.answer,
                episode.right,
            )
            for episode in record.report.episodes
        ],
    )


def _topics(record: ClassRecord) -> Sheet:
    columns = (
        Column("name", Kind.TEXT),
        Column("started_at", Kind.MOMENT),
        Column("ended_at", Kind.MOMENT),
        Column("flags", Kind.WHOLE),
        Column("said_lost", Kind.WHOLE),
        Column("confused_seconds"),
    )
    return _whole(
        columns,
        [
            (t.name, t.started_at, t.ended_at, t.flags, t.said_lost, t.confused_seconds)
            for t in record.report.topics
        ],
    )


def _pulse_checks(record: ClassRecord) -> Sheet:
    columns = (
        Column("at", Kind.MOMENT),
        Column("answered", Kind.WHOLE),
        Column("following", Kind.WHOLE),
        Column("not_following", Kind.WHOLE),
        Column("students", Kind.WHOLE),
    )
    return _whole(
        columns,
        [
            (p.at, p.answered, p.following, p.not_following, p.students)
            for p in record.report.pulse_checks
        ],
    )


def _events(s: Session, record: ClassRecord) -> Sheet:
    columns = (
        Column("participant", Kind.TEXT),
        Column("at", Kind.MOMENT),
        *_EMOTION_COLUMNS,
        Column("confusion"),
        Column("seconds_seen"),
        Column("frames", Kind.WHOLE),
    )
    batches = EmotionEvents(s).in_batches(record.report.session.id, BATCH_ROWS)
    rows = ([_event(second) for second in batch] for batch in batches)
    return Sheet(columns, rows, record.report.events)


def _event(second: EmotionSecond) -> tuple[Cell, ...]:
    scores = second.scores.values if second.scores is not None else (None,) * len(EMOTIONS)
    return (
        second.participant_id,
        second.at,
        *scores,
        second.confusion,
        second.seconds_seen,
        second.frames,
    )


def _whole(columns: tuple[Column, ...], rows: list[tuple[Cell, ...]]) -> Sheet:
    """A table that is small enough to be one batch."""
    return Sheet(columns, iter([rows]), len(rows))


def _emotions(emotions: dict[str, float]) -> tuple[float | None, ...]:
    return tuple(emotions.get(label) for label in EMOTIONS)


def _topic_at(topics: Sequence[Topic], at: datetime) -> str | None:
    """The part of the class that runs then; before the class's first second there is none."""
    place = bisect_right(topics, at, key=lambda topic: topic.started_at)
    return topics[place - 1].name if place else None
