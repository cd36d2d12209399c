"""All pipelines over the same frames, taking turns clip by clip, so noise meets them alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from classroom.benchmark.costs import STAGES, Reading
from classroom.benchmark.frames import read_clips
from classroom.simulate.clip import clip_files

SIZES: Final[tuple[tuple[int, int], ...]] = ((320, 240), (640, 480))
"""Width and height: what the join page sends, and a webcam's usual picture."""
MOST_FRAMES: Final[int] = 20
"""Of each clip: ten seconds at two frames a second."""

Told = Callable[[str, int, int], None]
"""Told what is done, how much of it is, and of how much."""


class Pipeline(Protocol):
    """Something that reads frames and says what that cost."""

    @property
    def name(self) -> str:
        """What it is called in the report."""
        ...

    def read(self, frames: npt.NDArray[np.uint8]) -> Reading:
        """Read uint8 (N, H, W, 3), frames of one clip in order."""
        ...


@dataclass
class SizeReport:
    """What every pipeline did with the frames of one size."""

    width: int
    height: int
    clips: int = 0
    readings: dict[str, Reading] = field(default_factory=dict)

    def times_cheaper(self, name: str, other: str) -> float:
        """How many times the CPU of ``name`` the ``other`` takes for a whole frame."""
        return self.readings[other].stages["all"].cpu_s / self.readings[name].stages["all"].cpu_s

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON holds it; milliseconds are a frame's."""
        return {
            "width": self.width,
            "height": self.height,
            "clips": self.clips,
            "pipelines": [_as_dict(*each) for each in self.readings.items()],
        }


def compare(
    pipelines: Sequence[Pipeline],
    folder: Path,
    sizes: Sequence[tuple[int, int]] = SIZES,
    most: int = MOST_FRAMES,
    told: Told = lambda what, done, total: None,
) -> list[SizeReport]:
    """Read the clips of a folder at each size with every pipeline; the first clip warms all up.

    Raises ``ImageError`` for a folder without clips or with one that cannot be read.
    """
    return [_compare_at(size, pipelines, folder, most, told) for size in sizes]


def _compare_at(
    size: tuple[int, int], pipelines: Sequence[Pipeline], folder: Path, most: int, told: Told
) -> SizeReport:
    report = SizeReport(*size)
    total = len(clip_files(folder))
    for frames in read_clips(folder, *size, most):
        if not report.clips:
            for pipeline in pipelines:
                pipeline.read(frames)
        for pipeline in pipelines:
            so_far = report.readings.get(pipeline.name, Reading())
            report.readings[pipeline.name] = so_far + pipeline.read(frames)
        report.clips += 1
        told(f"{size[0]}x{size[1]}", report.clips, total)
    return report


def _as_dict(name: str, reading: Reading) -> dict[str, Any]:
    stages = {stage: reading.ms_a_frame(stage) for stage in STAGES}
    return {
        "name": name,
        "frames": reading.frames,
        "frames_with_face": reading.found,
        "cpu_ms": {stage: round(ms[0], 2) for stage, ms in stages.items() if ms},
        "wall_ms": {stage: round(ms[1], 2) for stage, ms in stages.items() if ms},
    }
