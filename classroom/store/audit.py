"""Who did what that someone may ask about later."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.store.tables import AuditEntryRow


class AuditTrail:
    """Writes ``audit_entry`` rows, which are never changed; the caller commits."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def add(
        self,
        actor: str,
        action: str,
        subject: str | None,
        details: Mapping[str, Any],
        now: datetime,
    ) -> None:
        """Note that ``actor`` did ``action`` to ``subject`` (an id, never a name)."""
        self._s.add(
            AuditEntryRow(
                at=now, actor=actor, action=action, subject=subject, details=dict(details)
            )
        )
        self._s.flush()

    def list_all(self) -> list[AuditEntryRow]:
        """Return all entries, newest first."""
        statement = select(AuditEntryRow).order_by(AuditEntryRow.at.desc(), AuditEntryRow.id.desc())
        return list(self._s.scalars(statement))
