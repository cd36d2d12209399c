"""Invented students, second by second: what they usually look like, and then otherwise."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from classroom.confusion import ConfusionDetector, ConfusionState, SecondFeatures
from classroom.domain.emotion import EmotionScores
from classroom.domain.ids import ParticipantId

ADA = ParticipantId("ada")
START = datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def face(
    at_s: int, brow_down: float = 0.1, strain: float = 0.05, yaw_deg: float = 0.0
) -> SecondFeatures:
    scores = EmotionScores((1.0 - strain, 0.0, 0.0, strain / 2, strain / 2, 0.0, 0.0))
    return SecondFeatures(ADA, after(at_s), scores, 1.0, brow_down, 0.05, yaw_deg, 0.0)


def nothing(at_s: int) -> SecondFeatures:
    return SecondFeatures(ADA, after(at_s), None, 0.0, None, None, None, None)


def usual(
    from_s: int, to_s: int, brow_down: float = 0.1, seed: int = 1
) -> Iterator[SecondFeatures]:
    """A face at rest: it moves a little, as every face does."""
    chance = random.Random(seed * 100_003 + from_s)
    for at_s in range(from_s, to_s):
        yield face(at_s, max(0.0, chance.gauss(brow_down, 0.03)), chance.uniform(0.03, 0.08))


def frown(from_s: int, to_s: int) -> Iterator[SecondFeatures]:
    yield from (face(at_s, 0.5, 0.3) for at_s in range(from_s, to_s))


def unseen(from_s: int, to_s: int) -> Iterator[SecondFeatures]:
    yield from (nothing(at_s) for at_s in range(from_s, to_s))


def fed(detector: ConfusionDetector, *stretches: Iterable[SecondFeatures]) -> list[ConfusionState]:
    return [detector.update(second) for stretch in stretches for second in stretch]
