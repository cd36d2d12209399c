"""What the teacher writes about a class, saved as it is typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from classroom.errors import InputError
from classroom.language import say
from classroom.language.figures import number
from classroom.store.class_sessions import ClassSessions
from classroom.store.tables import ClassNoteRow

LONGEST_NOTE: Final[int] = 10_000


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it stands; version 0 was never written."""

    text: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """What writing came to; ``replaced`` is what another tab had written meanwhile."""

    version: int
    replaced: str | None


class ClassNotes:
    """Reads and writes ``class_note`` rows; the caller commits."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def of(self, session_id: str) -> Note:
        """Return the note of a class, empty where nobody wrote one."""
        row = self._s.get(ClassNoteRow, session_id)
        return Note(row.text, row.version) if row is not None else Note()

    def write(
        self, session_id: str, text: str, tab: str, known_version: int, now: datetime
    ) -> WrittenNote:
        """Write a note: the later one wins, and what it replaces is given back.

        Raises ``InputError`` for a note that is too long and ``SessionNotFoundError``.
        """
        ClassSessions(self._s).by_id(session_id)
        text = _storable(text)
        if len(text) > LONGEST_NOTE:
            most = number(LONGEST_NOTE, ",")
            raise InputError(say("The note is too long: keep it to {most} characters.", most=most))
        row = self._s.get(ClassNoteRow, session_id, with_for_update=True)
        if row is None:
            row = ClassNoteRow(session_id=session_id, text="", version=0, tab=tab, written_at=now)
            self._s.add(row)
        of_other = row.tab != tab and row.version > known_version and row.text != text
        replaced = row.text if of_other else None
        row.text, row.tab, row.written_at = text, tab[:64], now
        row.version += 1
        self._s.flush()
        return WrittenNote(row.version, replaced)


def _storable(text: str) -> str:
    """Leave out what no database takes: NUL, and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
