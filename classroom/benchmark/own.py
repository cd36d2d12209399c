"""The pipeline that serves a class: searched frame by frame, and as a live class uses it."""

from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.benchmark.costs import Reading, Stopwatch
from classroom.benchmark.frames import EVERY_S
from classroom.domain.ids import ParticipantId
from classroom.inference.analyzer import FaceAnalyzer
from classroom.inference.crop import crop_face
from classroom.inference.region import Region
from classroom.inference.whereabouts import Whereabouts

STUDENT: Final = ParticipantId("benchmark")

Frames = npt.NDArray[np.uint8]


class SearchedFrames:
    """Each frame is searched for a face by itself, as in photos; stages are told apart."""

    name = "each frame searched"

    def __init__(self, analyzer: FaceAnalyzer) -> None:
        self._analyzer = analyzer

    def read(self, frames: Frames) -> Reading:
        """Read the largest face of each frame of uint8 (N, H, W, 3)."""
        whole = Stopwatch()
        found = 0
        for rgb in frames:
            with whole:
                found += bool(self._analyzer.analyze(rgb, limit=1))
        stages = {name: watch.cost for name, watch in self._stages(frames).items()}
        return Reading(len(frames), found, stages | {"all": whole.cost})

    def _stages(self, frames: Frames) -> dict[str, Stopwatch]:
        """Do the same again by hand: the whole is measured without stopwatches inside."""
        watches = {name: Stopwatch() for name in ("detection", "landmarks", "emotion")}
        for rgb in frames:
            with watches["detection"]:
                faces = self._analyzer.near.detect(rgb) or self._analyzer.far.detect(rgb)
            for face in faces[:1]:
                with watches["landmarks"]:
                    mesh = self._analyzer.mesh.read(rgb, face.region)
                with watches["emotion"]:
                    self._analyzer.emotion.read(crop_face(rgb, mesh)[np.newaxis])
        return watches


class LiveFrames:
    """A face is looked for where it was half a second ago, as the inference pool does."""

    name = "as in a live class"

    def __init__(self, analyzer: FaceAnalyzer) -> None:
        self._analyzer = analyzer

    def read(self, frames: Frames) -> Reading:
        """Read the largest face of each frame of uint8 (N, H, W, 3), which follow each other."""
        whole = Stopwatch()
        places = Whereabouts()
        found = 0
        for number, rgb in enumerate(frames):
            at = number * EVERY_S
            with whole:
                search = places.search(STUDENT, at)
                faces = self._analyzer.analyze(rgb, limit=1, search=search)
                region = Region.of(faces[0]) if faces else None
                places.note(STUDENT, at, region, search)
            found += bool(faces)
        return Reading(len(frames), found, {"all": whole.cost})
