"""Confusion episodes and what the teacher said of them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from classroom.domain.episode import Answer, Episode, Evidence
from classroom.domain.ids import new_id
from classroom.store.emotion_events import EmotionEvents
from classroom.store.tables import ConfusionEpisodeRow
from classroom.store.upsert import upsert


class Episodes:
    """Reads and writes ``confusion_episode`` rows; the caller commits."""

    def __init__(self, s: Session) -> None:
        self._s = s

    def open(self, session_id: str, episode: Episode) -> str:
        """Add an episode and return its id."""
        episode_id = new_id()
        self.save(session_id, episode_id, episode)
        return episode_id

    def save(self, session_id: str, episode_id: str, episode: Episode) -> None:
        """Write an episode as it stands under this id, new or known; an answer stays."""
        row = {
            "id": episode_id,
            "session_id": session_id,
            "participant_id": episode.participant_id,
            "started_at": episode.started_at,
            **_changing(episode),
        }
        upsert(self._s, ConfusionEpisodeRow, [row], keys=["id"])

    def update(self, episode_id: str, episode: Episode) -> None:
        """Write how an episode stands now; nothing happens where it was deleted."""
        self._s.execute(
            update(ConfusionEpisodeRow)
            .where(ConfusionEpisodeRow.id == episode_id)
            .values(**_changing(episode))
        )

    def close(self, episode_id: str, episode: Episode) -> None:
        """Write how an episode ended."""
        if episode.ended_at is None:
            raise ValueError("a closed episode has an end")
        self.update(episode_id, episode)

    def close_left_open(self, now: datetime) -> None:
        """End every episode that a killed server left open, when its student was last known of."""
        open_ones = select(ConfusionEpisodeRow).where(ConfusionEpisodeRow.ended_at.is_(None))
        for row in self._s.scalars(open_ones):
            known = EmotionEvents(self._s).last_known(row.session_id, row.participant_id)
            row.ended_at = min(max(known or row.started_at, row.started_at), now)
        self._s.flush()

    def of_session(self, session_id: str) -> list[ConfusionEpisodeRow]:
        """Return the episodes of a class, oldest first."""
        return list(
            self._s.scalars(
                select(ConfusionEpisodeRow)
                .where(ConfusionEpisodeRow.session_id == session_id)
                .order_by(ConfusionEpisodeRow.started_at, ConfusionEpisodeRow.id)
            )
        )

    def answer(self, episode_id: str, answer: Answer, now: datetime) -> None:
        """Write what the teacher says of an episode; a later answer replaces an earlier one."""
        self._s.execute(
            update(ConfusionEpisodeRow)
            .where(ConfusionEpisodeRow.id == episode_id)
            .values(answer=answer.value, answered_at=now)
        )

    def take_back_answer(self, episode_id: str) -> None:
        """Forget what the teacher said of an episode: it was a slip."""
        self._s.execute(
            update(ConfusionEpisodeRow)
            .where(ConfusionEpisodeRow.id == episode_id)
            .values(answer=None, answered_at=None)
        )


def evidence_of(row: ConfusionEpisodeRow) -> tuple[Evidence, ...]:
    """Return the evidence of a stored episode as value objects."""
    return tuple(Evidence(**item) for item in row.evidence)


def _changing(episode: Episode) -> dict[str, Any]:
    return {
        "ended_at": episode.ended_at,
        "peak": episode.peak,
        "likelihood": episode.likelihood,
        "evidence": [asdict(item) for item in episode.evidence],
    }
