"""One student in one class that is over, as their page needs it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classroom.domain.emotion import EMOTIONS
from classroom.domain.ids import may_be_id
from classroom.domain.mode import SessionMode
from classroom.errors import SessionNotFoundError
from classroom.reports.class_record import OwnReport, own_reports_of
from classroom.store.emotion_events import EmotionEvents
from classroom.store.epoch import epoch_seconds
from classroom.store.event_sums import bucket_s
from classroom.store.flags import class_flags
from classroom.store.participants import gone_at
from classroom.store.report import ReportEpisode, episodes_of
from classroom.store.tables import ClassSessionRow, EmotionEventRow, ParticipantRow
from classroom.store.topics import Topic, TopicMarkers, topics_of
from dashboard.queries.live import ClassInfo, class_info


@dataclass(frozen=True, slots=True)
class StudentPoint:
    """What was read of the student in one stretch of time."""

    at: datetime
    seen_s: float
    known_s: float
    emotions: tuple[float, ...]
    """Seconds of each emotion; sums to ``seen_s``."""


@dataclass(frozen=True, slots=True)
class StudentPast:
    """All that a student's page shows; answers to pulse checks are promised to be counts only."""

    name: str
    joined_at: datetime
    left_at: datetime | None
    session: ClassInfo
    step: timedelta
    points: tuple[StudentPoint, ...]
    episodes: tuple[ReportEpisode, ...]
    reports: tuple[OwnReport, ...]
    topics: tuple[Topic, ...]

    @property
    def seen_s(self) -> float:
        """Seconds in which the face was seen."""
        return sum(point.seen_s for point in self.points)

    @property
    def unseen_s(self) -> float:
        """Seconds in which the camera was on and no face was seen."""
        return sum(point.known_s for point in self.points) - self.seen_s


def student_past(s: Session, session_id: str, participant_id: str, now: datetime) -> StudentPast:
    """Read one student of an ended class that shows single students.

    Raises ``SessionNotFoundError`` for everybody and everything else, unknown or hidden alike.
    """
    session = s.get(ClassSessionRow, session_id)
    student = s.get(ParticipantRow, participant_id) if may_be_id(participant_id) else None
    shown = session is not None and session.mode == SessionMode.AFFECT and session.ended_at
    if not shown or session is None or student is None or student.session_id != session_id:
        raise SessionNotFoundError("There is no student at this address.")
    _, first, last = EmotionEvents(s).extent(session_id)
    step_s = bucket_s(first, last)
    flags = class_flags(s, session_id)
    marks = TopicMarkers(s).of_session(session_id)
    return StudentPast(
        name=student.name,
        joined_at=student.joined_at,
        left_at=gone_at(student, session.ended_at),
        session=class_info(session),
        step=timedelta(seconds=step_s),
        points=_points(s, participant_id, step_s),
        episodes=tuple(
            one
            for one in episodes_of(s, session_id, flags, now)
            if one.participant == participant_id
        ),
        reports=tuple(
            one for one in own_reports_of(s, session_id) if one.participant == participant_id
        ),
        topics=topics_of(marks, flags, session.started_at, session.ended_at, now),
    )


def _points(s: Session, participant_id: str, step_s: int) -> tuple[StudentPoint, ...]:
    event = EmotionEventRow
    stretch = (epoch_seconds(event.at) // step_s).label("stretch")
    weighted = [func.sum(getattr(event, label) * event.seconds_seen) for label in EMOTIONS]
    rows = s.execute(
        select(stretch, func.sum(event.seconds_seen), func.count(), *weighted)
        .where(event.participant_id == participant_id)
        .group_by(stretch)
        .order_by(stretch)
    )
    return tuple(
        StudentPoint(
            datetime.fromtimestamp(number * step_s, UTC),
            float(seen or 0.0),
            float(known),
            tuple(float(value or 0.0) for value in emotions),
        )
        for number, seen, known, *emotions in rows
    )
