"""What every export is written from, read once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from classroom.domain.attendance import seconds_there
from classroom.domain.mode import SessionMode
from classroom.store.class_sessions import ClassSessions
from classroom.store.participants import Participants, gone_at
from classroom.store.report import Report, build_report
from classroom.store.self_reports import SelfReports


@dataclass(frozen=True, slots=True)
class Attendance:
    """From when to when one student was in class; ``gone_at`` is None for one who stayed."""

    participant: str
    joined_at: datetime
    gone_at: datetime | None
    was_lost: bool = False
    """Whether the connection was lost and never came back: after that they are unseen."""

    def was_there(self, start: datetime, end: datetime) -> float:
        """Seconds of start..end in which the student was in the class."""
        return seconds_there(self.joined_at, None if self.was_lost else self.gone_at, start, end)


@dataclass(frozen=True, slots=True)
class OwnReport:
    """An "I'm lost": who said it, when, and when it ended: they followed again, or were helped."""

    id: str
    participant: str
    at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """The report of a class, and who was there when."""

    report: Report
    created_at: datetime
    attendance: tuple[Attendance, ...]
    """In class-only sessions too, where it may be counted and never shown."""
    own_reports: tuple[OwnReport, ...]
    """Empty where nothing of single students may be shown."""
    now: datetime

    @property
    def mode(self) -> SessionMode:
        """How much was inferred and may be shown."""
        return SessionMode(self.report.session.mode)

    @property
    def shows_people(self) -> bool:
        """Whether single students may be shown."""
        return self.mode is not SessionMode.AGGREGATE

    @property
    def is_running(self) -> bool:
        """Whether the class has not ended, so that all of this may change."""
        return self.report.session.ended_at is None

    @property
    def began(self) -> datetime:
        """When the first student joined, or the class was created."""
        return self.report.session.started_at or self.created_at

    @property
    def until(self) -> datetime:
        """Up to when this record knows the class."""
        return self.report.session.ended_at or self.now


def read_class(s: Session, session_id: str, now: datetime) -> ClassRecord:
    """Read a class, ended or not; raises ``SessionNotFoundError``."""
    report = build_report(s, session_id, now)
    shows_people = report.session.mode != SessionMode.AGGREGATE
    return ClassRecord(
        report=report,
        created_at=ClassSessions(s).by_id(session_id).created_at,
        attendance=tuple(
            Attendance(
                row.id,
                row.joined_at,
                gone_at(row, report.session.ended_at),
                was_lost=row.state == "lost",
            )
            for row in Participants(s).of_session(session_id)
        ),
        own_reports=own_reports_of(s, session_id) if shows_people else (),
        now=now,
    )


def own_reports_of(s: Session, session_id: str) -> tuple[OwnReport, ...]:
    """Return what the students of a class said, oldest first."""
    return tuple(
        OwnReport(row.id, row.participant_id, row.at, row.withdrawn_at)
        for row in SelfReports(s).of_session(session_id)
    )
