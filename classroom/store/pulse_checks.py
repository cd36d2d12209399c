"""Pulse checks: the teacher asks "are you following?", and students answer with one tap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from classroom.domain.ids import new_id
from classroom.errors import SessionEndedError
from classroom.language import say
from classroom.store.class_sessions import ClassSessions
from classroom.store.participants import AWAY
from classroom.store.tables import (
    ClassSessionRow,
    ConnectionEventRow,
    ParticipantRow,
    PulseAnswerRow,
    PulseCheckRow,
)
from classroom.store.upsert import upsert

OPEN_S: Final[float] = 60.0
LATE_S: Final[float] = 3.0
"""An answer tapped in time may be heard so much later, and clocks differ a little."""


@dataclass(frozen=True, slots=True)
class OpenPulse:
    """A question that students can answer now."""

    id: str
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class PulseResult:
    """What a class answered: counts, never who."""

    id: str
    asked_at: datetime
    closes_at: datetime
    asked: int
    """Students who were in class while it was open, or who answered."""
    following: int
    not_following: int

    @property
    def answered(self) -> int:
        """How many answered either way."""
        return self.following + self.not_following


class PulseChecks:
    """Reads and writes ``pulse_check`` and ``pulse_answer`` rows; the caller commits."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def ask(self, session_id: str, now: datetime) -> PulseCheckRow:
        """Open a question, or return the one that is open.

        Raises ``SessionEndedError`` for an ended class and ``SessionNotFoundError``.
        """
        self._hold(session_id)
        row = self._s.scalars(
            self._open(now).where(PulseCheckRow.session_id == session_id).limit(1)
        ).one_or_none()
        if row is None:
            closes_at = now + timedelta(seconds=OPEN_S)
            row = PulseCheckRow(
                id=new_id(), session_id=session_id, asked_at=now, closes_at=closes_at
            )
            self._s.add(row)
            self._s.flush()
        return row

    def close_open(self, session_id: str, now: datetime) -> None:
        """End a class's open question early, if there is one."""
        for pulse in self.open_of([session_id], now).values():
            self.close(pulse.id, now)

    def close(self, pulse_check_id: str, now: datetime) -> None:
        """End a question early; one that is over stays as it was."""
        self._s.execute(
            update(PulseCheckRow)
            .where(PulseCheckRow.id == pulse_check_id, PulseCheckRow.closes_at > now)
            .values(closes_at=now)
        )

    def open_of(self, session_ids: Sequence[str], now: datetime) -> dict[str, OpenPulse]:
        """Return the open question of each of these classes that has one and is still held."""
        statement = (
            self._open(now)
            .join(ClassSessionRow, ClassSessionRow.id == PulseCheckRow.session_id)
            .where(PulseCheckRow.session_id.in_(session_ids), ClassSessionRow.ended_at.is_(None))
        )
        return {
            row.session_id: OpenPulse(row.id, row.closes_at) for row in self._s.scalars(statement)
        }

    def answer(
        self, pulse_check_id: str, participant_id: str, following: bool, now: datetime
    ) -> None:
        """Note a student's answer, the last one counts; ``now`` is when they gave it.

        Nothing happens where the question is over, of another class, or the student deleted.
        """
        takes_it = (
            select(PulseCheckRow.id)
            .join(ParticipantRow, ParticipantRow.session_id == PulseCheckRow.session_id)
            .where(
                PulseCheckRow.id == pulse_check_id,
                PulseCheckRow.closes_at > now - timedelta(seconds=LATE_S),
                ParticipantRow.id == participant_id,
            )
        )
        if self._s.scalar(takes_it) is None:
            return
        row = {
            "pulse_check_id": pulse_check_id,
            "participant_id": participant_id,
            "following": following,
            "at": now,
        }
        upsert(self._s, PulseAnswerRow, [row], keys=["pulse_check_id", "participant_id"])

    def results(self, session_id: str) -> list[PulseResult]:
        """Return what a class answered to each question, oldest first, open ones included."""
        said = PulseAnswerRow.following
        statement = (
            select(
                PulseCheckRow.id,
                PulseCheckRow.asked_at,
                PulseCheckRow.closes_at,
                func.count(case((or_(said.is_not(None), _was_here()), ParticipantRow.id))),
                func.count(case((said.is_(True), ParticipantRow.id))),
                func.count(case((said.is_(False), ParticipantRow.id))),
            )
            .outerjoin(ParticipantRow, ParticipantRow.session_id == PulseCheckRow.session_id)
            .outerjoin(
                PulseAnswerRow,
                and_(
                    PulseAnswerRow.pulse_check_id == PulseCheckRow.id,
                    PulseAnswerRow.participant_id == ParticipantRow.id,
                ),
            )
            .where(PulseCheckRow.session_id == session_id)
            .group_by(PulseCheckRow.id, PulseCheckRow.asked_at, PulseCheckRow.closes_at)
            .order_by(PulseCheckRow.asked_at, PulseCheckRow.id)
        )
        return [PulseResult(*row) for row in self._s.execute(statement)]

    def _hold(self, session_id: str) -> None:
        """Lock the class's row, so that two clicks at once open one question."""
        held = self._s.scalar(
            update(ClassSessionRow)
            .where(ClassSessionRow.id == session_id, ClassSessionRow.ended_at.is_(None))
            .values(ended_at=None)
            .returning(ClassSessionRow.id)
        )
        if held is None:
            ClassSessions(self._s).by_id(session_id)
            raise SessionEndedError(say("This class has ended, so nobody is there to be asked."))

    def _open(self, now: datetime) -> Select[PulseCheckRow]:
        return (
            select(PulseCheckRow)
            .where(
                PulseCheckRow.closes_at > now,
                PulseCheckRow.asked_at <= now + timedelta(seconds=LATE_S),  # not of a later clock
            )
            .order_by(PulseCheckRow.asked_at)
        )


def _was_here() -> ColumnElement[bool]:
    """Whether a student was in class when the question opened, or came before it closed."""
    of_student = select(ConnectionEventRow.state).where(
        ConnectionEventRow.participant_id == ParticipantRow.id
    )
    state_then = (
        of_student.where(ConnectionEventRow.at <= PulseCheckRow.asked_at)
        .order_by(ConnectionEventRow.at.desc(), ConnectionEventRow.id.desc())
        .limit(1)
        .correlate(ParticipantRow, PulseCheckRow)
        .scalar_subquery()
    )
    came = (
        of_student.where(
            ConnectionEventRow.at > PulseCheckRow.asked_at,
            ConnectionEventRow.at < PulseCheckRow.closes_at,
            ConnectionEventRow.state.not_in(AWAY),
        )
        .correlate(ParticipantRow, PulseCheckRow)
        .exists()
    )
    return or_(state_then.not_in(AWAY), came)
