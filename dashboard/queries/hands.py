"""Raised hands: what the detector suspects and what students say themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from classroom.domain.episode import Answer
from classroom.store.tables import ConfusionEpisodeRow, ParticipantRow, SelfReportRow

ANSWERABLE_FOR: Final[timedelta] = timedelta(minutes=5)
"""How long a flag that has passed still waits for the teacher's answer."""
PUT_OFF_FOR: Final[timedelta] = timedelta(minutes=5)
"""How long "later" is."""
UNDO_FOR: Final[timedelta] = timedelta(seconds=10)
"""How long a flag that was answered stays in view, so that a slip can be taken back."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One raised hand, by the student (``said``) or by the detector."""

    id: str
    participant_id: str
    name: str
    said: bool
    since: datetime
    ended_at: datetime | None = None
    likelihood: float | None = None
    evidence: tuple[str, ...] = ()
    seen_share: float | None = None
    later: bool = False
    answer: Answer | None = None
    """Right or wrong, if the teacher has just said so."""
    times: int = 1
    """How many times this student has raised this kind of hand in this class."""

    @property
    def is_up(self) -> bool:
        """Whether it still holds; one that has passed or was answered is only there to be read."""
        return self.ended_at is None and self.answer is None


@dataclass(frozen=True, slots=True)
class Hands:
    """The hands that take the teacher's attention, and the weaker flags that do not."""

    up: tuple[Hand, ...] = ()
    held_back: tuple[Hand, ...] = ()


def hands_of(s: Session, session_id: str, held_back: Collection[str], now: datetime) -> Hands:
    """List hands: students' own words first, in the order of going up, put-off flags last."""
    hands = [*_self_reports(s, session_id), *_episodes(s, session_id, now)]
    hands.sort(key=lambda hand: (hand.later, not hand.said, hand.since, hand.id))
    return Hands(
        tuple(hand for hand in hands if hand.id not in held_back),
        tuple(hand for hand in hands if hand.id in held_back),
    )


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
        .where(episode.session_id == session_id, ParticipantRow.removed_at.is_(None), _in_view(now))
    )
    return [_flag(row, name, now) for row, name in rows]


def _in_view(now: datetime) -> ColumnElement[bool]:
    """Flags that wait for an answer, come back from "later", or were answered just now."""
    episode = ConfusionEpisodeRow
    fresh = or_(episode.ended_at.is_(None), episode.ended_at >= now - ANSWERABLE_FOR)
    back = episode.answered_at >= now - PUT_OFF_FOR - ANSWERABLE_FOR
    return or_(
        and_(episode.answer.is_(None), fresh),
        and_(episode.answer == Answer.LATER, or_(fresh, back)),
        episode.answered_at >= now - UNDO_FOR,
    )


def _flag(row: ConfusionEpisodeRow, name: str, now: datetime) -> Hand:
    evidence: list[dict[str, Any]] = row.evidence or []
    shares = [float(item["seen_share"]) for item in evidence if "seen_share" in item]
    answer = Answer(row.answer) if row.answer else None
    put_off_at = row.answered_at if answer is Answer.LATER else None
    return Hand(
        id=row.id,
        participant_id=row.participant_id,
        name=name,
        said=False,
        since=row.started_at,
        ended_at=row.ended_at,
        likelihood=row.likelihood,
        evidence=tuple(str(item.get("text", "")) for item in evidence if item.get("text")),
        seen_share=min(shares) if shares else None,
        later=put_off_at is not None and put_off_at > now - PUT_OFF_FOR,
        answer=None if answer is Answer.LATER else answer,
    )
