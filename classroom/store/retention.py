"""Ended classes whose time is over go away, with all that belongs to them, a little at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from classroom.domain.retention import GOES_NOW, due_at
from classroom.errors import SessionNotFoundError, SessionNotOverError
from classroom.language import say
from classroom.store.audit import AuditTrail
from classroom.store.engine import Store
from classroom.store.tables import ClassSessionRow, EmotionEventRow, ParticipantRow

BATCH_ROWS: Final[int] = 5_000
"""Seconds of students deleted in one transaction: some 0.1 s, in which nobody else can write."""


@dataclass(frozen=True, slots=True)
class OverdueClass:
    """An ended class whose time is over."""

    id: str
    due_at: datetime


class Retention:
    """Says how long classes are kept; the caller commits."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def overdue(self, now: datetime) -> list[OverdueClass]:
        """List the ended classes whose time is over, the longest overdue first."""
        rows = self._s.execute(
            select(
                ClassSessionRow.id,
                ClassSessionRow.ended_at,
                ClassSessionRow.kept_from,
                ClassSessionRow.keep_days,
            ).where(ClassSessionRow.ended_at <= now)
        )
        found = [OverdueClass(row[0], due_at(row[1], row[2], row[3])) for row in rows if row[1]]
        return sorted((one for one in found if one.due_at <= now), key=lambda one: one.due_at)

    def keep_for(self, session_id: str, days: int) -> bool:
        """Keep a class for so many days after its end; says whether that is new."""
        row = self._row(session_id)
        if row.keep_days in (days, GOES_NOW):
            return False
        row.keep_days = days
        self._s.flush()
        return True

    def make_due(self, session_id: str, now: datetime) -> None:
        """Let a class go now: what then interrupts its deletion only delays it.

        Raises ``SessionNotOverError`` for a class that still runs.
        """
        row = self._row(session_id)
        if row.ended_at is None:
            raise SessionNotOverError(say("This class still runs. End it first."))
        _let_go(row)
        row.ended_at = min(row.ended_at, now)
        self._s.flush()

    def _row(self, session_id: str) -> ClassSessionRow:
        row = held(self._s, session_id)
        if row is None:
            raise SessionNotFoundError("There is no class with this id.")
        return row


def forget_overdue(
    store: Store, now: datetime, actor: str, stopped: Callable[[], bool] = lambda: False
) -> list[str]:
    """Delete every class whose time is over; returns the ids of those that this call deleted.

    Two servers may do it at once: each row goes once, and one of them writes the audit entry. A
    class that the database refuses to delete raises ``DBAPIError`` once all others are gone.
    """
    with store.sessions() as s:
        overdue = Retention(s).overdue(now)
    gone: list[str] = []
    failed: DBAPIError | None = None
    for one in overdue:
        try:
            if forget(store, one.id, now, actor, stopped):
                gone.append(one.id)
        except DBAPIError as error:
            failed = failed or error
    if failed is not None:
        raise failed
    return gone


def forget(
    store: Store,
    session_id: str,
    now: datetime,
    actor: str,
    stopped: Callable[[], bool] = lambda: False,
) -> bool:
    """Delete one overdue class; whether this call was the one that did, or was stopped before."""
    more = True
    while more:
        if stopped():
            return False
        with store.sessions.begin() as s:
            more = _goes_now(s, session_id, now) and _delete_seconds(s, session_id)
    with store.sessions.begin() as s:
        gone = _goes_now(s, session_id, now) and _delete_rest(s, session_id, now, actor)
    if gone:
        store.fold_log()
    return gone


def _goes_now(s: Session, session_id: str, now: datetime) -> bool:
    """Look again, for its teacher may just have chosen to keep it; from then on nobody can."""
    row = held(s, session_id)
    if row is None or row.ended_at is None:
        return False
    if due_at(row.ended_at, row.kept_from, row.keep_days) > now:
        return False
    _let_go(row)
    return True


def _let_go(row: ClassSessionRow) -> None:
    """Mark a class as one that is being deleted."""
    row.keep_days, row.kept_from = GOES_NOW, None


def held(s: Session, session_id: str) -> ClassSessionRow | None:
    """Return a class that nobody else can change or delete before this transaction ends.

    SQLite knows no ``FOR UPDATE``: there only a write holds others off.
    """
    same = {ClassSessionRow.keep_days: ClassSessionRow.keep_days}
    s.execute(update(ClassSessionRow).where(ClassSessionRow.id == session_id).values(same))
    return s.get(ClassSessionRow, session_id, populate_existing=True)


def _delete_seconds(s: Session, session_id: str) -> bool:
    """Delete the oldest seconds, found by the index; whether more are left."""
    of_class = EmotionEventRow.session_id == session_id
    last = s.scalar(
        select(EmotionEventRow.at)
        .where(of_class)
        .order_by(EmotionEventRow.at)
        .offset(BATCH_ROWS - 1)
        .limit(1)
    )
    up_to = [EmotionEventRow.at <= last] if last is not None else []
    s.execute(delete(EmotionEventRow).where(of_class, *up_to))
    return last is not None


def _delete_rest(s: Session, session_id: str, now: datetime, actor: str) -> bool:
    """Delete the class, and by it all that hangs on it; what stays in the audit names nobody."""
    students = s.scalar(
        select(func.count())
        .where(ParticipantRow.session_id == session_id)
        .select_from(ParticipantRow)
    )
    gone: CursorResult[Any] = s.execute(  # type: ignore[assignment]  # a DELETE has a row count
        delete(ClassSessionRow).where(ClassSessionRow.id == session_id)
    )
    if gone.rowcount != 1:
        return False
    AuditTrail(s).add(actor, "session.forgotten", session_id, {"students": students or 0}, now)
    return True
