"""Topic marks: the teacher names what begins, and the marks cut a class into parts."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.domain.ids import new_id
from classroom.errors import SessionEndedError
from classroom.language import marked, say
from classroom.store.class_sessions import ClassSessions
from classroom.store.flags import ClassFlags
from classroom.store.names import checked_name
from classroom.store.tables import TopicMarkerRow

BEFORE_FIRST: Final[str] = marked("before the first topic")


@dataclass(frozen=True, slots=True)
class TopicMark:
    """The moment a topic began."""

    id: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a class that has a name."""

    name: str
    started_at: datetime
    ended_at: datetime | None
    """None for the topic that a class is at now."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One part of a class; counts are None where too few students stand behind them."""

    name: str
    started_at: datetime
    ended_at: datetime | None
    """None for the topic that a class is at now."""
    flags: int | None
    said_lost: int | None
    confused_seconds: float | None
    """Seconds of possible confusion, added up over students."""


class TopicMarkers:
    """Reads and writes ``topic_marker`` rows; the caller commits."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def mark(self, session_id: str, name: str, now: datetime) -> TopicMark:
        """Note that a topic begins; the name of the one that runs marks nothing new.

        Raises ``InputError`` for a name that is empty or too long, ``SessionEndedError`` for an
        ended class and ``SessionNotFoundError``.
        """
        name = checked_name(name, say("name for the topic"))
        if ClassSessions(self._s).by_id(session_id).ended_at is not None:
            raise SessionEndedError(say("This class has ended, so no topic can begin in it."))
        marks = self.of_session(session_id)
        if marks and marks[-1].name == name:
            return marks[-1]
        row = TopicMarkerRow(id=new_id(), session_id=session_id, name=name, at=now)
        self._s.add(row)
        self._s.flush()
        return _mark(row)

    def rename(self, marker_id: str, name: str) -> bool:
        """Give a mark another name; says whether anything changed.

        Raises ``InputError`` for a name that is empty or too long.
        """
        name = checked_name(name, say("name for the topic"))
        row = self._s.get(TopicMarkerRow, marker_id)
        if row is None or row.name == name:
            return False
        row.name = name
        self._s.flush()
        return True

    def remove(self, marker_id: str) -> bool:
        """Take a mark away; says whether it was there."""
        row = self._s.get(TopicMarkerRow, marker_id)
        if row is None:
            return False
        self._s.delete(row)
        self._s.flush()
        return True

    def of_session(self, session_id: str) -> list[TopicMark]:
        """Return the marks of a class, oldest first."""
        statement = (
            select(TopicMarkerRow)
            .where(TopicMarkerRow.session_id == session_id)
            .order_by(TopicMarkerRow.at, TopicMarkerRow.id)
        )
        return [_mark(row) for row in self._s.scalars(statement)]


def topics_of(
    marks: Sequence[TopicMark],
    flags: ClassFlags,
    began: datetime | None,
    ended: datetime | None,
    now: datetime,
    at_least: int = 1,
) -> tuple[Topic, ...]:
    """Cut a class into its topics; there are none without a mark.

    A flag counts in the part in which it was raised, its seconds in every part that it touches.
    What fewer than ``at_least`` students, but somebody, stand behind is None.
    """
    parts = _parts(marks, began, ended)
    raised = _who_in_each(parts, [(flag.started_at, flag.participant_id) for flag in flags.flags])
    said = _who_in_each(
        parts, [(w.at, w.participant_id) for w in flags.words if w.lost and not w.asked]
    )
    return tuple(
        Topic(
            part.name,
            part.started_at,
            part.ended_at,
            flags=len(raised[place]) if _enough(raised[place], at_least) else None,
            said_lost=len(said[place]) if _enough(said[place], at_least) else None,
            confused_seconds=_confused_s(part, flags, now, at_least),
        )
        for place, part in enumerate(parts)
    )


def _parts(
    marks: Sequence[TopicMark], began: datetime | None, ended: datetime | None
) -> list[Part]:
    if not marks:
        return []
    parts = []
    if began is not None and began < marks[0].at:
        parts.append(Part(BEFORE_FIRST, began, marks[0].at))
    ends = [mark.at for mark in marks[1:]]
    last = None if ended is None else max(ended, marks[-1].at)
    return parts + [
        Part(mark.name, mark.at, end) for mark, end in zip(marks, [*ends, last], strict=True)
    ]


def _who_in_each(
    parts: Sequence[Part], happened: Sequence[tuple[datetime, str]]
) -> list[list[str]]:
    """Put whom something happened to into the part in which it did."""
    starts = [part.started_at for part in parts]
    who: list[list[str]] = [[] for _ in parts]
    for at, participant_id in happened:
        if parts:
            who[max(0, bisect_right(starts, at) - 1)].append(participant_id)
    return who


def _confused_s(part: Part, flags: ClassFlags, now: datetime, at_least: int) -> float | None:
    end = part.ended_at or now
    inside = [
        (flag.participant_id, (last - first).total_seconds())
        for flag in flags.flags
        if (first := max(flag.started_at, part.started_at))
        < (last := min(flag.ended_at or end, end))
    ]
    if not _enough([who for who, _ in inside], at_least):
        return None
    return sum((seconds for _, seconds in inside), start=0.0)


def _enough(participant_ids: Sequence[str], at_least: int) -> bool:
    """Whether nobody or a large enough group stands behind a count."""
    return not participant_ids or len(set(participant_ids)) >= at_least


def _mark(row: TopicMarkerRow) -> TopicMark:
    return TopicMark(row.id, row.name, row.at)
