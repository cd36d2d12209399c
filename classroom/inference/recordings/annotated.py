"""Annotated copies: a photo for a photo, an MP4 for a video, never over anything that is there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any, Final

import av
import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from classroom.errors import SettingsError
from classroom.inference.recordings.drawing import draw_faces
from classroom.inference.recordings.photo import Photo
from classroom.inference.recordings.tracking import FrameReading
from classroom.inference.recordings.video import Frame, Video

CLOCK: Final = Fraction(1, 90_000)
"""Ticks in which MP4 frames keep the time that they had."""
ENCODERS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("libx264", {"preset": "veryfast", "crf": "20"}),
    ("mpeg4", {"qscale": "3"}),
)
PHOTO_FORMATS: Final[dict[str, str]] = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".jpe": "JPEG", ".jfif": "JPEG", ".png": "PNG",
    ".webp": "WEBP", ".bmp": "BMP", ".tif": "TIFF", ".tiff": "TIFF",
}  # fmt: skip
"""Photos of other endings become PNG."""


class CopyFolder:
    """The folder of annotated copies; raises ``SettingsError`` if it cannot be written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise SettingsError(
                f"the copies cannot be written to {folder}: {(error.strerror or '').lower()}"
            ) from error

    def write_photo(self, name: Path, photo: Photo, reading: FrameReading) -> Path:
        """Write a photo's copy, upright and without the camera's notes, and return its place."""
        ending = name.suffix.lower()
        form = PHOTO_FORMATS.get(ending, "PNG")
        drawn = Image.fromarray(draw_faces(photo.rgb, reading.faces, photo.scale))
        target = self._free(name.stem, name.suffix if ending in PHOTO_FORMATS else ".png")
        with _told(self.path), target.open("wb") as file:
            drawn.save(file, format=form, **({"quality": 92} if form in {"JPEG", "WEBP"} else {}))
        return target

    @contextmanager
    def video(self, name: Path, video: Video) -> Iterator["VideoCopy"]:
        """Open an MP4 of this name; it is ended properly, or removed if it got no frame."""
        target = self._free(name.stem, ".mp4")
        copy = VideoCopy(target, video.rate)
        try:
            yield copy
        finally:
            with _told(self.path):
                copy.close()
            if copy.frames == 0:
                with suppress(OSError):
                    target.unlink()

    def _free(self, stem: str, ending: str) -> Path:
        """Make an empty file of a name that is not taken: a, a-2, a-3."""
        with _told(self.path):
            for number in count(1):
                target = self.path / f"{stem}{f'-{number}' if number > 1 else ''}{ending}"
                with suppress(FileExistsError):
                    target.touch(exist_ok=False)
                    return target
        raise AssertionError("unreachable: counting has no end")


class VideoCopy:
    """An MP4 that takes frames one by one, of the first one's size, without sound."""

    def __init__(self, target: Path, rate: Fraction) -> None:
        self.target = target
        self.frames = 0
        self._rate = rate
        self._container: Any = None
        self._stream: Any = None
        self._last_tick = -1

    def add(self, frame: Frame, rgb: npt.NDArray[np.uint8], reading: FrameReading) -> None:
        """Draw the newest reading on a frame and write it at the same time of the video."""
        with _told(self.target.parent):
            if self._container is None:
                self._open(rgb.shape[1], rgb.shape[0])
            drawn = draw_faces(rgb, reading.faces)
            picture = av.VideoFrame.from_ndarray(_fitted(drawn, *self._size), format="rgb24")
            self._last_tick = max(self._last_tick + 1, round(frame.time_s / CLOCK))
            picture.pts, picture.time_base = self._last_tick, CLOCK
            self._container.mux(self._stream.encode(picture))
            self.frames += 1

    def close(self) -> None:
        """Write what the encoder still holds; safe without any frame."""
        if self._container is None:
            return
        container, self._container = self._container, None
        with container:
            container.mux(self._stream.encode(None))

    def _open(self, width: int, height: int) -> None:
        self._size = (width, height)
        codec, options = next(each for each in ENCODERS if each[0] in av.codecs_available)
        self._container = av.open(f"file:{self.target}", "w", format="mp4")
        self._stream = self._container.add_stream(codec, rate=self._rate, options=options)
        self._stream.width, self._stream.height = width, height
        self._stream.pix_fmt = "yuv420p" if width % 2 == 0 == height % 2 else "yuv444p"
        self._stream.codec_context.time_base = CLOCK


def _fitted(rgb: npt.NDArray[np.uint8], width: int, height: int) -> npt.NDArray[np.uint8]:
    """Fit a frame of another size into the first one's, with black bars."""
    if rgb.shape[:2] == (height, width):
        return np.ascontiguousarray(rgb)
    scale = min(width / rgb.shape[1], height / rgb.shape[0])
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    fitted = np.zeros((height, width, 3), np.uint8)
    fitted[top : top + size[1], left : left + size[0]] = cv2.resize(rgb, size)
    return fitted


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say in one sentence that a copy could not be written: a full disk stops everything."""
    try:
        yield
    except (OSError, av.error.FFmpegError) as error:
        raise SettingsError(
            f"a copy cannot be written to {folder}: {error.strerror or error}"
        ) from error
