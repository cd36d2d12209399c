"""Teachers: by what name and password, or by which one-time link, they may open the dashboard."""

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from classroom.domain.ids import new_id
from classroom.errors import InputError, TeacherNotFoundError
from classroom.store.names import checked_name
from classroom.store.sign_ins import SignIns
from classroom.store.tables import ClassSessionRow, TeacherRow

FIRST_NAME: Final[str] = "Teacher"


class Teachers:
    """Reads and writes ``teacher`` rows; the caller commits.

    Only hashes of passwords and of links' secrets are kept: who reads the database cannot sign in.
    """

    def __init__(self, s: Session) -> None:
        self._s = s

    def add(self, name: str, password_hash: str | None, admin: bool, now: datetime) -> TeacherRow:
        """Add a teacher; raises ``InputError`` for a name that is bad or taken."""
        row = TeacherRow(
            id=new_id(),
            name=self.check_free(name),
            created_at=now,
            link_hash=None,
            password_hash=password_hash,
            admin=admin,
        )
        self._s.add(row)
        self._s.flush()
        return row

    def check_free(self, name: str) -> str:
        """Return a name as it is kept; raises ``InputError`` for one that is bad or taken."""
        name = checked_name(name, "name")
        if self.find(name) is not None:
            raise InputError(f"There is a teacher called {name} already: choose another name.")
        return name

    def list_all(self) -> Sequence[TeacherRow]:
        """Return all teachers, the first one first."""
        statement = select(TeacherRow).order_by(TeacherRow.created_at, TeacherRow.id)
        return self._s.scalars(statement).all()

    def find(self, name: str) -> TeacherRow | None:
        """Return the teacher of this name, however its letters and spaces were typed."""
        key = name_key(name)
        return next((row for row in self.list_all() if name_key(row.name) == key), None)

    def by_name(self, name: str) -> TeacherRow:
        """Return the teacher of this name or raise ``TeacherNotFoundError``."""
        row = self.find(name)
        if row is None:
            raise TeacherNotFoundError(
                f"There is no teacher called {name}: `classroom teacher list` says who there is."
            )
        return row

    def only(self) -> TeacherRow | None:
        """Return the teacher of a school that has but one."""
        rows = self.list_all()
        return rows[0] if len(rows) == 1 else None

    def owner(self, name: str | None) -> TeacherRow | None:
        """Return whose a new class is: the named teacher's, else the only one's, else nobody's."""
        return self.by_name(name) if name else self.only()

    def set_password(self, teacher: TeacherRow, password_hash: str) -> None:
        """Change a password; whoever had got in, or held an unused link, is out."""
        teacher.password_hash = password_hash
        teacher.link_hash = None
        SignIns(self._s).end_all_of(teacher.id)
        self._s.flush()

    def keep_hash(self, teacher_id: str, password_hash: str) -> None:
        """Keep a stronger hash of the same password."""
        self._s.execute(
            update(TeacherRow)
            .where(TeacherRow.id == teacher_id)
            .values(password_hash=password_hash)
        )

    def remove(self, teacher: TeacherRow) -> int:
        """Remove a teacher and their sign-ins; returns how many classes are nobody's now."""
        left = self._s.scalars(
            update(ClassSessionRow)
            .where(ClassSessionRow.teacher_id == teacher.id)
            .values(teacher_id=None)
            .returning(ClassSessionRow.id)
        ).all()
        self._s.delete(teacher)
        self._s.flush()
        return len(left)

    def ensure_first(self, now: datetime) -> tuple[TeacherRow, str | None]:
        """Return the first admin, and a one-time secret where they had to be created."""
        row = next((row for row in self.list_all() if row.admin), None)
        if row is not None:
            return row, None
        row = self.add(self._free_name(), None, admin=True, now=now)
        return row, self.new_link_of(row)

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
        """Return the secret of a fresh one-time link of the first admin."""
        row, secret = self.ensure_first(now)
        return secret or self.new_link_of(row)

    def new_link_of(self, teacher: TeacherRow) -> str:
        """Return the secret of a teacher's fresh one-time link, which replaces an unused one."""
        secret = secrets.token_urlsafe(32)
        teacher.link_hash = _hash(secret)
        self._s.flush()
        return secret

    def _free_name(self) -> str:
        number = 1
        while self.find(name := FIRST_NAME if number == 1 else f"{FIRST_NAME} {number}"):
            number += 1
        return name


def name_key(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
