"""A running class as the live page needs it: who is there, how they seem, whose hand is up."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.domain.attendance import seconds_there
from classroom.domain.budget import FLAGS_PER_HOUR, held_back
from classroom.domain.class_alert import ClassAlert, class_alert
from classroom.domain.mode import SessionMode
from classroom.domain.retention import KEEP_DAYS
from classroom.errors import SessionNotFoundError
from classroom.store.flags import class_flags
from classroom.store.participants import AWAY
from classroom.store.pulse_checks import PulseResult
from classroom.store.tables import ClassSessionRow, ParticipantRow
from classroom.store.topics import TopicMark, TopicMarkers
from dashboard.queries.hands import Hand, hands_of
from dashboard.queries.moods import History, LiveHistories, RecentMood, cell_end, recent_moods
from dashboard.queries.precision import FlagPrecision, OtherClasses
from dashboard.queries.pulse import NewestPulses


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
    flag_from: float
    """Confusion score from which this class raises a flag."""
    course: str | None = None
    locked_at: datetime | None = None
    """Since when nobody new may join."""
    keep_days: int = KEEP_DAYS
    """Days after its end for which it is kept."""
    kept_from: datetime | None = None
    """From when they count if that is later than its end."""


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
    removed_at: datetime | None = None
    """When the teacher removed them."""

    def was_there(self, start: datetime, end: datetime) -> float:
        """Seconds of start..end in which the student was in the class."""
        return seconds_there(self.joined_at, self.left_at, start, end)


@dataclass(frozen=True, slots=True)
class LiveView:
    """All that the live page draws, at one moment."""

    now: datetime
    session: ClassInfo
    students: tuple[Student, ...]
    """In the order in which they joined, so that nobody's tile moves."""
    recent: dict[str, RecentMood]
    history: History
    hands: tuple[Hand, ...]
    held_back: tuple[Hand, ...]
    """Weaker flags for which the hour's budget has no place."""
    precision: FlagPrecision
    alert: ClassAlert | None
    pulse: PulseResult | None
    """The newest pulse check, open or closed."""
    topics: tuple[TopicMark, ...]
    """Oldest first; the last one is what the class is at."""
    removed: tuple[Student, ...] = ()
    """Whom the teacher has removed: they have no tile and no hand."""

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
        flag_from=row.flag_from,
        course=row.course,
        locked_at=row.locked_at,
        keep_days=row.keep_days,
        kept_from=row.kept_from,
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
            ParticipantRow.removed_at,
        )
        .where(ParticipantRow.session_id == session_id)
        .order_by(ParticipantRow.joined_at, ParticipantRow.id)
    )
    return tuple(Student(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class LiveMemory:
    """What is kept between two questions of live pages, so that most of them cost little."""

    histories: LiveHistories = field(default_factory=LiveHistories)
    other_classes: OtherClasses = field(default_factory=OtherClasses)
    pulses: NewestPulses = field(default_factory=NewestPulses)


def live_view(
    s: Session,
    session_id: str,
    memory: LiveMemory,
    now: datetime,
    flags_per_hour: int = FLAGS_PER_HOUR,
) -> LiveView:
    """Read all that the live page draws; raises ``SessionNotFoundError``."""
    session = session_info(s, session_id)
    infers = session.mode.infers
    end = cell_end(now)
    everyone = students_of(s, session_id)
    history = History(end, (), {}, end)
    if infers:
        ids = {student.id for student in everyone}
        history = memory.histories.up_to(s, session_id, end, ids)
    students = tuple(student for student in everyone if student.removed_at is None)
    flags = class_flags(s, session_id)
    hands = hands_of(s, session_id, held_back(flags.flags, flags_per_hour, now), now)
    here = flags.precision(now)
    elsewhere = memory.other_classes.precision(s, session_id, now)
    return LiveView(
        now=now,
        session=session,
        students=students,
        recent=recent_moods(s, session_id, now) if infers else {},
        history=history,
        hands=hands.up,
        held_back=hands.held_back,
        precision=FlagPrecision(here, here + elsewhere),
        alert=class_alert(
            flags.hands,
            {student.id for student in students if student.state not in AWAY},
            session.started_at or now,
            now,
        ),
        pulse=memory.pulses.of(s, session_id, now),
        topics=tuple(TopicMarkers(s).of_session(session_id)),
        removed=tuple(student for student in everyone if student.removed_at is not None),
    )
