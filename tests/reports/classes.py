"""Classes to export, and their exports as bytes."""

import io
from datetime import datetime

from sqlalchemy.orm import Session

from classroom.domain.episode import Answer
from classroom.domain.ids import ParticipantId
from classroom.domain.mode import SessionMode
from classroom.reports.kinds import Form, TableName
from classroom.reports.written import Wanted, write_report
from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import EmotionEvents
from classroom.store.episodes import Episodes
from classroom.store.pulse_checks import PulseChecks
from classroom.store.self_reports import SelfReports
from classroom.store.topics import TopicMarkers
from tests.store.rows import HAPPY, after, episode, new_participant, new_session, seen, unseen

HOSTILE_NAMES = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://evil.example","click")',
    "🦊 Foxy 🎉",
    "שלום עולם (כיתה ו׳)",
    "W" * 200,
    "</style><img src=http://evil.example/x onerror=alert(1)>",
    "+1;=cmd|' /C calc'!A0",
)
HOME = "https://class.example"


def exported(
    s: Session,
    session_id: str,
    form: Form,
    table: TableName | None = None,
    now: datetime | None = None,
) -> bytes:
    file = io.BytesIO()
    write_report(s, session_id, Wanted(form, table, home_page=HOME), file, now or after(900))
    return file.getvalue()


def end(s: Session, session_id: str, at_s: int = 600) -> str:
    ClassSessions(s).end(session_id, after(at_s))
    return session_id


def small_class(s: Session, *, ended: bool = True, title: str = "Algebra") -> str:
    """Two students: one seen and flagged, one unseen who says so; a topic and a pulse check."""
    session_id = new_session(s, title=title)
    ClassSessions(s).mark_started(session_id, after(0))
    ada, bob = (new_participant(s, session_id, name) for name in ("Ada", "Bob"))
    EmotionEvents(s).add_many(session_id, [seen(ada, n, HAPPY, confusion=0.3) for n in range(60)])
    EmotionEvents(s).add_many(session_id, [unseen(bob, n) for n in range(60)])
    flag = Episodes(s).open(session_id, episode(ada, 10, 40))
    Episodes(s).answer(flag, Answer.WRONG, after(50))
    SelfReports(s).say_lost(session_id, bob, after(30))
    TopicMarkers(s).mark(session_id, "Recursion", after(20))
    pulse = PulseChecks(s).ask(session_id, after(70))
    PulseChecks(s).answer(pulse.id, bob, False, after(75))
    return end(s, session_id) if ended else session_id


def class_of(
    s: Session, names: tuple[str, ...], mode: SessionMode = SessionMode.AFFECT
) -> tuple[str, list[ParticipantId]]:
    """A class that has ended, in which these students were seen for ten seconds and flagged."""
    session_id = new_session(s, mode)
    ClassSessions(s).mark_started(session_id, after(0))
    students = [new_participant(s, session_id, name) for name in names]
    for student in students:
        EmotionEvents(s).add_many(session_id, [seen(student, n, HAPPY) for n in range(10)])
        Episodes(s).open(session_id, episode(student, 2, 8))
        SelfReports(s).say_lost(session_id, student, after(5))
    end(s, session_id)
    return session_id, students
