"""Classes: created, found by their code, started and ended."""

from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from classroom.domain.flagging import ENTER, FlagRules
from classroom.domain.ids import may_be_id, new_id, new_join_code, normalise_code
from classroom.domain.mode import SessionMode
from classroom.domain.retention import KEEP_DAYS
from classroom.errors import LawNoticeError, SessionEndedError, SessionNotFoundError
from classroom.language import say
from classroom.store.names import checked_name
from classroom.store.tables import ClassSessionRow, ConfusionEpisodeRow

LONGEST_COURSE: Final[int] = 100


class ClassSessions:
    """Reads and writes ``class_session`` rows; the caller commits."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def create(
        self,
        title: str,
        mode: SessionMode,
        lawful_confirmed_by: str | None,
        now: datetime,
        teacher_id: str | None = None,
        course: str | None = None,
        keep_days: int = KEEP_DAYS,
    ) -> ClassSessionRow:
        """Create a class with a fresh join code; without a teacher only admins see it.

        Raises ``InputError`` for an empty or too long title, for a course that is too long, and
        ``LawNoticeError`` where the mode infers emotion and nobody confirmed that this is lawful.
        """
        confirmed_by = (lawful_confirmed_by or "").strip()
        if mode.infers and not confirmed_by:
            raise LawNoticeError(
                say(
                    "Inferring students' emotions is forbidden in the EU except for medical or "
                    "safety reasons (AI Act, Article 5(1)(f)). Confirm that it is lawful where "
                    "this class is held, or create the session in self-report mode."
                )
            )
        row = ClassSessionRow(
            id=new_id(),
            code=self._free_code(),
            title=checked_name(title, say("title")),
            mode=mode.value,
            lawful_confirmed_by=checked_name(confirmed_by, say("name")) if confirmed_by else None,
            created_at=now,
            started_at=None,
            ended_at=None,
            flag_from=ENTER,
            teacher_id=teacher_id,
            course=_checked_course(course),
            locked_at=None,
            keep_days=keep_days,
            kept_from=None,
        )
        self._s.add(row)
        self._s.flush()
        return row

    def by_id(self, session_id: str) -> ClassSessionRow:
        """Return the class with this id or raise ``SessionNotFoundError``."""
        row = self._s.get(ClassSessionRow, session_id) if may_be_id(session_id) else None
        if row is None:
            raise SessionNotFoundError(say("There is no class with this id."))
        return row

    def by_code(self, code: str) -> ClassSessionRow:
        """Return the class with this join code, however it was typed, ended or not."""
        typed = normalise_code(code)
        statement = select(ClassSessionRow).where(ClassSessionRow.code == typed)
        row = self._s.scalars(statement).one_or_none() if typed.isalnum() else None
        if row is None:
            raise SessionNotFoundError(
                "There is no class with this code. Check it with your teacher."
            )
        return row

    def list_all(self) -> list[ClassSessionRow]:
        """Return all classes, newest first."""
        statement = select(ClassSessionRow).order_by(
            ClassSessionRow.created_at.desc(), ClassSessionRow.id
        )
        return list(self._s.scalars(statement))

    def mark_started(self, session_id: str, now: datetime) -> ClassSessionRow:
        """Note that the first student has joined; later calls change nothing."""
        row = self.by_id(session_id)
        if row.started_at is None:
            row.started_at = now
            self._s.flush()
        return row

    def end(self, session_id: str, now: datetime) -> ClassSessionRow:
        """End a class and its open episodes; ending it again changes nothing."""
        row = self.by_id(session_id)
        if row.ended_at is None:
            row.ended_at = now
            self._s.execute(
                update(ConfusionEpisodeRow)
                .where(
                    ConfusionEpisodeRow.session_id == session_id,
                    ConfusionEpisodeRow.ended_at.is_(None),
                )
                .values(ended_at=now)
            )
            self._s.flush()
        return row

    def set_flag_from(self, session_id: str, score: float) -> ClassSessionRow:
        """Set the score from which a class that is held raises a flag.

        Raises ``ValueError`` for a score that no flag could have.
        """
        row = self.by_id(session_id)
        if row.ended_at is None:
            row.flag_from = FlagRules(enter=score).enter
        self._s.flush()
        return row

    def set_locked(self, session_id: str, locked: bool, now: datetime) -> bool:
        """Let nobody new into a class, or everybody again; says whether anything changed.

        Raises ``SessionEndedError`` for an ended class and ``SessionNotFoundError``.
        """
        row = self.by_id(session_id)
        if row.ended_at is not None:
            raise SessionEndedError("This class has ended, so nobody can join it anyway.")
        if (row.locked_at is not None) == locked:
            return False
        row.locked_at = now if locked else None
        self._s.flush()
        return True

    def _free_code(self) -> str:
        while True:
            code = new_join_code()
            taken = select(ClassSessionRow.id).where(ClassSessionRow.code == code)
            if self._s.scalar(taken) is None:
                return code


def _checked_course(course: str | None) -> str | None:
    return (
        checked_name(course, say("course"), LONGEST_COURSE) if course and course.strip() else None
    )
