"""Short ways to make what the tests of the store need."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from classroom.domain.emotion import EmotionScores
from classroom.domain.episode import Episode, Evidence
from classroom.domain.ids import ParticipantId
from classroom.domain.mode import SessionMode
from classroom.domain.second import EmotionSecond
from classroom.store.class_sessions import ClassSessions
from classroom.store.participants import Participants

START = datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC)
NEUTRAL = EmotionScores((1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
HAPPY = EmotionScores((0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0))


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def new_session(s: Session, mode: SessionMode = SessionMode.AFFECT, title: str = "Algebra") -> str:
    return ClassSessions(s).create(title, mode, "Ms Frizzle", START).id


def new_participant(s: Session, session_id: str, name: str = "Ada") -> ParticipantId:
    row = Participants(s).add(session_id, name, True, True, "1", START)
    return ParticipantId(row.id)


def seen(
    participant_id: ParticipantId,
    at_s: int,
    scores: EmotionScores = NEUTRAL,
    *,
    confusion: float | None = None,
    share: float = 1.0,
) -> EmotionSecond:
    return EmotionSecond(participant_id, after(at_s), scores, confusion, share, 2)


def unseen(participant_id: ParticipantId, at_s: int) -> EmotionSecond:
    return EmotionSecond(participant_id, after(at_s), None, None, 0.0, 2)


def episode(participant_id: ParticipantId, from_s: int, to_s: int | None = None) -> Episode:
    evidence = Evidence("brow_down", 3.2, 14.0, 0.95, "brows lowered for 14 s")
    ended_at = None if to_s is None else after(to_s)
    return Episode(participant_id, after(from_s), ended_at, 0.81, (evidence,))
