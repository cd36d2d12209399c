"""What students say themselves: "I'm lost", and that they follow again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.domain.ids import new_id
from classroom.store.tables import SelfReportRow


class SelfReports:
    """Reads and writes ``self_report`` rows; the caller commits."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def say_lost(self, session_id: str, participant_id: str, now: datetime) -> SelfReportRow:
        """Note that a student is lost; said again while it stands, it is the same report."""
        standing = self._standing(participant_id)
        if standing:
            return standing[0]
        row = SelfReportRow(
            id=new_id(),
            session_id=session_id,
            participant_id=participant_id,
            kind="lost",
            at=now,
            withdrawn_at=None,
        )
        self._s.add(row)
        self._s.flush()
        return row

    def take_back(self, participant_id: str, now: datetime) -> None:
        """Note that a student follows again."""
        for row in self._standing(participant_id):
            row.withdrawn_at = now
        self._s.flush()

    def open_of_session(self, session_id: str) -> list[SelfReportRow]:
        """Return the reports of a class that still stand, oldest first."""
        return [row for row in self.of_session(session_id) if row.withdrawn_at is None]

    def of_session(self, session_id: str) -> list[SelfReportRow]:
        """Return all reports of a class, oldest first."""
        return list(
            self._s.scalars(
                select(SelfReportRow)
                .where(SelfReportRow.session_id == session_id)
                .order_by(SelfReportRow.at, SelfReportRow.id)
            )
        )

    def _standing(self, participant_id: str) -> list[SelfReportRow]:
        return list(
            self._s.scalars(
                select(SelfReportRow).where(
                    SelfReportRow.participant_id == participant_id,
                    SelfReportRow.withdrawn_at.is_(None),
                )
            )
        )
