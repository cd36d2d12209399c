"""One photo or video in, readings out: the whole way, with at most one frame in memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from classroom.domain.observation import Observation
from classroom.errors import ImageError, InferenceError
from classroom.inference.recordings.photo import MAX_MEGAPIXELS, Photo, read_photo
from classroom.inference.recordings.seconds import LONGEST_STEP_S, Seconds, VideoSecond
from classroom.inference.recordings.tracking import Face, FrameReading, Tracker, enlarged
from classroom.inference.recordings.video import Frame, Video

EVERY_S: Final[float] = 0.5
"""Readings of a live class are so far apart."""
DRAWN_EVERY_S: Final[float] = 0.1
"""Boxes on an annotated video follow at least so often."""
EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Any time: without a class only the distance between seconds counts."""


class Analyzer(Protocol):
    """What is needed of a ``FaceAnalyzer``."""

    def analyze(self, rgb: npt.NDArray[np.uint8], limit: int | None = None) -> list[Observation]:
        """Read the faces of uint8 (H, W, 3), largest first."""
        ...


class FrameCopy(Protocol):
    """Takes every frame of a video with the newest reading, to write an annotated copy."""

    def add(self, frame: Frame, rgb: npt.NDArray[np.uint8], reading: FrameReading) -> None:
        """Write one frame."""


Look = Callable[[npt.NDArray[np.uint8], FrameReading], None]
"""Shown the pixels of every frame that is read, for a moment."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads photos and videos with one analyzer, a reading every ``every_s`` seconds."""

    analyzer: Analyzer
    every_s: float = EVERY_S
    max_megapixels: float = MAX_MEGAPIXELS

    def photo(self, source: Path | bytes) -> tuple[Photo, FrameReading]:
        """Read a photo; boxes are in pixels of the whole photo. Raises ``ImageError``."""
        photo = read_photo(source, self.max_megapixels)
        found = [enlarged(each, 1 / photo.scale) for each in self._analyze(photo.rgb)]
        faces = tuple(Face(number, each) for number, each in enumerate(found, 1))
        return photo, FrameReading(None, faces)

    def video(
        self,
        video: Video,
        *,
        start: datetime = EPOCH,
        copy: FrameCopy | None = None,
        look: Look | None = None,
    ) -> Iterator[VideoSecond]:
        """Read a video second by second; raises ``ImageError`` where it breaks off.

        What was read before that has been yielded by then.
        """
        seconds = Seconds(start, judges=self.every_s <= LONGEST_STEP_S)
        try:
            for frame in self._frames(video, copy, look):
                yield from seconds.take(frame)
        except ImageError:
            yield from seconds.end()
            raise
        yield from seconds.end()

    def _frames(
        self, video: Video, copy: FrameCopy | None, look: Look | None
    ) -> Iterator[FrameReading]:
        tracker = Tracker()
        due = Due(self.every_s)
        drawing_due = Due(min(DRAWN_EVERY_S, self.every_s))
        newest = FrameReading(0.0, ())
        for frame in video.frames():
            wanted = due.at(frame.time_s)
            drawn = drawing_due.at(frame.time_s) if copy else False
            if not (wanted or copy):
                continue
            rgb = frame.rgb()
            if wanted or drawn:
                newest = FrameReading(frame.time_s, tracker.place(self._analyze(rgb)))
            if copy:
                copy.add(frame, rgb, newest)
            if wanted:
                if look:
                    look(rgb, newest)
                yield newest

    def _analyze(self, rgb: npt.NDArray[np.uint8]) -> list[Observation]:
        try:
            return self.analyzer.analyze(rgb)
        except InferenceError as error:
            raise ImageError(str(error)) from error


class Due:
    """Says when the next reading is due, at multiples of a step, without drift."""

    def __init__(self, step_s: float) -> None:
        self._step_s = step_s
        self._next = 0

    def at(self, time_s: float) -> bool:
        """Whether a reading is due by now; if so, the next is a step on."""
        steps = int(time_s / self._step_s + 1e-6)
        if steps < self._next:
            return False
        self._next = steps + 1
        return True
