"""The teacher and their one-time link."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from classroom.domain.ids import new_id
from classroom.store.tables import TeacherRow


class Teachers:
    """Reads and writes ``teacher`` rows; the caller commits.

    Only the hash of a link's secret is kept: who reads the database cannot sign in with it.
    """

    def __init__(self, s: Session) -> None:
        self._s = s

    def ensure_first(self, now: datetime) -> tuple[TeacherRow, str | None]:
        """Return the teacher, and a one-time secret where they had to be created."""
        row = self._first()
        if row is not None:
            return row, None
        secret = secrets.token_urlsafe(32)
        row = TeacherRow(id=new_id(), name="Teacher", created_at=now, link_hash=_hash(secret))
        self._s.add(row)
        self._s.flush()
        return row, secret

    def redeem(self, secret: str, now: datetime) -> TeacherRow | None:
        """Return the teacher whose unused link has this secret and use the link up."""
        statement = (
            update(TeacherRow)
            .where(TeacherRow.link_hash == _hash(secret))
            .values(link_hash=None)
            .returning(TeacherRow)
        )
        return self._s.scalars(statement).one_or_none()

    def new_link(self, now: datetime) -> str:
        """Return the secret of a fresh one-time link, which replaces an unused one."""
        row, secret = self.ensure_first(now)
        if secret is None:
            secret = secrets.token_urlsafe(32)
            row.link_hash = _hash(secret)
            self._s.flush()
        return secret

    def by_id(self, teacher_id: str) -> TeacherRow | None:
        """Return the teacher with this id, if there still is one."""
        return self._s.get(TeacherRow, teacher_id)

    def _first(self) -> TeacherRow | None:
        return self._s.scalars(
            select(TeacherRow).order_by(TeacherRow.created_at, TeacherRow.id).limit(1)
        ).one_or_none()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
