"""The tables. Rows are read and written by the repositories beside this file only."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from classroom.domain.flagging import ENTER
from classroom.domain.retention import KEEP_DAYS


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, also on SQLite, which keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone and store the rest as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every moment back with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """All tables of the store."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    """Named constraints, so that a later migration can change them on either database."""
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a class attribute
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(),
        list[dict[str, Any]]: JSON(),
    }


class TeacherRow(Table):
    """Someone who may open the dashboard."""

    __tablename__ = "teacher"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    link_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the unused one-time link's secret; None once it has been used."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    """Argon2id; None for someone who signs in with links only."""
    admin: Mapped[bool] = mapped_column(server_default=false())
    """Sees all classes, not only their own."""


class SignInRow(Table):
    """One browser in which a teacher has signed in; without its row the cookie is worth nothing."""

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    teacher_id: Mapped[str] = mapped_column(
        ForeignKey("teacher.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]


class ClassSessionRow(Table):
    """One class, from its creation to its end."""

    __tablename__ = "class_session"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    mode: Mapped[str] = mapped_column(String(16))
    lawful_confirmed_by: Mapped[str | None] = mapped_column(String(200))
    """Who confirmed that inferring emotion is lawful there (EU AI Act, Article 5(1)(f))."""
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    """When the first student joined."""
    ended_at: Mapped[datetime | None]
    flag_from: Mapped[float] = mapped_column(server_default=str(ENTER))
    """Confusion score from which a flag is raised in this class: the teacher's sensitivity."""
    teacher_id: Mapped[str | None] = mapped_column(String(32), index=True)
    """Whose class it is; nobody's is seen by admins only.

    No foreign key: SQLite adds one by copying the table, and dropping the old one takes every row
    that hangs on a class with it.
    """
    course: Mapped[str | None] = mapped_column(String(100))
    """What the classes that are compared with each other have in common."""
    locked_at: Mapped[datetime | None]
    """Since when nobody new may join; None while the class is open."""
    keep_days: Mapped[int] = mapped_column(server_default=str(KEEP_DAYS))
    """Days after its end for which the class is kept."""
    kept_from: Mapped[datetime | None]
    """From when these days count if that is later than its end: an update, or an import."""


class ClassNoteRow(Table):
    """What the teacher wrote about a class."""

    __tablename__ = "class_note"

    session_id: Mapped[str] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    """Counts how often it was written, so that a page that is behind can tell."""
    tab: Mapped[str] = mapped_column(String(64))
    """The open page that wrote it last."""
    written_at: Mapped[datetime]


class ParticipantRow(Table):
    """A student in one class, by the name or alias they gave."""

    __tablename__ = "participant"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    camera: Mapped[bool]
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(16))
    """joined, live, paused, silent, lost or left: how the connection stands now."""
    state_since: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    """When the teacher removed them; None for a student who may be here."""


class ConsentRow(Table):
    """What a student agreed to, and when."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    given: Mapped[bool]
    text_version: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


class EmotionEventRow(Table):
    """One second of one student; writing it twice is harmless."""

    __tablename__ = "emotion_event"
    __table_args__ = (Index("ix_emotion_event_session_at", "session_id", "at"),)

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("class_session.id", ondelete="CASCADE"))
    neutral: Mapped[float | None]
    happiness: Mapped[float | None]
    surprise: Mapped[float | None]
    sadness: Mapped[float | None]
    anger: Mapped[float | None]
    disgust: Mapped[float | None]
    fear: Mapped[float | None]
    confusion: Mapped[float | None]
    seconds_seen: Mapped[float]
    frames: Mapped[int]


class ConfusionEpisodeRow(Table):
    """A flag: possible confusion, its evidence, and what the teacher said of it."""

    __tablename__ = "confusion_episode"
    __table_args__ = (Index("ix_confusion_episode_participant", "participant_id", "started_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    peak: Mapped[float]
    likelihood: Mapped[float | None]
    """Highest calibrated probability of confusion meanwhile; orders flags by strength."""
    evidence: Mapped[list[dict[str, Any]]]
    answer: Mapped[str | None] = mapped_column(String(16))
    answered_at: Mapped[datetime | None]


class SelfReportRow(Table):
    """A student's own word: "I'm lost", and when they took it back."""

    __tablename__ = "self_report"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class PulseCheckRow(Table):
    """The teacher's question "are you following?", and until when answers count."""

    __tablename__ = "pulse_check"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), index=True
    )
    asked_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    """Moved forward where the teacher ends the question early."""


class PulseAnswerRow(Table):
    """One student's answer to one pulse check; the last one given counts."""

    __tablename__ = "pulse_answer"

    pulse_check_id: Mapped[str] = mapped_column(
        ForeignKey("pulse_check.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    following: Mapped[bool]
    at: Mapped[datetime]


class TopicMarkerRow(Table):
    """The moment a topic began."""

    __tablename__ = "topic_marker"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class ConnectionEventRow(Table):
    """A change in how a student is connected, for IT and for the report's coverage."""

    __tablename__ = "connection_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


class AuditEntryRow(Table):
    """Who did what that someone may ask about later."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str | None] = mapped_column(String(64))
    details: Mapped[dict[str, Any]]
