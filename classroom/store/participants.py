"""Students of a class, what they agreed to and how they are connected."""

from datetime import datetime
from typing import Final, Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from classroom.domain.ids import new_id
from classroom.errors import DeletedError
from classroom.store.names import checked_name
from classroom.store.tables import ConnectionEventRow, ConsentRow, ParticipantRow

ConnectionState = Literal["joined", "live", "paused", "silent", "lost", "left"]
AWAY: Final[tuple[str, ...]] = ("lost", "left")
"""States of a student whom nothing reaches."""


def gone_at(row: ParticipantRow, class_ended_at: datetime | None) -> datetime | None:
    """Since when nothing reaches a student; None for one who is there, or was to the end.

    A class that ends lets everybody go, which is written a moment later.
    """
    stayed = class_ended_at is not None and row.state_since >= class_ended_at
    return row.state_since if row.state in AWAY and not stayed else None


class Participants:
    """Reads and writes ``participant`` rows with their consent; the caller commits."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def add(
        self,
        session_id: str,
        name: str,
        camera: bool,
        consent_given: bool,
        consent_version: str,
        now: datetime,
    ) -> ParticipantRow:
        """Add a student who joined; raises ``InputError`` for an empty or too long name."""
        row = ParticipantRow(
            id=new_id(),
            session_id=session_id,
            name=checked_name(name, "name"),
            camera=camera,
            joined_at=now,
            left_at=None,
            state="joined",
            state_since=now,
            removed_at=None,
        )
        self._s.add(row)
        self._s.flush()
        self._s.add(
            ConsentRow(
                participant_id=row.id, given=consent_given, text_version=consent_version, at=now
            )
        )
        self._note(row, now)
        return row

    def by_id(self, participant_id: str) -> ParticipantRow:
        """Return the student with this id or raise ``DeletedError``."""
        row = self._s.get(ParticipantRow, participant_id)
        if row is None:
            raise DeletedError("You are no longer in this class: join again by its link.")
        return row

    def of_session(self, session_id: str) -> list[ParticipantRow]:
        """Return the students of a class in the order in which they joined."""
        return list(
            self._s.scalars(
                select(ParticipantRow)
                .where(ParticipantRow.session_id == session_id)
                .order_by(ParticipantRow.joined_at, ParticipantRow.name, ParticipantRow.id)
            )
        )

    def set_state(self, participant_id: str, state: ConnectionState, now: datetime) -> None:
        """Note a change of connection; the same state again, or a deleted student, is no change."""
        row = self._s.get(ParticipantRow, participant_id)
        if row is None or row.state == state:
            return
        row.state = state
        row.state_since = now
        row.left_at = now if state == "left" else None
        self._note(row, now)

    def remove(self, session_id: str, participant_id: str, now: datetime) -> bool:
        """Shut a student out of a class, keeping their rows; says whether they were in it."""
        row = self._of(session_id, participant_id)
        if row is None or row.removed_at is not None:
            return False
        row.removed_at = now
        self.set_state(participant_id, "left", now)
        self._s.flush()
        return True

    def let_back_in(self, session_id: str, participant_id: str) -> bool:
        """Let a removed student come back by their own page; says whether anything changed."""
        row = self._of(session_id, participant_id)
        if row is None or row.removed_at is None:
            return False
        row.removed_at = None
        self._s.flush()
        return True

    def delete(self, participant_id: str) -> bool:
        """Delete a student and all rows of theirs; whether there was one."""
        statement = delete(ParticipantRow).where(ParticipantRow.id == participant_id)
        return self._s.scalar(statement.returning(ParticipantRow.id)) is not None

    def _of(self, session_id: str, participant_id: str) -> ParticipantRow | None:
        row = self._s.get(ParticipantRow, participant_id)
        return row if row is not None and row.session_id == session_id else None

    def _note(self, row: ParticipantRow, now: datetime) -> None:
        self._s.add(
            ConnectionEventRow(
                session_id=row.session_id, participant_id=row.id, state=row.state, at=now
            )
        )
        self._s.flush()
