"""What a teacher did, in the audit trail under the name of the one who asks."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from classroom.store.audit import AuditTrail
from dashboard.access import viewer


def note(s: Session, action: str, target: str, details: dict[str, Any], now: datetime) -> None:
    """Write an entry: what was done, to what, with what details, when."""
    AuditTrail(s).add(viewer(s).id, action, target, details, now)
