"""The seam between media and inference: one method."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Reading


class Scorer(Protocol):
    """Reads the student's face in one frame."""

    async def score(
        self,
        participant_id: ParticipantId,
        rgb: npt.NDArray[np.uint8],
        captured_at: float,
        rtp_timestamp: int | None,
    ) -> Reading | None:
        """Read uint8 (H, W, 3); None means that this frame was lost, not that nobody is seen."""
        ...
