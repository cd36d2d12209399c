"""The one reader of a track: aiortc queues without bound what nobody reads (issues 554, 898)."""

import logging
import time
from typing import Any

from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import VideoFrame

from classroom.media.frame import ArrivedFrame, wire_timestamp
from classroom.media.mailbox import Mailbox

logger = logging.getLogger(__name__)


class TrackReader:
    """Reads a video track to its end and keeps the newest frame only."""

    def __init__(self, track: MediaStreamTrack, receiver: Any = None) -> None:
        self._track = track
        self._receiver = receiver
        self.mailbox: Mailbox[ArrivedFrame] = Mailbox()
        self.frames = 0
        self.last_frame_at: float | None = None
        """``time.monotonic()`` of the newest frame."""

    async def run(self) -> None:
        """Read until the track ends."""
        while True:
            try:
                frame = await self._track.recv()
            except MediaStreamError:
                return
            if not isinstance(frame, VideoFrame):
                continue
            self.frames += 1
            self.last_frame_at = time.monotonic()
            self.mailbox.put(
                ArrivedFrame(frame, time.time(), wire_timestamp(self._receiver, frame.pts))
            )
