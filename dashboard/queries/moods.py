"""What was read of students' faces: now, and over the last minutes in cells."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Integer, Row, case, cast, extract, func, select
from sqlalchemy.orm import Session

from classroom.domain.emotion import EMOTIONS
from classroom.store.tables import EmotionEventRow

Found = TypeVar("Found")

CELL_S: Final[int] = 5
"""Length of the shortest stretch that the chart and the trends tell apart."""
WINDOW_S: Final[int] = 600
"""How far the live page looks back."""
DELAY_S: Final[int] = 2
"""Seconds are written soon after their end, so the newest two may not be complete."""
RECENT_S: Final[int] = 6
"""What "now" means: short enough to follow the class, long enough not to flicker."""
NEWEST_SHARES: Final[tuple[float, ...]] = (1.0, 1 / 4, 1 / 16)
"""What the open second, and the two before it, count for the newest look of a face."""
CLEAR_LEAD: Final[float] = 0.3
"""Lead of an emotion, 0..1, from which the newest look alone says how a student seems."""
KEPT_HISTORIES: Final[int] = 16
READ_AGAIN_S: Final[int] = 30
"""A second that is written so late is still seen with the next cell."""
READ_WHOLE_AFTER: Final = timedelta(seconds=60)
"""What is written later, after the database was away, is seen once everything is read again."""


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
class RecentMood:
    """How one student has seemed for a few seconds, and how they look this moment."""

    lately: Mood
    newest: tuple[float, ...]
    """Weight of each emotion in the newest look; zeros where nothing was seen."""

    @property
    def dominant(self) -> str | None:
        """The newest look's emotion where it is clear, else that of the last seconds.

        So a changed face shows at once, and one between two emotions does not flicker.
        """
        leader, second = sorted(self.newest, reverse=True)[:2]
        if leader - second > CLEAR_LEAD * sum(self.newest):
            return EMOTIONS[self.newest.index(leader)]
        return self.lately.dominant


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The last minutes in cells of ``CELL_S``, oldest first, up to ``end``."""

    end: datetime
    starts: tuple[datetime, ...]
    by_student: dict[str, dict[datetime, Mood]]
    whole_at: datetime
    """Up to when all cells, and not the newest only, were read."""
    _worked_out: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, what: Hashable, work_out: Callable[[], Found]) -> Found:
        """Work something out of these cells for the first who asks: they stand for seconds."""
        if what not in self._worked_out:
            self._worked_out[what] = work_out()
        found: Found = self._worked_out[what]
        return found


def _mood_sums() -> list[ColumnElement[Any]]:
    """Columns of a ``Mood``: seconds seen, seconds of each emotion, whether confusion is known."""
    event = EmotionEventRow
    return [
        func.sum(event.seconds_seen),
        *_emotion_sums(event.seconds_seen),
        func.count(event.confusion),
    ]


def _emotion_sums(weight: Any) -> list[ColumnElement[Any]]:
    return [func.sum(getattr(EmotionEventRow, label) * weight) for label in EMOTIONS]


def _mood(sums: Sequence[Any] | Row[Any]) -> Mood:
    """Read a ``Mood`` out of the columns of ``_mood_sums``."""
    seen, emotions, known = sums[0], sums[1:-1], sums[-1]
    return Mood(float(seen or 0.0), tuple(float(value or 0.0) for value in emotions), known > 0)


def recent_moods(s: Session, session_id: str, now: datetime) -> dict[str, RecentMood]:
    """Read what was seen of each student in the newest seconds, the open one too if written."""
    second = now.replace(microsecond=0)
    start = second - timedelta(seconds=RECENT_S + DELAY_S - 1)
    weight = case(
        *(
            (EmotionEventRow.at >= second - timedelta(seconds=age), share)
            for age, share in enumerate(NEWEST_SHARES)
        ),
        else_=0.0,
    )
    newest = _emotion_sums(EmotionEventRow.seconds_seen * weight)
    rows = s.execute(
        select(EmotionEventRow.participant_id, *newest, *_mood_sums())
        .where(
            EmotionEventRow.session_id == session_id,
            EmotionEventRow.at >= start,
            EmotionEventRow.at <= now,
        )
        .group_by(EmotionEventRow.participant_id)
    )
    first = 1 + len(EMOTIONS)
    return {
        row[0]: RecentMood(_mood(row[first:]), tuple(float(sum_ or 0.0) for sum_ in row[1:first]))
        for row in rows
    }


def cell_end(now: datetime) -> datetime:
    """End of the newest cell whose seconds can all be in the store."""
    second = int(now.timestamp()) - DELAY_S
    return datetime.fromtimestamp(second - second % CELL_S, UTC)


def history(s: Session, session_id: str, end: datetime) -> History:
    """Read the last minutes up to ``end``."""
    starts = _starts(end)
    return History(end, starts, _cells(s, session_id, starts[0], end), whole_at=end)


def moved_on(
    s: Session, session_id: str, before: History, end: datetime, students: Collection[str]
) -> History:
    """Read the newest cells of a history anew, and keep the older ones of these students."""
    starts, since = _starts(end), before.end - timedelta(seconds=READ_AGAIN_S)
    cells = {
        student_id: {at: mood for at, mood in theirs.items() if starts[0] <= at < since}
        for student_id, theirs in before.by_student.items()
        if student_id in students
    }
    for student_id, newest in _cells(s, session_id, since, end).items():
        cells.setdefault(student_id, {}).update(newest)
    return History(end, starts, cells, before.whole_at)


def _starts(end: datetime) -> tuple[datetime, ...]:
    start = end - timedelta(seconds=WINDOW_S)
    return tuple(start + timedelta(seconds=CELL_S * i) for i in range(WINDOW_S // CELL_S))


def _cells(
    s: Session, session_id: str, start: datetime, end: datetime
) -> dict[str, dict[datetime, Mood]]:
    """Sum the seconds of start..end into cells by student, in SQL."""
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
    return by_student


class LiveHistories:
    """Keeps the newest history of a few classes, so that ten open tabs cost one query a cell."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, History] = OrderedDict()
        self._lock = Lock()

    def up_to(
        self, s: Session, session_id: str, end: datetime, students: Collection[str]
    ) -> History:
        """Return the history up to ``end``, read at most once a cell.

        ``students`` are those whose records stand: cells of others are not kept.
        """
        with self._lock:
            kept = self._kept.get(session_id)
            if kept is not None and kept.end == end:
                return kept
        if kept is not None and kept.end < end < kept.whole_at + READ_WHOLE_AFTER:
            fresh = moved_on(s, session_id, kept, end, students)
        else:
            fresh = history(s, session_id, end)
        with self._lock:
            self._kept[session_id] = fresh
            self._kept.move_to_end(session_id)
            while len(self._kept) > KEPT_HISTORIES:
                self._kept.popitem(last=False)
        return fresh
