"""Raised hands: what the detector suspects and what students say themselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from classroom.domain.episode import Answer
from classroom.store.tables import ConfusionEpisodeRow, ParticipantRow, SelfReportRow

ANSWERABLE_FOR: Final[timedelta] = timedelta(minutes=5)
"""How long a flag that has passed still waits for the teacher's answer."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One raised hand, by the student (``said``) or by the detector."""

    id: str
    participant_id: str
    name: str
    said: bool
    since: datetime
    ended_at: datetime | None = None
    peak: float = 0.0
    evidence: tuple[str, ...] = ()
    seen_share: float | None = None
    later: bool = False
    times: int = 1
    """How many times this student has raised this kind of hand in this class."""

    @property
    def is_up(self) -> bool:
        """Whether it still holds; a flag that has passed only waits for an answer."""
        return self.ended_at is None


def hands_of(s: Session, session_id: str, now: datetime) -> tuple[Hand, ...]:
    """List hands in the order in which they went up, those put off until later last."""
    hands = [*_self_reports(s, session_id), *_episodes(s, session_id, now)]
    return tuple(sorted(hands, key=lambda hand: (hand.later, hand.since, hand.id)))


def _self_reports(s: Session, session_id: str) -> list[Hand]:
    rows = s.execute(
        select(SelfReportRow, ParticipantRow.name)
        .join(ParticipantRow, ParticipantRow.id == SelfReportRow.participant_id)
        .where(
            SelfReportRow.session_id == session_id,
            SelfReportRow.withdrawn_at.is_(None),
            ParticipantRow.left_at.is_(None),
        )
    ).all()
    if not rows:
        return []
    counts = s.execute(
        select(SelfReportRow.participant_id, func.count())
        .where(SelfReportRow.session_id == session_id)
        .group_by(SelfReportRow.participant_id)
    )
    times: dict[str, int] = {row[0]: row[1] for row in counts}
    return [
        Hand(
            id=row.id,
            participant_id=row.participant_id,
            name=name,
            said=True,
            since=row.at,
            times=times[row.participant_id],
        )
        for row, name in rows
    ]


def _episodes(s: Session, session_id: str, now: datetime) -> list[Hand]:
    episode = ConfusionEpisodeRow
    rows = s.execute(
        select(episode, ParticipantRow.name)
        .join(ParticipantRow, ParticipantRow.id == episode.participant_id)
        .where(
            episode.session_id == session_id,
            or_(episode.ended_at.is_(None), episode.ended_at >= now - ANSWERABLE_FOR),
            or_(episode.answer.is_(None), episode.answer == Answer.LATER),
        )
    )
    return [_flag(row, name) for row, name in rows]


def _flag(row: ConfusionEpisodeRow, name: str) -> Hand:
    evidence: list[dict[str, Any]] = row.evidence or []
    shares = [float(item["seen_share"]) for item in evidence if "seen_share" in item]
    return Hand(
        id=row.id,
        participant_id=row.participant_id,
        name=name,
        said=False,
        since=row.started_at,
        ended_at=row.ended_at,
        peak=row.peak,
        evidence=tuple(str(item.get("text", "")) for item in evidence if item.get("text")),
        seen_share=min(shares) if shares else None,
        later=row.answer == Answer.LATER,
    )


def flags_answered(s: Session) -> tuple[int, int]:
    """Count flags that the teacher called right, and all that were answered, over all classes."""
    rows = s.execute(
        select(ConfusionEpisodeRow.answer, func.count())
        .where(ConfusionEpisodeRow.answer.in_([Answer.RIGHT, Answer.WRONG]))
        .group_by(ConfusionEpisodeRow.answer)
    )
    counts: dict[str | None, int] = {row[0]: row[1] for row in rows}
    right = counts.get(Answer.RIGHT, 0)
    return right, right + counts.get(Answer.WRONG, 0)
