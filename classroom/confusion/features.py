"""What a second of a face says about confusion, before it is compared with the student's own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from statistics import fmean
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from classroom.confusion.movements import movements_of
from classroom.confusion.odds import log_odds_of
from classroom.domain.emotion import EMOTIONS, EmotionScores
from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Box, Observation, Reading

BROW_DOWN: Final[tuple[int, ...]] = (1, 2)
BROW_INNER_UP: Final[tuple[int, ...]] = (3,)
EYE_SQUINT: Final[tuple[int, ...]] = (19, 20)
MOUTH_PRESS: Final[tuple[int, ...]] = (36, 37)
"""Places in MediaPipe's 52 blendshape scores, left and right."""

NEGATIVE: Final[tuple[str, ...]] = ("sadness", "anger", "fear")
"""What emotion networks, which know no confusion, take it for."""
_NEGATIVE: Final = itemgetter(*(EMOTIONS.index(name) for name in NEGATIVE))
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
    lid_tight: float | None = None
    """eyeSquint of both eyes, 0..1: AU7, which came with confusion in Craig et al. 2008."""
    mouth_press: float | None = None
    """mouthPress of both sides, 0..1: AU24."""
    movements: npt.NDArray[np.float64] | None = field(default=None, compare=False)
    """Float64 (22,): amounts of ``MOVEMENTS``."""
    box: Box | None = None
    """Where the last face of the second was."""
    new_place: bool = False
    """Whether the face has settled somewhere else: it may be another's, and must be learnt anew."""

    @property
    def strain(self) -> float | None:
        """Log-odds of sadness, anger or fear, bounded; None while unseen."""
        if self.scores is None:
            return None
        return strain_of(sum(_NEGATIVE(self.scores.values)))

    @classmethod
    def unseen(cls, participant_id: ParticipantId, at: datetime) -> Self:
        """Return a second in which no face could be read."""
        return cls(participant_id, at, None, 0.0, None, None, None, None)


def strain_of(negative: float) -> float:
    """Log-odds of the probability, 0..1, of sadness, anger or fear together; 4.6 at most."""
    return log_odds_of(negative, LEAST_PROBABILITY)


def features_of(
    participant_id: ParticipantId, at: datetime, readings: Sequence[Reading]
) -> SecondFeatures:
    """Average a second's readings; none of them, or none with a face, gives an unseen second."""
    faces = [reading.face for reading in readings if reading.face and _readable(reading.face)]
    if not faces:
        return SecondFeatures.unseen(participant_id, at)
    action = np.stack([face.action for face in faces])
    return SecondFeatures(
        participant_id=participant_id,
        at=at,
        scores=EmotionScores.mean([_scores(face) for face in faces]),
        seconds_seen=len(faces) / len(readings),
        brow_down=_mean(action, BROW_DOWN),
        brow_inner_up=_mean(action, BROW_INNER_UP),
        yaw_deg=fmean(face.pose.yaw_deg for face in faces),
        pitch_deg=fmean(face.pose.pitch_deg for face in faces),
        lid_tight=_mean(action, EYE_SQUINT),
        mouth_press=_mean(action, MOUTH_PRESS),
        movements=movements_of(action).mean(axis=0),
        box=faces[-1].box,
    )


def _readable(face: Observation) -> bool:
    """Whether the networks gave numbers; one that is none would stay in every running mean."""
    return bool(np.isfinite(face.action).all() and face.scores.sum() > 0)


def _mean(action: npt.NDArray[np.float32], places: tuple[int, ...]) -> float:
    return float(action[:, places].mean())


def _scores(face: Observation) -> EmotionScores:
    """Make float32 probabilities sum to 1 exactly enough for a checked value."""
    values = [float(face.scores[index]) for index in range(len(EMOTIONS))]
    total = sum(values)
    return EmotionScores(tuple(value / total for value in values))
