"""Tiny videos made for one test."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

from classroom.domain.observation import Box, Observation
from tests.fakes.scorer import make_face

Picture = npt.NDArray[np.uint8]


def film(path: Path, pictures: Iterable[Picture], fps: int = 10, codec: str = "libx264") -> Path:
    """Write pictures of one size as a video; the ending chooses the container."""
    with av.open(str(path), "w") as container:
        stream: Any = None
        for picture in pictures:
            if stream is None:
                stream = container.add_stream(codec, rate=fps, options={"preset": "ultrafast"})
                stream.height, stream.width = picture.shape[:2]
                stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        assert stream is not None
        container.mux(stream.encode(None))
    return path


def grey(count: int, height: int = 64, width: int = 96) -> list[Picture]:
    """Pictures of nobody, each a little brighter than the one before."""
    return [np.full((height, width, 3), 40 + n % 150, np.uint8) for n in range(count)]


def sound_only(path: Path) -> Path:
    """Write half a second of silence."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=16_000, layout="mono")
        for n in range(8):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
            frame.sample_rate, frame.pts = 16_000, n * 1024
            frame.time_base = Fraction(1, 16_000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def face_at(left: float, width: float = 20.0) -> Observation:
    """A readable face whose box begins at ``left``."""
    face = make_face()
    return Observation(
        Box(left, 10.0, width, width), face.landmarks, face.scores, face.action, face.pose,
        face.quality,
    )  # fmt: skip


class ScriptedAnalyzer:
    """Finds the scripted faces, one entry a frame, the last for ever."""

    def __init__(self, *script: list[Observation]) -> None:
        self._script = script or ([],)
        self.asked = 0

    def analyze(self, rgb: Picture, limit: int | None = None) -> list[Observation]:
        found = self._script[min(self.asked, len(self._script) - 1)]
        self.asked += 1
        return found
