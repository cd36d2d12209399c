"""Frames of a video one after the other, upright, with their time; only the newest is held."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
import numpy.typing as npt

from classroom.errors import ImageError
from classroom.language import say
from classroom.language.figures import number

CONTAINERS: Final[str] = (
    "mov,mp4,m4v,3gp,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,mxf,dv,wtv,rm,nut,"
    "h264,hevc,av1,obu,ivf,mjpeg,mjpeg_2000,yuv4mpegpipe,wav,mp3,aac,flac"
)
"""FFmpeg's readers of one file. Playlists (hls, concat, dash) are left out: they open others."""
LONGEST_GAP_S: Final[float] = 3600.0
"""Two frames farther apart than this come from a damaged clock."""
CLOCK_RESTART_S: Final[float] = 0.5
"""A clock that goes back by more starts again: recordings joined end to end."""
CUT_OFF_S: Final[float] = 1.0
CUT_OFF_SHARE: Final[float] = 0.05
"""A video that ends so much before the length it announces is cut off."""
MAX_FRAME_PIXELS: Final[int] = 8192 * 8192


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One frame as decoded; its pixels are made only when asked for."""

    time_s: float
    """Seconds after the first frame."""
    native: Any

    def rgb(self) -> npt.NDArray[np.uint8]:
        """Return uint8 (H, W, 3), turned upright as the camera noted."""
        pixels = np.asarray(self.native.to_ndarray(format="rgb24"), dtype=np.uint8)
        quarter_turns = round(self.native.rotation / 90) % 4
        return np.ascontiguousarray(np.rot90(pixels, quarter_turns)) if quarter_turns else pixels


class Video:
    """An open video file; ``frames`` reads it once, in order."""

    def __init__(self, container: Any, stream: Any) -> None:
        self._container = container
        self._stream = stream
        stream.thread_type = "AUTO"

    @property
    def announced_s(self) -> float | None:
        """Length that the file announces; None where it does not."""
        if self._stream.duration and self._stream.time_base:
            return float(self._stream.duration * self._stream.time_base)
        return self._container.duration / av.time_base if self._container.duration else None

    @property
    def rate(self) -> Fraction:
        """Frames a second as announced, 25 where the file does not say."""
        rate = self._stream.average_rate or self._stream.guessed_rate
        return Fraction(rate) if rate and 0 < rate <= 1000 else Fraction(25)

    def frames(self) -> Iterator[Frame]:
        """Decode all frames; raises ``ImageError`` where there is none or the file is cut off."""
        first: float | None = None
        last = 0.0
        damaged = 0
        step = float(1 / self.rate)
        for native in self._decoded():
            if native is None:
                damaged += 1
                continue
            if native.width * native.height > MAX_FRAME_PIXELS:
                raise ImageError(
                    say(
                        "frames of {width} x {height} pixels are too large",
                        width=native.width,
                        height=native.height,
                    )
                )
            time = native.time if native.time is not None else (first or 0.0) + last + step
            if first is None:
                first = time
            elif time - first < last - CLOCK_RESTART_S:
                first = time - last - step
            at = max(last, time - first)
            if at - last > LONGEST_GAP_S:
                raise ImageError(
                    say(
                        "its clock jumps by {gap} s after {time} s",
                        gap=f"{at - last:.0f}",
                        time=number(last, ".1f"),
                    )
                )
            last = at
            yield Frame(at, native)
        self._check_whole(first is not None, last + step, damaged)

    def _decoded(self) -> Iterator[Any]:
        """Yield frames, and None for each packet that cannot be decoded."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except (av.error.FFmpegError, OSError):
                yield None
                return
            try:
                yield from packet.decode()
            except av.error.FFmpegError:
                yield None

    def _check_whole(self, any_frame: bool, ended_s: float, damaged: int) -> None:
        if not any_frame:
            raise ImageError(say("there is no frame in this video that can be decoded"))
        announced = self.announced_s or 0.0
        missing = announced - ended_s
        if missing > CUT_OFF_S and missing > CUT_OFF_SHARE * announced:
            raise ImageError(
                say(
                    "cut off: it ends after {time} of {whole} s",
                    time=number(ended_s, ".1f"),
                    whole=number(announced, ".1f"),
                )
            )
        if damaged:
            raise ImageError(
                say("damaged: {count} parts of it could not be decoded", count=damaged)
            )


@contextmanager
def open_video(source: Path | bytes) -> Iterator[Video]:
    """Open a video file or its bytes; raises ``ImageError`` that says what is wrong with it.

    Only ``CONTAINERS`` are tried, and nothing but this file is ever opened.
    """
    place = io.BytesIO(source) if isinstance(source, bytes) else f"file:{source}"
    options = {"format_whitelist": CONTAINERS, "protocol_whitelist": "file"}
    try:
        container = av.open(place, container_options=options, metadata_errors="replace")
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise ImageError(_problem(error)) from error
    with container:
        streams = [s for s in container.streams.video if "ATTACHED_PIC" not in _disposition(s)]
        if not streams:
            sound = any(container.streams.audio)
            raise ImageError(
                say("there is only sound in it, no picture")
                if sound
                else say("there is no video in it")
            )
        if streams[0].codec_context is None:
            raise ImageError(say("its video is of a kind that cannot be decoded here"))
        yield Video(container, streams[0])


def _disposition(stream: Any) -> str:
    return str(stream.disposition).upper()


def _problem(error: Exception) -> str:
    known = isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError)
    if known and isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return say("nothing in it can be read: it is cut off, damaged, or neither photo nor video")
