"""A room with two students, and what it hands over to be stored."""

from dataclasses import dataclass, field

import pytest

from classroom.domain.episode import Episode
from classroom.domain.ids import ParticipantId, SessionId
from classroom.domain.mode import SessionMode
from classroom.domain.second import EmotionSecond
from classroom.media.sampler import Sampler
from classroom.session.policy import PresenceRules
from classroom.session.records import ClassInfo, Student
from classroom.session.room import Room
from tests.fakes.scorer import ScriptedScorer

INFO = ClassInfo(SessionId("class"), "ABCDEF", "Maths", SessionMode.AFFECT)
ADA = Student(ParticipantId("ada"), INFO, camera=True)
RULES = PresenceRules(silent_after_s=3, drop_after_s=30)
BEA = Student(ParticipantId("bea"), INFO, camera=False)


@dataclass
class Kept:
    """What a room has handed over to be stored."""

    by_key: dict[object, EmotionSecond] = field(default_factory=dict)
    """As the writer has it: a newer state of a second takes the place of the one before."""
    episodes: dict[object, Episode] = field(default_factory=dict)

    def put(self, session_id: str, second: EmotionSecond) -> None:
        assert session_id == INFO.id
        self.by_key.pop((second.participant_id, second.at), None)
        self.by_key[second.participant_id, second.at] = second

    @property
    def seconds(self) -> list[EmotionSecond]:
        return list(self.by_key.values())

    def put_episode(self, session_id: str, key: str, episode: Episode) -> None:
        assert session_id == INFO.id
        self.episodes[key, episode.started_at] = episode


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def room(kept: Kept) -> Room:
    return Room(INFO, Sampler(ScriptedScorer(), 2), kept, RULES)
