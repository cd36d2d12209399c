"""A class beside the earlier ones of its course, summed up in SQL."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Final

from sqlalchemy import Row, Select, and_, case, func, select
from sqlalchemy.orm import Session

from classroom.domain.mode import SessionMode
from classroom.domain.ratio import Estimate, ratio_of
from classroom.store.epoch import epoch_seconds
from classroom.store.participants import AWAY
from classroom.store.report import SMALLEST_GROUP
from classroom.store.tables import (
    ClassSessionRow,
    ConfusionEpisodeRow,
    EmotionEventRow,
    ParticipantRow,
    PulseAnswerRow,
    SelfReportRow,
)
from dashboard.access import Viewer

MOST_CLASSES: Final[int] = 8
KEPT: Final[int] = 64


@dataclass(frozen=True, slots=True)
class ComparedClass:
    """One class of a course; None where too few students stand behind a value."""

    id: str
    title: str
    mode: SessionMode
    at: datetime
    confused: Estimate | None
    """Share of the time seen that seemed confused."""
    hands: Estimate | None
    """Hands an hour of one student."""
    following: Estimate | None
    """Share of answers to pulse checks that were yes."""
    seen: float | None
    """Share of the cameras' time in which faces were seen: counted, not estimated."""


@dataclass(frozen=True, slots=True)
class _Student:
    present_h: float
    flags: int
    confused_s: float
    said_lost: int
    following: int
    answered: int
    seen_s: float
    known_s: float

    @property
    def hands(self) -> int:
        return self.flags + self.said_lost


def course_names(s: Session, asks: Viewer) -> list[str]:
    """List the courses of the one who asks, the one taught last first."""
    rows = s.execute(
        select(ClassSessionRow.course, func.max(ClassSessionRow.created_at).label("last"))
        .where(ClassSessionRow.course.is_not(None), asks.may_see())
        .group_by(ClassSessionRow.course)
        .order_by(func.max(ClassSessionRow.created_at).desc())
    )
    return [name for name, _ in rows if name is not None]


def classes_of_course(s: Session, session: ClassSessionRow) -> list[ClassSessionRow]:
    """Return a class and its teacher's ended ones of the same course before it, newest first."""
    if session.course is None or session.started_at is None:
        return []
    rows = s.scalars(
        select(ClassSessionRow)
        .where(
            ClassSessionRow.course.is_not(None),
            ClassSessionRow.ended_at.is_not(None),
            ClassSessionRow.teacher_id.is_not_distinct_from(session.teacher_id),
            ClassSessionRow.started_at < session.started_at,
        )
        .order_by(ClassSessionRow.started_at.desc())
    )
    same = session.course.casefold()
    earlier = [row for row in rows if row.course is not None and row.course.casefold() == same]
    return [session, *earlier]


class ComparedClasses:
    """Compares classes; what was seen in an ended one is summed up once, for it is much to read."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, int], dict[str, tuple[float, float]]] = OrderedDict()
        self._lock = Lock()

    def of(self, s: Session, classes: Sequence[ClassSessionRow]) -> list[ComparedClass]:
        """Return the newest classes as they are compared."""
        return [self._compared(s, row) for row in classes[:MOST_CLASSES]]

    def _compared(self, s: Session, row: ClassSessionRow) -> ComparedClass:
        students = self._students(s, row)
        mode = SessionMode(row.mode)
        fewest = SMALLEST_GROUP if mode is SessionMode.AGGREGATE else 1
        known_s = sum(one.known_s for one in students)
        return ComparedClass(
            id=row.id,
            title=row.title,
            mode=mode,
            at=row.started_at or row.created_at,
            confused=_ratio([(one.confused_s, one.seen_s) for one in students], fewest, 1.0),
            hands=_hands(students, fewest),
            following=ratio_of([(one.following, one.answered) for one in students], 1.0),
            seen=sum(one.seen_s for one in students) / known_s if known_s else None,
        )

    def _students(self, s: Session, row: ClassSessionRow) -> list[_Student]:
        rows = s.execute(_of_each_student(row)).all()
        seen = self._seen_of(s, row.id, len(rows)) if SessionMode(row.mode).infers else {}
        return [_student(values, *seen.get(values[0], (0.0, 0.0))) for values in rows]

    def _seen_of(self, s: Session, session_id: str, joined: int) -> dict[str, tuple[float, float]]:
        """Seconds seen and known of each student; a student who is deleted makes them anew."""
        key = session_id, joined
        with self._lock:
            kept = self._seen.get(key)
        if kept is not None:
            return kept
        event = EmotionEventRow
        fresh = {
            participant_id: (float(seen), float(known))
            for participant_id, seen, known in s.execute(
                select(event.participant_id, func.sum(event.seconds_seen), func.count())
                .where(event.session_id == session_id)
                .group_by(event.participant_id)
            )
        }
        with self._lock:
            self._seen[key] = fresh
            while len(self._seen) > KEPT:
                self._seen.popitem(last=False)
        return fresh


def _student(row: Row[Any], seen_s: float, known_s: float) -> _Student:
    return _Student(
        present_h=max(0.0, float(row.present or 0)) / 3600,
        flags=row.flags,
        confused_s=float(row.confused_s or 0),
        said_lost=row.said_lost,
        following=int(row.following or 0),
        answered=row.answered,
        seen_s=seen_s,
        known_s=known_s,
    )


def _of_each_student(row: ClassSessionRow) -> Select[Any]:
    """Select what each student of a class did, a row a student."""
    student, episode, answer = ParticipantRow, ConfusionEpisodeRow, PulseAnswerRow
    # What ``gone_at`` says of a row, in SQL.
    gone = and_(student.state.in_(AWAY), student.state_since < row.ended_at)
    left = case((gone, student.state_since), else_=row.ended_at)
    until = func.coalesce(episode.ended_at, row.ended_at)
    lasted = epoch_seconds(until) - epoch_seconds(episode.started_at)
    flags = select(func.count()).where(episode.participant_id == student.id)
    confused = select(func.sum(lasted)).where(episode.participant_id == student.id)
    words = select(func.count()).where(SelfReportRow.participant_id == student.id)
    answers = select(func.count()).where(answer.participant_id == student.id)
    if SessionMode(row.mode) is SessionMode.AGGREGATE:
        many = func.count() >= SMALLEST_GROUP
        shown = select(answer.pulse_check_id).group_by(answer.pulse_check_id).having(many)
        answers = answers.where(answer.pulse_check_id.in_(shown))
    yes = answers.where(answer.following)
    return select(
        student.id,
        (epoch_seconds(left) - epoch_seconds(student.joined_at)).label("present"),
        flags.scalar_subquery().label("flags"),
        confused.scalar_subquery().label("confused_s"),
        words.scalar_subquery().label("said_lost"),
        yes.scalar_subquery().label("following"),
        answers.scalar_subquery().label("answered"),
    ).where(student.session_id == row.id)


def _hands(students: Sequence[_Student], fewest: int) -> Estimate | None:
    """Hidden where either kind of hand is: the other one, taken from both, would tell it."""
    kinds = [sum(one.flags > 0 for one in students), sum(one.said_lost > 0 for one in students)]
    if any(0 < raised < fewest for raised in kinds):
        return None
    return ratio_of([(one.hands, one.present_h) for one in students])


def _ratio(
    pairs: Sequence[tuple[float, float]], fewest: int, highest: float | None = None
) -> Estimate | None:
    """Estimate a ratio, hidden where somebody, but fewer than may be shown, stand behind it."""
    behind = sum(done > 0 for done, _ in pairs)
    return None if 0 < behind < fewest else ratio_of(pairs, highest)
