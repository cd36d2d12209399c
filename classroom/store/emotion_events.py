"""Seconds of students: written in batches, summed up in SQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, distinct, func, or_, select
from sqlalchemy.orm import Session, aliased

from classroom.domain.emotion import EMOTIONS, EmotionScores
from classroom.domain.ids import ParticipantId
from classroom.domain.second import EmotionSecond
from classroom.store.epoch import epoch_seconds
from classroom.store.tables import ConfusionEpisodeRow, EmotionEventRow, ParticipantRow
from classroom.store.upsert import upsert

_PROBABILITIES = tuple(getattr(EmotionEventRow, name) for name in EMOTIONS)
_SEEN = EmotionEventRow.seconds_seen > 0


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """A class in one stretch of time."""

    at: datetime
    """Start of the stretch."""
    students: int
    """Students of whom anything is known in it, seen or not."""
    students_seen: int
    """Students who were seen at any time of it."""
    seconds_seen: float
    """Seconds for which students were seen, summed over all of them."""
    emotions: dict[str, float] | None
    """Mean probability of each emotion over what was seen; None where nothing may be shown."""
    confusion: float | None
    """Mean possible confusion over what was seen, 0..1; None like ``emotions``."""
    confused: int | None
    """Students with an episode in it; None where a group is too small to be shown."""


@dataclass(frozen=True, slots=True)
class ParticipantTotals:
    """A student over a whole class."""

    participant_id: ParticipantId
    seconds_seen: float
    seconds_unseen: float
    emotions: dict[str, float] | None
    """Mean probability of each emotion over the seconds seen; None if never seen."""
    confusion: float | None


class EmotionEvents:
    """Reads and writes ``emotion_event`` rows; the caller commits."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def add_many(self, session_id: str, seconds: Sequence[EmotionSecond]) -> None:
        """Write seconds; one that is there already is replaced, so that a retry is harmless."""
        by_key = {
            (second.participant_id, second.at): {
                "session_id": session_id,
                "participant_id": second.participant_id,
                "at": second.at,
                **dict(zip(EMOTIONS, _values(second), strict=True)),
                "confusion": second.confusion,
                "seconds_seen": second.seconds_seen,
                "frames": second.frames,
            }
            for second in seconds
        }
        upsert(self._s, EmotionEventRow, list(by_key.values()), keys=["participant_id", "at"])

    def recent(self, session_id: str, since: datetime) -> list[EmotionSecond]:
        """Return a class's seconds from ``since`` on, in time order."""
        statement = (
            _select_seconds()
            .where(EmotionEventRow.session_id == session_id, EmotionEventRow.at >= since)
            .order_by(EmotionEventRow.at, EmotionEventRow.participant_id)
        )
        return [_second(row) for row in self._s.execute(statement)]

    def in_batches(self, session_id: str, size: int) -> Iterator[list[EmotionSecond]]:
        """Read all seconds of a class in time order, never more than ``size`` of them at once."""
        statement = (
            _select_seconds()
            .where(EmotionEventRow.session_id == session_id)
            .order_by(EmotionEventRow.at, EmotionEventRow.participant_id)
            .execution_options(yield_per=size)
        )
        for rows in self._s.execute(statement).partitions():
            yield [_second(row) for row in rows]

    def latest(self, session_id: str) -> dict[str, EmotionSecond]:
        """Return each student's last second; students without any are left out."""
        other = aliased(EmotionEventRow)
        last = (
            select(func.max(other.at))
            .where(other.participant_id == ParticipantRow.id)
            .scalar_subquery()
        )
        statement = (
            _select_seconds()
            .join(ParticipantRow, ParticipantRow.id == EmotionEventRow.participant_id)
            .where(ParticipantRow.session_id == session_id, EmotionEventRow.at == last)
        )
        seconds = [_second(row) for row in self._s.execute(statement)]
        return {second.participant_id: second for second in seconds}

    def totals(self, session_id: str) -> dict[str, ParticipantTotals]:
        """Return each student's sums over a class; students without any second are left out."""
        statement = (
            select(
                EmotionEventRow.participant_id,
                func.sum(EmotionEventRow.seconds_seen),
                func.count(),
                func.avg(EmotionEventRow.confusion),
                *(func.avg(column) for column in _PROBABILITIES),
            )
            .where(EmotionEventRow.session_id == session_id)
            .group_by(EmotionEventRow.participant_id)
        )
        return {
            participant_id: ParticipantTotals(
                participant_id=participant_id,
                seconds_seen=seen,
                seconds_unseen=count - seen,
                emotions=_emotions(means),
                confusion=confusion,
            )
            for participant_id, seen, count, confusion, *means in self._s.execute(statement)
        }

    def timeline(
        self, session_id: str, bucket_s: int, *, since: datetime | None = None, at_least: int = 1
    ) -> list[TimelinePoint]:
        """Return a class in stretches of ``bucket_s`` seconds, those with no event left out.

        Emotions are averaged over the seconds in which ``at_least`` students were seen, and
        ``confused`` is None in a stretch without such a second, and where it counts fewer, but
        somebody: small groups stay hidden.
        """
        if bucket_s < 1:
            raise ValueError("a stretch lasts a second or more")
        bucket = _bucket(EmotionEventRow.at, bucket_s)
        confused_statement = (
            select(bucket, func.count(distinct(EmotionEventRow.participant_id)))
            .join(
                ConfusionEpisodeRow,
                (ConfusionEpisodeRow.participant_id == EmotionEventRow.participant_id)
                & (ConfusionEpisodeRow.started_at <= EmotionEventRow.at)
                & or_(
                    ConfusionEpisodeRow.ended_at.is_(None),
                    ConfusionEpisodeRow.ended_at > EmotionEventRow.at,
                ),
            )
            .where(ConfusionEpisodeRow.session_id == session_id)
        )
        if since is not None:
            confused_statement = confused_statement.where(EmotionEventRow.at >= since)
        confused = dict(self._s.execute(confused_statement.group_by(bucket)).all())
        shown = self._means(session_id, bucket_s, since, at_least)
        points = []
        for number, (students, seen, seconds) in self._heads(session_id, bucket_s, since).items():
            confusion, *means = shown.get(number, (None,))
            visible = at_least <= 1 or any(mean is not None for mean in means)
            points.append(
                TimelinePoint(
                    at=datetime.fromtimestamp(number * bucket_s, tz=UTC),
                    students=students,
                    students_seen=seen,
                    seconds_seen=seconds,
                    emotions=_emotions(means),
                    confusion=confusion,
                    confused=_shown_count(confused.get(number, 0), at_least) if visible else None,
                )
            )
        return points

    def last_known(self, session_id: str, participant_id: str) -> datetime | None:
        """Return the end of the last second in which something was known of a student."""
        statement = select(func.max(EmotionEventRow.at)).where(
            EmotionEventRow.session_id == session_id,
            EmotionEventRow.participant_id == participant_id,
        )
        last: datetime | None = self._s.scalar(statement)
        return None if last is None else last + timedelta(seconds=1)

    def extent(self, session_id: str) -> tuple[int, datetime | None, datetime | None]:
        """Return how many events a class has, and its first and last second."""
        statement = select(
            func.count(), func.min(EmotionEventRow.at), func.max(EmotionEventRow.at)
        ).where(EmotionEventRow.session_id == session_id)
        count, first, last = self._s.execute(statement).one()
        return count, first, last

    def _means(
        self, session_id: str, bucket_s: int, since: datetime | None, at_least: int
    ) -> dict[int, tuple[float | None, ...]]:
        """Return mean confusion and emotions of each stretch in which anything may be shown.

        Seconds are summed first, which the index gives in order: sorting all rows of a two-hour
        class into their stretches takes three times as long.
        """
        columns = (EmotionEventRow.confusion, *_PROBABILITIES)
        second = (
            select(
                EmotionEventRow.at,
                func.count(EmotionEventRow.confusion).label("scored"),
                func.count(_PROBABILITIES[0]).label("read"),
                *(func.sum(column).label(column.key) for column in columns),
            )
            .where(EmotionEventRow.session_id == session_id, _SEEN)
            .group_by(EmotionEventRow.at)
            .having(func.count() >= at_least)
        )
        if since is not None:
            second = second.where(EmotionEventRow.at >= since)
        seconds = second.subquery().c
        bucket = _bucket(seconds.at, bucket_s)
        confusion = func.sum(seconds.confusion) / func.nullif(func.sum(seconds.scored), 0)
        read = func.nullif(func.sum(seconds.read), 0)
        means = (func.sum(seconds[column.key]) / read for column in _PROBABILITIES)
        rows = self._s.execute(select(bucket, confusion, *means).group_by(bucket))
        return {number: tuple(values) for number, *values in rows}

    def _heads(
        self, session_id: str, bucket_s: int, since: datetime | None
    ) -> dict[int, tuple[int, int, float]]:
        """Count each stretch's students in order of time: known of, seen, and seconds seen."""
        bucket = _bucket(EmotionEventRow.at, bucket_s)
        there = (
            select(
                bucket,
                func.max(case((_SEEN, 1), else_=0)).label("seen"),
                func.sum(EmotionEventRow.seconds_seen).label("seconds"),
            )
            .where(EmotionEventRow.session_id == session_id)
            .group_by(bucket, EmotionEventRow.participant_id)
        )
        if since is not None:
            there = there.where(EmotionEventRow.at >= since)
        students = there.subquery()
        statement = (
            select(
                students.c.bucket,
                func.count(),
                func.sum(students.c.seen),
                func.sum(students.c.seconds),
            )
            .group_by(students.c.bucket)
            .order_by(students.c.bucket)
        )
        return {number: tuple(sums) for number, *sums in self._s.execute(statement)}


