"""What a class was like, as one value: the report of both the command and the dashboard."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from classroom.domain.episode import Answer, Evidence
from classroom.domain.mode import SessionMode
from classroom.domain.precision import Precision
from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import ParticipantTotals, TimelinePoint
from classroom.store.episodes import Episodes, evidence_of
from classroom.store.event_sums import EventSums, SumsOfClasses
from classroom.store.flags import ClassFlags, class_flags
from classroom.store.participants import Participants
from classroom.store.pulse_checks import PulseChecks, PulseResult
from classroom.store.self_reports import SelfReports
from classroom.store.tables import ClassSessionRow
from classroom.store.topics import Topic, TopicMarkers, topics_of

SMALLEST_GROUP: Final[int] = 5
"""Groups under five are hidden where no individual may be shown (DESIGN.md section 6)."""


@dataclass(frozen=True, slots=True)
class ReportSession:
    """Which class the report is about."""

    id: str
    title: str
    mode: str
    started_at: datetime | None
    ended_at: datetime | None
    course: str | None = None


@dataclass(frozen=True, slots=True)
class ReportParticipant:
    """One student over the class; ``emotions`` is empty for one who was never seen."""

    id: str
    name: str
    seconds_seen: float
    seconds_unseen: float
    emotions: dict[str, float]
    confusion_episodes: int
    self_reports: int


@dataclass(frozen=True, slots=True)
class ReportPoint:
    """The class in one stretch of time; ``emotions`` is empty where none may be shown."""

    at: datetime
    students_seen: int
    emotions: dict[str, float]
    confused: int | None
    seconds_seen: float
    """For how long students were seen, summed over all; what shares are made of, and no export."""


@dataclass(frozen=True, slots=True)
class ReportEpisode:
    """One flag; ``participant`` is the student's id."""

    participant: str
    started_at: datetime
    ended_at: datetime | None
    peak: float
    evidence: tuple[Evidence, ...]
    answer: str | None
    likelihood: float | None = None
    right: bool | None = None
    """Whether the student's "I'm lost", or else the teacher's answer, bears it out."""

    @property
    def student_bore_it_out(self) -> bool:
        """Whether it was the student's own word, and not the teacher's, that bears it out."""
        teacher_said = Answer(self.answer).verdict if self.answer else None
        return bool(self.right and not teacher_said)


@dataclass(frozen=True, slots=True)
class ReportPrecision:
    """Of the flags of which somebody said so, how many were right; a 95 % interval of the share."""

    right: int
    known: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ReportPulse:
    """What the class said to "are you following?"; None where too few answered to be shown."""

    at: datetime
    answered: int
    following: int | None
    not_following: int | None
    students: int
    """Students who were in class then."""


@dataclass(frozen=True, slots=True)
class Report:
    """A class as DESIGN.md section 5 gives it."""

    session: ReportSession
    participants: tuple[ReportParticipant, ...]
    timeline: tuple[ReportPoint, ...]
    episodes: tuple[ReportEpisode, ...]
    topics: tuple[Topic, ...]
    pulse_checks: tuple[ReportPulse, ...]
    precision: ReportPrecision | None
    """None where nothing of single students may be shown."""
    events: int

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values: times in ISO 8601 UTC, numbers rounded to what they mean."""
        plain: dict[str, Any] = _plain(asdict(self))
        for point in plain["timeline"]:
            del point["seconds_seen"]
        return plain


def build_report(
    s: Session,
    session_id: str,
    now: datetime | None = None,
    sums_of_classes: SumsOfClasses | None = None,
) -> Report:
    """Sum up a class, ended or not; raises ``SessionNotFoundError``.

    In aggregate mode no student appears, and no emotion or answer of fewer than five. Who builds
    reports again and again passes ``sums_of_classes``, which remembers.
    """
    session = ClassSessions(s).by_id(session_id)
    now = now or datetime.now(UTC)
    hides_individuals = session.mode == SessionMode.AGGREGATE
    at_least = SMALLEST_GROUP if hides_individuals else 1
    flags = class_flags(s, session_id)
    sums = (sums_of_classes or SumsOfClasses()).of(s, session_id, at_least, session.ended_at, now)
    marks = TopicMarkers(s).of_session(session_id)
    return Report(
        session=_session(session),
        participants=() if hides_individuals else _participants(s, session_id, sums),
        timeline=tuple(_point(point) for point in sums.points),
        episodes=() if hides_individuals else episodes_of(s, session_id, flags, now),
        topics=topics_of(marks, flags, session.started_at, session.ended_at, now, at_least),
        pulse_checks=tuple(
            _pulse(one, hides_few=hides_individuals) for one in PulseChecks(s).results(session_id)
        ),
        precision=None if hides_individuals else _precision(flags.precision(now)),
        events=sums.events,
    )


def _session(row: ClassSessionRow) -> ReportSession:
    return ReportSession(row.id, row.title, row.mode, row.started_at, row.ended_at, row.course)


def _participants(s: Session, session_id: str, sums: EventSums) -> tuple[ReportParticipant, ...]:
    flags = Counter(row.participant_id for row in Episodes(s).of_session(session_id))
    words = Counter(row.participant_id for row in SelfReports(s).of_session(session_id))
    return tuple(
        _participant(row.id, row.name, sums.totals.get(row.id), flags[row.id], words[row.id])
        for row in Participants(s).of_session(session_id)
    )


def _participant(
    participant_id: str, name: str, totals: ParticipantTotals | None, episodes: int, reports: int
) -> ReportParticipant:
    return ReportParticipant(
        id=participant_id,
        name=name,
        seconds_seen=totals.seconds_seen if totals else 0.0,
        seconds_unseen=totals.seconds_unseen if totals else 0.0,
        emotions=(totals.emotions if totals else None) or {},
        confusion_episodes=episodes,
        self_reports=reports,
    )


def _point(point: TimelinePoint) -> ReportPoint:
    return ReportPoint(
        point.at, point.students_seen, point.emotions or {}, point.confused, point.seconds_seen
    )


def _pulse(result: PulseResult, *, hides_few: bool) -> ReportPulse:
    shown = not hides_few or result.answered >= SMALLEST_GROUP
    return ReportPulse(
        at=result.asked_at,
        answered=result.answered,
        following=result.following if shown else None,
        not_following=result.not_following if shown else None,
        students=result.asked,
    )


def _precision(precision: Precision) -> ReportPrecision:
    return ReportPrecision(precision.right, precision.known, *precision.interval())


def episodes_of(
    s: Session, session_id: str, flags: ClassFlags, now: datetime
) -> tuple[ReportEpisode, ...]:
    """Return the flags of a class as reports give them, oldest first."""
    verdicts = flags.verdicts(now)
    return tuple(
        ReportEpisode(
            participant=row.participant_id,
            started_at=row.started_at,
            ended_at=row.ended_at,
            peak=row.peak,
            evidence=evidence_of(row),
            answer=row.answer,
            likelihood=row.likelihood,
            right=verdicts.get(row.id),
        )
        for row in Episodes(s).of_session(session_id)
    )


def _plain(value: Any, digits: int = 4) -> Any:
    """Turn dataclass contents into JSON values."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case float():
            return round(value, digits)
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value
