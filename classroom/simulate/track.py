"""A camera that sends an encoded clip over and over, by its own clock."""

import asyncio
import itertools
import time
from fractions import Fraction
from typing import Any

from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import Packet

from classroom.simulate.age import RTP_CLOCK_HZ, SentFrame
from classroom.simulate.clip import EncodedClip


class ClipTrack(MediaStreamTrack):
    """Hands encoded packets to aiortc, which sends them as they are.

    A packet's timestamp is the moment it was handed over, not its place in the clip: that is what
    a camera does, and what lets a reading's age be known.
    """

    kind = "video"

    def __init__(self, clip: EncodedClip) -> None:
        super().__init__()
        self.sent: list[SentFrame] = []
        self._packets = itertools.cycle(clip.packets)
        self._period_s = 1.0 / clip.fps
        self._started: float | None = None
        self._due = 0.0

    def show(self, clip: EncodedClip) -> None:
        """Play another clip of the same rate from the next packet on, a keyframe."""
        self._packets = itertools.cycle(clip.packets)

    async def recv(self) -> "Packet[Any]":
        """Return the next packet when its time has come."""
        if self.readyState != "live":
            raise MediaStreamError
        clock = asyncio.get_running_loop().time
        if self._started is None:
            self._started = self._due = clock()
        await asyncio.sleep(self._due - clock())
        now = clock()
        self._due = max(self._due + self._period_s, now)
        packet: Packet[Any] = Packet(next(self._packets))
        packet.pts = round((now - self._started) * RTP_CLOCK_HZ)
        packet.time_base = Fraction(1, RTP_CLOCK_HZ)
        self.sent.append(SentFrame(packet.pts, time.time()))
        return packet