def _bucket(at: ColumnElement[datetime] | Any, bucket_s: int) -> ColumnElement[int]:
    """Which stretch of ``bucket_s`` seconds a moment lies in."""
    stretch: ColumnElement[int] = (epoch_seconds(at) // bucket_s).label("bucket")
    return stretch


def _values(second: EmotionSecond) -> tuple[float | None, ...]:
    return second.scores.values if second.scores is not None else (None,) * len(EMOTIONS)


def _select_seconds() -> Select[Any]:
    return select(
        EmotionEventRow.participant_id,
        EmotionEventRow.at,
        EmotionEventRow.confusion,
        EmotionEventRow.seconds_seen,
        EmotionEventRow.frames,
        *_PROBABILITIES,
    )


def _second(row: Row[Any]) -> EmotionSecond:
    participant_id, at, confusion, seconds_seen, frames, *values = tuple(row)
    return EmotionSecond(
        participant_id=participant_id,
        at=at,
        scores=None if values[0] is None else EmotionScores(tuple(values)),
        confusion=confusion,
        seconds_seen=seconds_seen,
        frames=frames,
    )


def _emotions(means: Sequence[float | None]) -> dict[str, float] | None:
    known = [mean for mean in means if mean is not None]
    return dict(zip(EMOTIONS, known, strict=True)) if known else None


def _shown_count(count: int, at_least: int) -> int | None:
    return count if count == 0 or count >= at_least else None
