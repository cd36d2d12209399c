import asyncio
from fractions import Fraction

from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from classroom.media.reader import TrackReader


class Burst(MediaStreamTrack):
    """Gives its frames at once, then ends."""

    kind = "video"

    def __init__(self, frames: list[VideoFrame | AudioFrame]) -> None:
        super().__init__()
        self._frames = frames

    async def recv(self) -> VideoFrame | AudioFrame:
        if not self._frames:
            raise MediaStreamError
        return self._frames.pop(0)


def frame(pts: int) -> VideoFrame:
    picture = VideoFrame(32, 24, "yuv420p")
    picture.pts, picture.time_base = pts, Fraction(1, 90_000)
    return picture


async def test_burst_leaves_the_newest_frame_only() -> None:
    reader = TrackReader(Burst([frame(pts) for pts in range(50)]))
    await asyncio.wait_for(reader.run(), 1)
    waiting = reader.mailbox.take()
    assert waiting is not None
    assert waiting.frame.pts == 49
    assert reader.mailbox.dropped == 49
    assert reader.frames == 50


async def test_what_is_no_picture_is_passed_over() -> None:
    reader = TrackReader(Burst([AudioFrame(samples=160)]))
    await asyncio.wait_for(reader.run(), 1)
    assert reader.mailbox.take() is None
    assert reader.last_frame_at is None
