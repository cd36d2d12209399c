"""The list of classes, with how many are in each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from classroom.store.tables import ClassSessionRow, ParticipantRow, TeacherRow
from dashboard.access import Viewer
from dashboard.queries.live import ClassInfo, class_info


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One line of the list."""

    session: ClassInfo
    joined: int
    present: int
    whose: str | None = None
    """The teacher's name where it is not the one who looks, empty where it is nobody's."""


def session_summaries(s: Session, viewer: Viewer) -> Sequence[SessionSummary]:
    """List the classes that a teacher may see, newest first."""
    here = func.sum(case((ParticipantRow.left_at.is_(None), 1), else_=0))
    counts = (
        select(ParticipantRow.session_id, func.count().label("joined"), here.label("present"))
        .group_by(ParticipantRow.session_id)
        .subquery()
    )
    rows = s.execute(
        select(ClassSessionRow, counts.c.joined, counts.c.present, TeacherRow.name)
        .outerjoin(counts, counts.c.session_id == ClassSessionRow.id)
        .outerjoin(TeacherRow, TeacherRow.id == ClassSessionRow.teacher_id)
        .where(viewer.may_see())
        .order_by(ClassSessionRow.created_at.desc(), ClassSessionRow.id)
    )
    return [
        SessionSummary(
            class_info(row),
            int(joined or 0),
            int(present or 0),
            None if row.teacher_id == viewer.id else name or "",
        )
        for row, joined, present, name in rows
    ]
