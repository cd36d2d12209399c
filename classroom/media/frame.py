"""A decoded frame as it arrived, and its picture once somebody wants to look at it."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from av import VideoFrame

LONG_SIDE_PX: Final[int] = 640
"""Larger pictures are scaled down: faces of a webcam are large enough, and copies cost time."""


@dataclass(frozen=True, slots=True, eq=False)
class ArrivedFrame:
    """A frame in the decoder's own format; converting it is left to whoever samples it."""

    frame: VideoFrame
    captured_at: float
    """Server clock (seconds since the epoch, UTC) when the frame arrived."""
    rtp_timestamp: int | None
    """The 32-bit RTP timestamp its packets carried on the wire."""

    def picture(self) -> npt.NDArray[np.uint8]:
        """Convert to RGB, uint8 (H, W, 3); image work, so never on the event loop."""
        width, height = scaled_size(self.frame.width, self.frame.height)
        rgb = self.frame.to_ndarray(format="rgb24", width=width, height=height)
        return rgb.astype(np.uint8, copy=False)


def scaled_size(width: int, height: int) -> tuple[int, int]:
    """Size with the same shape whose long side is at most ``LONG_SIDE_PX``."""
    scale = min(1.0, LONG_SIDE_PX / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def wire_timestamp(receiver: Any, pts: int | None) -> int | None:
    """Undo the shift of aiortc, which counts ``pts`` from the first frame that it received.

    The shift is private to aiortc; where a later version hides it elsewhere, the age of a reading
    is merely not known to the sender.
    """
    mapper = getattr(receiver, "_RTCRtpReceiver__timestamp_mapper", None)
    origin = getattr(mapper, "_origin", None)
    if pts is None or not isinstance(origin, int):
        return None
    return (origin + pts) & 0xFFFFFFFF
