"""A scorer that says what the test wants to hear."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Box, HeadPose, Observation, Quality, Reading


def make_face(
    scores: Iterable[float] = (0.7, 0.1, 0.05, 0.05, 0.04, 0.03, 0.03),
    size: tuple[int, int] = (320, 240),
) -> Observation:
    """Build a well-lit frontal face in the middle of a picture of this size."""
    width, height = size
    return Observation(
        box=Box(width * 0.25, height * 0.25, width * 0.5, height * 0.5),
        landmarks=np.zeros((468, 3), np.float32),
        scores=np.asarray(tuple(scores), np.float32),
        action=np.zeros(52, np.float32),
        pose=HeadPose(0.0, 0.0, 0.0),
        quality=Quality(1.0, 1.0, 1.0, 1.0),
    )


def alive(face: Observation, moment: int) -> Observation:
    """The same face as it stirs in this moment: one that never stirs is taken for a photo."""
    stir = np.random.default_rng(moment).uniform(0.0, 0.02, 52).astype(np.float32)
    return replace(face, action=np.clip(face.action + stir, 0.0, 1.0))


class ScriptedScorer:
    """Gives the scripted faces in turn, the last one for ever; None is a frame without a face."""

    def __init__(self, faces: Iterable[Observation | None] = (), capacity: int = 8) -> None:
        self.faces = list(faces) or [make_face()]
        self.capacity = capacity
        self.asked: list[ParticipantId] = []
        self.sizes: list[tuple[int, int]] = []

    async def score(
        self,
        participant_id: ParticipantId,
        rgb: npt.NDArray[np.uint8],
        captured_at: float,
        rtp_timestamp: int | None,
    ) -> Reading | None:
        face = self.faces[min(len(self.asked), len(self.faces) - 1)]
        self.asked.append(participant_id)
        self.sizes.append((rgb.shape[1], rgb.shape[0]))
        return Reading(participant_id, captured_at, face, rtp_timestamp)
