"""The newest pulse check of a class, whose answers are counted again only while they may change."""

from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.store.pulse_checks import LATE_S, PulseChecks, PulseResult
from classroom.store.tables import PulseCheckRow

SETTLED: Final[timedelta] = timedelta(seconds=LATE_S + 2)
"""So long after its end, every answer to a question is in the store."""
KEPT: Final[int] = 16


class NewestPulses:
    """Keeps the results of questions that are over."""

    def __init__(self) -> None:
        self._settled: dict[str, PulseResult] = {}
        self._lock = Lock()

    def of(self, s: Session, session_id: str, now: datetime) -> PulseResult | None:
        """Return the newest pulse check of a class with its answers so far."""
        newest = s.execute(
            select(PulseCheckRow.id, PulseCheckRow.closes_at)
            .where(PulseCheckRow.session_id == session_id)
            .order_by(PulseCheckRow.asked_at.desc())
            .limit(1)
        ).one_or_none()
        if newest is None:
            return None
        with self._lock:
            kept = self._settled.get(newest.id)
        if kept is not None:
            return kept
        results = {result.id: result for result in PulseChecks(s).results(session_id)}
        fresh = results.get(newest.id)
        if fresh is not None and fresh.closes_at + SETTLED < now:
            with self._lock:
                self._settled[fresh.id] = fresh
                while len(self._settled) > KEPT:
                    del self._settled[next(iter(self._settled))]
        return fresh
