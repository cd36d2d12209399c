"""Who asks, and what is theirs: the one place that decides which classes a request may touch."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask import g, has_request_context, session
from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from classroom.domain.ids import may_be_id
from classroom.errors import SessionNotFoundError, SignedOutError
from classroom.language import say
from classroom.store.sign_ins import SignIns
from classroom.store.tables import (
    ClassSessionRow,
    ConfusionEpisodeRow,
    ParticipantRow,
    TopicMarkerRow,
)
from dashboard.queries.live import ClassInfo, class_info

COOKIE_FIELD: Final[str] = "sign_in"

PartOfClass = type[ConfusionEpisodeRow] | type[ParticipantRow] | type[TopicMarkerRow]


@dataclass(frozen=True, slots=True)
class Viewer:
    """The teacher who asks."""

    id: str
    name: str
    admin: bool
    """Sees all classes."""

    def may_see(self) -> ColumnElement[bool]:
        """Which rows of ``class_session`` are theirs to see, as SQL says it."""
        return true() if self.admin else ClassSessionRow.teacher_id == self.id


def viewer(s: Session) -> Viewer:
    """Return who asks, looked up once a request; raises ``SignedOutError``."""
    kept = known_viewer()
    if kept is None:
        row = SignIns(s).teacher_of(session.get(COOKIE_FIELD, ""), datetime.now(UTC))
        if row is None:
            raise SignedOutError(say("Sign in first."))
        kept = g.viewer = Viewer(row.id, row.name, row.admin)
    return kept


def known_viewer() -> Viewer | None:
    """Return who asks, as far as this request has found out."""
    found: Viewer | None = g.get("viewer")
    return found


def known_name() -> str:
    """Return the name of who asks; empty where nobody does or the database is away."""
    asks = known_viewer() if has_request_context() else None
    return asks.name if asks else ""


def own_session(s: Session, session_id: str) -> ClassInfo:
    """Find one class of the one who asks.

    Raises ``SessionNotFoundError``, in the same words for a class that is another teacher's and
    for one that never was.
    """
    asks = viewer(s)
    row = s.get(ClassSessionRow, session_id) if may_be_id(session_id) else None
    if row is None or not (asks.admin or row.teacher_id == asks.id):
        raise SessionNotFoundError(say("There is no class at this address."))
    return class_info(row)


def own_part(s: Session, table: PartOfClass, row_id: str) -> ClassInfo:
    """Find the class, of the one who asks, that a flag, student or mark belongs to.

    Raises ``SessionNotFoundError`` where it is another's or there is none.
    """
    of_part = select(table.session_id).where(table.id == row_id)
    session_id = s.scalar(of_part) if may_be_id(row_id) else None
    return own_session(s, session_id or "")
