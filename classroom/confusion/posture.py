"""What a second of a face shows besides its movements: distances, head, lids and gaze.

Tried beside the movements on DAiSEE, where it did not help (``classroom evaluate confusion``): a
class does not compute it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

import numpy as np
import numpy.typing as npt

from classroom.confusion.gaze import gaze_away
from classroom.confusion.geometry import eyes_closed, measures_of
from classroom.domain.observation import HeadPose, Observation


@dataclass(frozen=True, slots=True, eq=False)
class Posture:
    """The faces of one second of one student together."""

    measures: npt.NDArray[np.float64]
    """Float64 (6,): ``MEASURES`` of the landmarks, in distances between the eyes."""
    pose: HeadPose
    """Mean over the second."""
    head_movement_deg: float
    """Mean turn of the head between two readings; 0 with one face only."""
    eyes_closed: float
    """Share of faces with closed eyes, 0..1. Two readings a second are too few to count blinks."""
    gaze_away: float
    """How far the eyes look from straight ahead, 0..1."""

    def row(self) -> npt.NDArray[np.float64]:
        """All numbers, float64 (12,)."""
        pose = self.pose
        head = (pose.yaw_deg, pose.pitch_deg, pose.roll_deg, self.head_movement_deg)
        return np.array([*self.measures, *head, self.eyes_closed, self.gaze_away])


def posture_of(faces: Sequence[Observation]) -> Posture:
    """Average the faces of a second; raises ``ValueError`` for none."""
    if not faces:
        raise ValueError("there is no posture without a face")
    turns = [_turn_deg(before.pose, after.pose) for before, after in pairwise(faces)]
    return Posture(
        measures=np.mean([measures_of(face.landmarks) for face in faces], axis=0),
        pose=HeadPose(
            fmean(face.pose.yaw_deg for face in faces),
            fmean(face.pose.pitch_deg for face in faces),
            fmean(face.pose.roll_deg for face in faces),
        ),
        head_movement_deg=fmean(turns) if turns else 0.0,
        eyes_closed=fmean(eyes_closed(face.landmarks) for face in faces),
        gaze_away=fmean(float(gaze_away(face.action)) for face in faces),
    )


def _turn_deg(before: HeadPose, after: HeadPose) -> float:
    return math.hypot(
        after.yaw_deg - before.yaw_deg,
        after.pitch_deg - before.pitch_deg,
        after.roll_deg - before.roll_deg,
    )
