"""The list of classes, with how many are in each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from classroom.store.tables import ClassSessionRow, ParticipantRow
from dashboard.queries.live import ClassInfo, class_info


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One line of the list."""

    session: ClassInfo
    joined: int
    present: int


def session_summaries(s: Session) -> Sequence[SessionSummary]:
    """List every class, newest first."""
    here = func.sum(case((ParticipantRow.left_at.is_(None), 1), else_=0))
    counts = (
        select(ParticipantRow.session_id, func.count().label("joined"), here.label("present"))
        .group_by(ParticipantRow.session_id)
        .subquery()
    )
    rows = s.execute(
        select(ClassSessionRow, counts.c.joined, counts.c.present)
        .outerjoin(counts, counts.c.session_id == ClassSessionRow.id)
        .order_by(ClassSessionRow.created_at.desc(), ClassSessionRow.id)
    )
    return [
        SessionSummary(class_info(row), int(joined or 0), int(present or 0))
        for row, joined, present in rows
    ]
