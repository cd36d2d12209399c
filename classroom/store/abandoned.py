"""Classes that their teacher forgot to end are ended, so that their days can begin to count."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from classroom.store.audit import AuditTrail
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.retention import held
from classroom.store.tables import (
    ClassSessionRow,
    EmotionEventRow,
    ParticipantRow,
    PulseCheckRow,
    SelfReportRow,
    TopicMarkerRow,
)

ABANDONED_AFTER: Final = timedelta(days=14)
"""Since the last sign of life: a link that is used every week goes on, also after a week off."""

SIGNS_OF_LIFE: Final[Sequence[tuple[Any, InstrumentedAttribute[datetime]]]] = (
    (EmotionEventRow.session_id, EmotionEventRow.at),
    (ParticipantRow.session_id, ParticipantRow.state_since),
    (SelfReportRow.session_id, SelfReportRow.at),
    (PulseCheckRow.session_id, PulseCheckRow.asked_at),
    (TopicMarkerRow.session_id, TopicMarkerRow.at),
)


def end_abandoned(store: Store, now: datetime, actor: str) -> list[str]:
    """End each class that showed no life for two weeks, as of its last sign; returns their ids.

    Its days count from now on, so that none goes before its teacher could see it. A class that no
    student has joined stays open: there is nothing in it to protect.
    """
    since = now - ABANDONED_AFTER
    with store.sessions() as s:
        quiet = [one for one in _running(s) if _quiet_since(s, one, since)]
    ended = []
    for session_id in quiet:
        with store.sessions.begin() as s:
            if _end(s, session_id, now, actor):
                ended.append(session_id)
    return ended


def _running(s: Session) -> Sequence[str]:
    has_begun = ClassSessionRow.started_at.is_not(None)
    return s.scalars(
        select(ClassSessionRow.id).where(ClassSessionRow.ended_at.is_(None), has_begun)
    ).all()


def _end(s: Session, session_id: str, now: datetime, actor: str) -> bool:
    """End a class unless another server just did, or a student came back."""
    row = held(s, session_id)
    last_sign = _quiet_since(s, session_id, now - ABANDONED_AFTER)
    if row is None or row.ended_at is not None or last_sign is None:
        return False
    row.kept_from = now
    ClassSessions(s).end(session_id, last_sign)
    AuditTrail(s).add(actor, "session.ended", session_id, {"abandoned": True}, now)
    return True


def _quiet_since(s: Session, session_id: str, since: datetime) -> datetime | None:
    """Return the last sign of life of a class that showed none after ``since``, else None."""
    last_sign = _last_sign(s, session_id)
    return last_sign if last_sign is not None and last_sign <= since else None


def _last_sign(s: Session, session_id: str) -> datetime | None:
    """Return when something last happened in a class; None for one that has not begun, or gone."""
    signs = [
        s.scalar(select(func.max(at)).where(of_class == session_id))
        for of_class, at in SIGNS_OF_LIFE
    ]
    begun = s.scalar(select(ClassSessionRow.started_at).where(ClassSessionRow.id == session_id))
    return max((sign for sign in (*signs, begun) if sign is not None), default=None)
