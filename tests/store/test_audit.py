"""The audit trail."""

from sqlalchemy.orm import Session

from classroom.store.audit import AuditTrail
from tests.store.rows import after


def test_entries_come_back_newest_first(s: Session) -> None:
    AuditTrail(s).add("teacher", "session.created", "a" * 32, {"mode": "affect"}, after(0))
    AuditTrail(s).add("teacher", "session.ended", "a" * 32, {}, after(60))
    entries = AuditTrail(s).list_all()
    assert [(e.action, e.details) for e in entries] == [
        ("session.ended", {}),
        ("session.created", {"mode": "affect"}),
    ]
