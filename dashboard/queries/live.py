"""A running class as the live page needs it: who is there, how they seem, whose hand is up."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Row, cast, extract, func, select
from sqlalchemy.orm import Session

from classroom.domain.emotion import EMOTIONS
from classroom.domain.mode import SessionMode
from classroom.errors import SessionNotFoundError
from classroom.store.tables import (
    ClassSessionRow,
    EmotionEventRow,
    ParticipantRow,
)
from dashboard.queries.hands import Hand, flags_answered, hands_of

CELL_S: Final[int] = 5
"""Length of the shortest stretch that the chart and the trends tell apart."""
WINDOW_S: Final[int] = 600
"""How far the live page looks back."""
DELAY_S: Final[int] = 2
"""Seconds are written in batches once a second, so the newest two may not be complete."""
RECENT_S: Final[int] = 6
"""What "now" means: short enough to follow the class, long enough not to flicker."""
KEPT_HISTORIES: Final[int] = 16


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """One class session, free of the database."""

    id: str
    code: str
    title: str
    mode: SessionMode
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Student:
    """One participant, free of the database."""

    id: str
    name: str
    camera: bool
    joined_at: datetime
    left_at: datetime | None
    state: str
    state_since: datetime

    def was_there(self, start: datetime, end: datetime) -> float:
        """Seconds of start..end in which the student was in the class."""
        until = end if self.left_at is None else min(end, self.left_at)
        return max(0.0, (until - max(start, self.joined_at)).total_seconds())


@dataclass(frozen=True, slots=True)
class Mood:
    """What was read of one student over a stretch of time."""

    seen_s: float
    emotions: tuple[float, ...]
    """Seconds of each emotion: probabilities weighted by the seconds seen; sums to ``seen_s``."""
    baseline_known: bool = True
    """Whether any second had a confusion score, which needs the student's own baseline."""

    @property
    def dominant(self) -> str | None:
        """The emotion seen most, or None where nothing was seen: unknown is not neutral."""
        if self.seen_s <= 0:
            return None
        return EMOTIONS[self.emotions.index(max(self.emotions))]


@dataclass(frozen=True, slots=True)
class History:
    """The last minutes in cells of ``CELL_S``, oldest first, up to ``end``."""

    end: datetime
    starts: tuple[datetime, ...]
    by_student: dict[str, dict[datetime, Mood]]


@dataclass(frozen=True, slots=True)
class LiveView:
    """All that the live page draws, at one moment."""

    now: datetime
    session: ClassInfo
    students: tuple[Student, ...]
    """In the order in which they joined, so that nobody's tile moves."""
    recent: dict[str, Mood]
    history: History
    hands: tuple[Hand, ...]
    flags_right: int
    flags_answered: int

    @property
    def present(self) -> tuple[Student, ...]:
        """Students who have not left."""
        return tuple(s for s in self.students if s.state != "left")


