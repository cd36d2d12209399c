"""Sign-ins: which browsers may act for which teacher, until when."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from classroom.domain.ids import new_id
from classroom.store.tables import SignInRow, TeacherRow

SIGNED_IN_FOR: Final[timedelta] = timedelta(days=14)


class SignIns:
    """Reads and writes ``sign_in`` rows; the caller commits.

    A sign-in can be ended here, which a signed cookie alone cannot: it works until it expires.
    """

    def __init__(self, s: Session) -> None:
        self._s = s

    def open(self, teacher_id: str, now: datetime) -> str:
        """Sign a teacher in and return the sign-in's id; forgets those that are over."""
        self._s.execute(delete(SignInRow).where(SignInRow.at <= now - SIGNED_IN_FOR))
        row = SignInRow(id=new_id(), teacher_id=teacher_id, at=now)
        self._s.add(row)
        self._s.flush()
        return row.id

    def teacher_of(self, sign_in_id: str, now: datetime) -> TeacherRow | None:
        """Return whose sign-in this is, or None where it is over or never was."""
        return self._s.scalars(
            select(TeacherRow)
            .join(SignInRow, SignInRow.teacher_id == TeacherRow.id)
            .where(SignInRow.id == sign_in_id, SignInRow.at > now - SIGNED_IN_FOR)
        ).one_or_none()

    def end(self, sign_in_id: str) -> None:
        """End one sign-in."""
        self._s.execute(delete(SignInRow).where(SignInRow.id == sign_in_id))

    def end_all_of(self, teacher_id: str) -> None:
        """End a teacher's sign-ins in every browser."""
        self._s.execute(delete(SignInRow).where(SignInRow.teacher_id == teacher_id))
