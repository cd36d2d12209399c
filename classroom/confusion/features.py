"""What a second of a face says about confusion, before it is compared with the student's own."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from typing import Final

from classroom.domain.emotion import EMOTIONS, EmotionScores
from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Observation, Reading

BROW_DOWN_LEFT: Final[int] = 1
BROW_DOWN_RIGHT: Final[int] = 2
BROW_INNER_UP: Final[int] = 3
"""Places in MediaPipe's 52 blendshape scores."""

NEGATIVE: Final[tuple[str, ...]] = ("sadness", "anger", "fear")
"""What emotion networks, which know no confusion, take it for."""
LEAST_PROBABILITY: Final[float] = 0.01
"""Bounds log-odds at 4.6 either way: beyond that a network's certainty means nothing."""


@dataclass(frozen=True, slots=True)
class SecondFeatures:
    """One second of one student; what was not seen is None."""

    participant_id: ParticipantId
    at: datetime
    """The second's start, UTC."""
    scores: EmotionScores | None
    seconds_seen: float
    """Share of the second's readings with a usable face, 0..1."""
    brow_down: float | None
    """Mean of browDownLeft and browDownRight, 0..1: AU4, confusion's best-known sign
    (Craig et al. 2008; Grafsgaard et al. 2011)."""
    brow_inner_up: float | None
    """browInnerUp, 0..1: AU1."""
    yaw_deg: float | None
    pitch_deg: float | None

    @property
    def strain(self) -> float | None:
        """Log-odds of sadness, anger or fear, bounded; None while unseen."""
        if self.scores is None:
            return None
        by_name = self.scores.as_dict()
        strain = sum(by_name[name] for name in NEGATIVE)
        bounded = min(max(strain, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY)
        return math.log(bounded / (1 - bounded))


def features_of(
    participant_id: ParticipantId, at: datetime, readings: Sequence[Reading]
) -> SecondFeatures:
    """Average a second's readings; none of them, or none with a face, gives an unseen second."""
    faces = [reading.face for reading in readings if reading.face is not None]
    if not faces:
        return SecondFeatures(participant_id, at, None, 0.0, None, None, None, None)
    return SecondFeatures(
        participant_id=participant_id,
        at=at,
        scores=EmotionScores.mean([_scores(face) for face in faces]),
        seconds_seen=len(faces) / len(readings),
        brow_down=fmean(
            float(face.action[side]) for face in faces for side in (BROW_DOWN_LEFT, BROW_DOWN_RIGHT)
        ),
        brow_inner_up=fmean(float(face.action[BROW_INNER_UP]) for face in faces),
        yaw_deg=fmean(face.pose.yaw_deg for face in faces),
        pitch_deg=fmean(face.pose.pitch_deg for face in faces),
    )


def _scores(face: Observation) -> EmotionScores:
    """Make float32 probabilities sum to 1 exactly enough for a checked value."""
    values = [float(face.scores[index]) for index in range(len(EMOTIONS))]
    total = sum(values)
    return EmotionScores(tuple(value / total for value in values))
