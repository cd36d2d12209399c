"""What the teacher wants of running classes, as the live side asks for it twice a second."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from classroom.domain.flagging import ENTER
from classroom.domain.ids import ParticipantId, SessionId
from classroom.store.pulse_checks import OpenPulse, PulseChecks
from classroom.store.tables import ClassSessionRow, ParticipantRow, SelfReportRow


@dataclass(frozen=True, slots=True)
class ClassWishes:
    """What the teacher wants of one class now."""

    ended: bool
    """Ended, or deleted."""
    flag_from: float = ENTER
    pulse: OpenPulse | None = None
    lost: frozenset[ParticipantId] = frozenset()
    """Students whose "I'm lost" stands."""
    removed: frozenset[ParticipantId] = frozenset()
    """Students whom the teacher has removed."""


class Wishes:
    """Reads what the teacher has written about classes; it changes nothing."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def of(self, session_ids: Sequence[SessionId], now: datetime) -> dict[SessionId, ClassWishes]:
        """Return the wishes of each of these classes."""
        known = {
            session_id: (ended_at is not None, flag_from)
            for session_id, ended_at, flag_from in self._s.execute(
                select(
                    ClassSessionRow.id, ClassSessionRow.ended_at, ClassSessionRow.flag_from
                ).where(ClassSessionRow.id.in_(session_ids))
            )
        }
        pulses = PulseChecks(self._s).open_of(session_ids, now)
        lost, removed = self._lost(session_ids), self._removed(session_ids)
        return {
            session_id: ClassWishes(
                *known[session_id],
                pulses.get(session_id),
                frozenset(lost[session_id]),
                frozenset(removed[session_id]),
            )
            if session_id in known
            else ClassWishes(ended=True)
            for session_id in session_ids
        }

    def _lost(self, session_ids: Sequence[SessionId]) -> dict[str, set[ParticipantId]]:
        return self._by_class(
            select(SelfReportRow.session_id, SelfReportRow.participant_id).where(
                SelfReportRow.session_id.in_(session_ids), SelfReportRow.withdrawn_at.is_(None)
            )
        )

    def _removed(self, session_ids: Sequence[SessionId]) -> dict[str, set[ParticipantId]]:
        return self._by_class(
            select(ParticipantRow.session_id, ParticipantRow.id).where(
                ParticipantRow.session_id.in_(session_ids), ParticipantRow.removed_at.is_not(None)
            )
        )

    def _by_class(self, pairs: Select[str, str]) -> dict[str, set[ParticipantId]]:
        found: dict[str, set[ParticipantId]] = defaultdict(set)
        for session_id, participant_id in self._s.execute(pairs):
            found[session_id].add(ParticipantId(participant_id))
        return found
