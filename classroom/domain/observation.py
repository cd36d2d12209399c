"""What is read in one frame."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classroom.domain.ids import ParticipantId


@dataclass(frozen=True, slots=True)
class Box:
    """Face box in pixels of the frame."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class HeadPose:
    """Head rotation in degrees; all zero looks straight into the camera.

    Positive yaw turns to the picture's right, positive pitch looks down, positive roll tilts
    clockwise in the picture.
    """

    yaw_deg: float
    pitch_deg: float
    roll_deg: float


@dataclass(frozen=True, slots=True)
class Quality:
    """How far a face can be trusted, each part in 0..1, and the least of them as a whole."""

    size: float
    light: float
    sharpness: float
    frontal: float

    @property
    def overall(self) -> float:
        """The weakest part decides: a large but dark face is as unreadable as a small one."""
        return min(self.size, self.light, self.sharpness, self.frontal)

    @property
    def usable(self) -> bool:
        """Whether emotion may be read from this face; if not, it counts as unseen."""
        return self.overall > 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """One face in one frame.

    ``landmarks`` float32 (468, 3): x and y in pixels of the frame, z in pixels of the same scale;
    ``scores`` float32 (7,) in the order of ``EMOTIONS``, sums to 1; ``action`` float32 (52,)
    blendshape scores in 0..1.
    """

    box: Box
    landmarks: npt.NDArray[np.float32]
    scores: npt.NDArray[np.float32]
    action: npt.NDArray[np.float32]
    pose: HeadPose
    quality: Quality

    def __post_init__(self) -> None:
        if self.scores.shape != (7,) or not ((self.scores >= 0) & (self.scores <= 1)).all():
            raise ValueError("scores must be seven probabilities")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What one frame of one student gave: its largest face, or none."""

    participant_id: ParticipantId
    captured_at: float
    """Server clock (seconds since the epoch, UTC) when the frame arrived."""
    face: Observation | None
    """None where no face was found or its quality is not usable: unseen, never neutral."""
    rtp_timestamp: int | None = None
    """The frame's own RTP time, sent back so that a virtual student can tell its age."""
