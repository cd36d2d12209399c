"""The pipeline of student projects: a Haar cascade, and Keras' ``predict`` for each face.

Runs in an environment with OpenCV 4, whose next version has no cascades: reads frames from its
standard input as ``HEADER`` and bytes until that ends, and answers each batch with a line of JSON.
"""

import importlib
import json
import os
import struct
import sys
from typing import Any, BinaryIO, Final, TextIO

import numpy as np
import numpy.typing as npt

from classroom.benchmark.costs import Reading, Stopwatch

HEADER: Final = struct.Struct("!III")
"""Frames, height and width of the uint8 RGB frames that follow."""
CASCADE: Final[str] = "haarcascade_frontalface_default.xml"
SCALE_FACTOR: Final[float] = 1.3
MIN_NEIGHBOURS: Final[int] = 5
"""What OpenCV's tutorial and the projects give ``detectMultiScale``."""


class HaarAndKeras:
    """The cascade and a network of the bench; its weights are random, which costs the same."""

    def __init__(self, architecture: str) -> None:
        from models.architectures import build

        self._cv2: Any = importlib.import_module("cv2")
        self._cascade = self._cv2.CascadeClassifier(self._cv2.data.haarcascades + CASCADE)
        self._network: Any = build(architecture)

    def read(self, frames: npt.NDArray[np.uint8]) -> Reading:
        """Find faces in uint8 (N, H, W, 3) RGB and classify each, one ``predict`` a face."""
        detection, emotion, whole = Stopwatch(), Stopwatch(), Stopwatch()
        found = 0
        for rgb in frames:
            with whole:
                with detection:
                    grey = self._cv2.cvtColor(rgb, self._cv2.COLOR_RGB2GRAY)
                    boxes = self._cascade.detectMultiScale(grey, SCALE_FACTOR, MIN_NEIGHBOURS)
                with emotion:
                    for left, top, width, height in boxes:
                        self._classify(grey[top : top + height, left : left + width])
            found += len(boxes) > 0
        stages = {"detection": detection.cost, "emotion": emotion.cost, "all": whole.cost}
        return Reading(len(frames), found, stages)

    def _classify(self, face: npt.NDArray[np.uint8]) -> int:
        small = self._cv2.resize(face, (48, 48)).astype(np.float32) / 255
        answer = self._network.predict(small[np.newaxis, :, :, np.newaxis], verbose=0)
        return int(np.argmax(answer["fer2013"]))


def main(architecture: str) -> None:
    """Answer batches of frames until the standard input ends."""
    answers = _own_stdout()
    pipeline = HaarAndKeras(architecture)
    print(json.dumps({"ready": True}), file=answers, flush=True)
    frames = sys.stdin.buffer
    while (batch := _next_batch(frames)) is not None:
        done = pipeline.read(batch)
        stages = {name: [cost.cpu_s, cost.wall_s] for name, cost in done.stages.items()}
        answer = {"frames": done.frames, "found": done.found, "stages": stages}
        print(json.dumps(answer), file=answers, flush=True)


def _own_stdout() -> TextIO:
    """Keep stdout for answers; what libraries print goes to stderr."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _next_batch(stream: BinaryIO) -> npt.NDArray[np.uint8] | None:
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    count, height, width = HEADER.unpack(header)
    pixels = stream.read(count * height * width * 3)
    return np.frombuffer(pixels, np.uint8).reshape(count, height, width, 3)


if __name__ == "__main__":
    main(sys.argv[1])