def class_info(row: ClassSessionRow) -> ClassInfo:
    """Take what the pages need out of a row."""
    return ClassInfo(
        id=row.id,
        code=row.code,
        title=row.title,
        mode=SessionMode(row.mode),
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def session_info(s: Session, session_id: str) -> ClassInfo:
    """Find one class; raises ``SessionNotFoundError``."""
    row = s.get(ClassSessionRow, session_id)
    if row is None:
        raise SessionNotFoundError("There is no class at this address.")
    return class_info(row)


def students_of(s: Session, session_id: str) -> tuple[Student, ...]:
    """List the participants of a class in the order in which they joined."""
    rows = s.execute(
        select(
            ParticipantRow.id,
            ParticipantRow.name,
            ParticipantRow.camera,
            ParticipantRow.joined_at,
            ParticipantRow.left_at,
            ParticipantRow.state,
            ParticipantRow.state_since,
        )
        .where(ParticipantRow.session_id == session_id)
        .order_by(ParticipantRow.joined_at, ParticipantRow.id)
    )
    return tuple(Student(*row) for row in rows)


def _mood_sums() -> list[ColumnElement[Any]]:
    """Columns of a ``Mood``: seconds seen, seconds of each emotion, whether confusion is known."""
    event = EmotionEventRow
    weighted = [func.sum(getattr(event, label) * event.seconds_seen) for label in EMOTIONS]
    return [func.sum(event.seconds_seen), *weighted, func.count(event.confusion)]


def _mood(sums: Sequence[Any] | Row[Any]) -> Mood:
    """Read a ``Mood`` out of the columns of ``_mood_sums``."""
    seen, emotions, known = sums[0], sums[1:-1], sums[-1]
    return Mood(float(seen or 0.0), tuple(float(value or 0.0) for value in emotions), known > 0)


def recent_moods(s: Session, session_id: str, now: datetime) -> dict[str, Mood]:
    """Read what was seen of each student in the newest complete seconds."""
    until = now.replace(microsecond=0) - timedelta(seconds=DELAY_S - 1)
    rows = s.execute(
        select(EmotionEventRow.participant_id, *_mood_sums())
        .where(
            EmotionEventRow.session_id == session_id,
            EmotionEventRow.at >= until - timedelta(seconds=RECENT_S),
        )
        .group_by(EmotionEventRow.participant_id)
    )
    return {row[0]: _mood(row[1:]) for row in rows}


def cell_end(now: datetime) -> datetime:
    """End of the newest cell whose seconds can all be in the store."""
    second = int(now.timestamp()) - DELAY_S
    return datetime.fromtimestamp(second - second % CELL_S, UTC)


def history(s: Session, session_id: str, end: datetime) -> History:
    """Sum the last minutes up to ``end`` into cells, in SQL."""
    start = end - timedelta(seconds=WINDOW_S)
    epoch = cast(extract("epoch", EmotionEventRow.at), Integer)
    cell = epoch - epoch % CELL_S
    rows = s.execute(
        select(EmotionEventRow.participant_id, cell, *_mood_sums())
        .where(
            EmotionEventRow.session_id == session_id,
            EmotionEventRow.at >= start,
            EmotionEventRow.at < end,
        )
        .group_by(EmotionEventRow.participant_id, cell)
    )
    by_student: dict[str, dict[datetime, Mood]] = {}
    for participant_id, second, *sums in rows:
        at = datetime.fromtimestamp(second, UTC)
        by_student.setdefault(participant_id, {})[at] = _mood(sums)
    starts = tuple(start + timedelta(seconds=CELL_S * i) for i in range(WINDOW_S // CELL_S))
    return History(end, starts, by_student)


class LiveHistories:
    """Keeps the newest history of a few classes, so that ten open tabs cost one query a cell."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, History] = OrderedDict()
        self._lock = Lock()

    def up_to(self, s: Session, session_id: str, end: datetime) -> History:
        """Return the history up to ``end``, read at most once a cell."""
        with self._lock:
            kept = self._kept.get(session_id)
            if kept is not None and kept.end == end:
                return kept
        fresh = history(s, session_id, end)
        with self._lock:
            self._kept[session_id] = fresh
            self._kept.move_to_end(session_id)
            while len(self._kept) > KEPT_HISTORIES:
                self._kept.popitem(last=False)
        return fresh


def live_view(s: Session, session_id: str, histories: LiveHistories, now: datetime) -> LiveView:
    """Read all that the live page draws; raises ``SessionNotFoundError``."""
    session = session_info(s, session_id)
    infers = session.mode.infers
    end = cell_end(now)
    right, answered = flags_answered(s) if infers else (0, 0)
    return LiveView(
        now=now,
        session=session,
        students=students_of(s, session_id),
        recent=recent_moods(s, session_id, now) if infers else {},
        history=histories.up_to(s, session_id, end) if infers else History(end, (), {}),
        hands=hands_of(s, session_id, now),
        flags_right=right,
        flags_answered=answered,
    )
