"""One picture or short video tried out: read in memory, drawn by whoever shows it, kept nowhere."""

import io
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLongError
from contextvars import copy_context
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from classroom.domain.observation import Box, Quality
from classroom.errors import ClassroomError, ImageError
from classroom.inference.analyzer import FaceAnalyzer
from classroom.inference.recordings.photo import is_photo
from classroom.inference.recordings.reading import Analyzer, Reader
from classroom.inference.recordings.seconds import VideoSecond
from classroom.inference.recordings.tracking import Face, FrameReading
from classroom.inference.recordings.video import open_video
from classroom.language import marked, say

LONGEST_VIDEO_S: Final[int] = 60
"""Only the start of a longer video is read."""
LONGEST_WORK_S: Final[float] = 20.0
"""Reading stops after so long, however little of the video was read by then."""
MOST_WAITING: Final[int] = 4
PATIENCE_S: Final[float] = 120.0
MOST_PICTURES: Final[int] = 24
PHOTO_SIDE_PX: Final[int] = 1280
FRAME_SIDE_PX: Final[int] = 640
"""Longest side of what is shown."""
REASONS: Final[dict[str, str]] = {
    "size": marked("too small"),
    "light": marked("too dark, bright or pale"),
    "sharpness": marked("too blurred"),
    "frontal": marked("turned away"),
}


class BusyError(ClassroomError):
    """Too many pictures wait to be read, or one takes too long."""

    status = 503
    code = "busy"


@dataclass(frozen=True, slots=True)
class TrialFace:
    """One face; its box is in shares of the picture's width and height."""

    number: int
    box: Box
    emotions: tuple[float, ...] | None
    """In the order of ``EMOTIONS``; None for an unseen face."""
    quality: float
    weakest: str
    """What holds the quality down, in words."""


@dataclass(frozen=True, slots=True, eq=False)
class TrialPicture:
    """A photo or frame, upright, as JPEG, with its faces."""

    jpeg: bytes
    time_s: float | None
    faces: tuple[TrialFace, ...]


@dataclass(frozen=True, slots=True)
class TrialSecond:
    """One second of a video: seconds of each emotion, summed over all people known by then."""

    emotions: tuple[float, ...]
    people: int
    seen: int


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What was read; ``seconds`` is empty for a photo."""

    pictures: tuple[TrialPicture, ...]
    seconds: tuple[TrialSecond, ...] = ()
    stopped: bool = False
    """Whether the rest of the video was left unread, because it is long."""


class TrialReader:
    """Reads one thing at a time in a thread of its own, with networks opened on first use."""

    def __init__(self, load: Callable[[], Analyzer] = FaceAnalyzer.load) -> None:
        self._load = load
        self._reader: Reader | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="try-it")
        self._places = BoundedSemaphore(MOST_WAITING)

    def read(self, content: bytes) -> Trial:
        """Read a photo or video; raises ``ImageError``, ``InferenceError`` or ``BusyError``."""
        if not self._places.acquire(blocking=False):
            raise BusyError(say("Others are trying it out just now. Try again in a moment."))
        waiting = self._thread.submit(copy_context().run, self._read, content)
        waiting.add_done_callback(lambda _: self._places.release())
        try:
            return waiting.result(PATIENCE_S)
        except TooLongError:
            waiting.cancel()
            raise BusyError(say("Reading took too long. Try a smaller picture or video.")) from None

    def close(self) -> None:
        """Let the thread go."""
        self._thread.shutdown(cancel_futures=True)

    def _read(self, content: bytes) -> Trial:
        if not content:
            raise ImageError(say("the file is empty"))
        if self._reader is None:
            self._reader = Reader(self._load())
        return (
            read_photo(self._reader, content)
            if is_photo(content)
            else read_video(self._reader, content)
        )


def read_photo(reader: Reader, content: bytes) -> Trial:
    """Read a photo's bytes."""
    photo, reading = reader.photo(content)
    size = (photo.width, photo.height)
    return Trial((_picture(photo.rgb, reading, size, PHOTO_SIDE_PX),))


def read_video(reader: Reader, content: bytes) -> Trial:
    """Read the first minute of a video's bytes."""
    pictures: list[TrialPicture] = []
    seconds: list[TrialSecond] = []
    until = time.monotonic() + LONGEST_WORK_S

    def look(rgb: npt.NDArray[np.uint8], reading: FrameReading) -> None:
        size = (rgb.shape[1], rgb.shape[0])
        pictures.append(_picture(rgb, reading, size, FRAME_SIDE_PX))

    with open_video(content) as video:
        for second in reader.video(video, look=look):
            seconds.append(_second(second))
            if len(seconds) >= LONGEST_VIDEO_S or time.monotonic() > until:
                longer = (video.announced_s or LONGEST_VIDEO_S + 1) > len(seconds) + 1
                return Trial(_spread(pictures, len(seconds)), tuple(seconds), stopped=longer)
    return Trial(_spread(pictures, len(seconds)), tuple(seconds))


def _spread(pictures: list[TrialPicture], read_s: int) -> tuple[TrialPicture, ...]:
    """Choose pictures evenly over the time that was read."""
    read = [each for each in pictures if (each.time_s or 0.0) < read_s]
    if len(read) <= MOST_PICTURES:
        return tuple(read)
    steps = MOST_PICTURES - 1
    return tuple(read[round(i * (len(read) - 1) / steps)] for i in range(MOST_PICTURES))


def _second(second: VideoSecond) -> TrialSecond:
    known = [person.second for person in second.people.values()]
    seen = [(each.scores.values, each.seconds_seen) for each in known if each.scores]
    sums = tuple(sum(values[i] * share for values, share in seen) for i in range(7))
    return TrialSecond(sums, max(len(known), 1), len(seen))


def _picture(
    rgb: npt.NDArray[np.uint8], reading: FrameReading, size: tuple[int, int], side_px: int
) -> TrialPicture:
    image = Image.fromarray(rgb)
    image.thumbnail((side_px, side_px))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    faces = tuple(_face(face, *size) for face in reading.faces)
    return TrialPicture(file.getvalue(), reading.time_s, faces)


def _face(face: Face, width: int, height: int) -> TrialFace:
    seen = face.observation
    box = seen.box
    return TrialFace(
        face.number,
        Box(box.left / width, box.top / height, box.width / width, box.height / height),
        tuple(map(float, seen.scores)) if face.seen else None,
        seen.quality.overall,
        _weakest(seen.quality),
    )


def _weakest(quality: Quality) -> str:
    return REASONS[min(REASONS, key=lambda part: getattr(quality, part))]
