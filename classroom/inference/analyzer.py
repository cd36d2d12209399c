"""A frame in, the faces in it out: the whole way from pixels to observations, without state."""

from dataclasses import dataclass
from itertools import islice
from typing import Self

import cv2
import numpy as np
import numpy.typing as npt

from classroom.domain.observation import Observation
from classroom.inference.crop import crop_face, eye_distance
from classroom.inference.emotion import EmotionReader
from classroom.inference.face import FULL_RANGE, FaceDetector
from classroom.inference.frames import check_frame
from classroom.inference.landmarks import MIN_PRESENCE, FaceMesh, Mesh
from classroom.inference.pose import head_pose
from classroom.inference.quality import judge
from classroom.inference.region import Region
from classroom.inference.whereabouts import SEARCH_ALL, Search


@dataclass(frozen=True, slots=True)
class FaceAnalyzer:
    """The networks of one process; not to be shared between threads."""

    near: FaceDetector
    far: FaceDetector
    mesh: FaceMesh
    emotion: EmotionReader

    @classmethod
    def load(cls) -> Self:
        """Open all networks; raises ``InferenceError`` that says what to do if one is unusable."""
        cv2.setNumThreads(1)
        return cls(
            FaceDetector.load(),
            FaceDetector.load(FULL_RANGE),
            FaceMesh.load(),
            EmotionReader.load(),
        )

    def analyze(
        self,
        rgb: npt.NDArray[np.uint8],
        limit: int | None = None,
        search: Search = SEARCH_ALL,
    ) -> list[Observation]:
        """Read every face of uint8 (H, W, 3), or only the ``limit`` largest; largest first.

        Where ``search`` expects a face, that one is read without a search of the whole frame, if
        it is still about there.
        Raises ``InferenceError`` for an array that is no such picture.
        """
        check_frame(rgb)
        meshes = self._followed(rgb, search.expected) or self.meshes(rgb, limit, search.far)
        if not meshes:
            return []
        crops = np.stack([crop_face(rgb, mesh) for mesh in meshes])
        scores, action = self.emotion.read(crops)
        return [_observe(*row) for row in zip(meshes, crops, scores, action, strict=True)]

    def meshes(
        self, rgb: npt.NDArray[np.uint8], limit: int | None = None, far: bool = True
    ) -> list[Mesh]:
        """Find faces with the cheap detector, and only where it sees nobody with the far one."""
        for detector in (self.near, self.far) if far else (self.near,):
            found = sorted(detector.detect(rgb), key=lambda face: -face.box.width)
            present = (
                mesh
                for mesh in (self.mesh.read(rgb, face.region) for face in found)
                if mesh.presence >= MIN_PRESENCE
            )
            meshes = list(islice(present, limit))
            if meshes:
                return meshes
        return []

    def _followed(self, rgb: npt.NDArray[np.uint8], expected: Region | None) -> list[Mesh]:
        if expected is None:
            return []
        mesh = self.mesh.read(rgb, expected)
        there = mesh.presence >= MIN_PRESENCE and mesh.region.follows(expected)
        return [mesh] if there else []


def _observe(
    mesh: Mesh,
    crop: npt.NDArray[np.uint8],
    scores: npt.NDArray[np.float32],
    action: npt.NDArray[np.float32],
) -> Observation:
    pose = head_pose(mesh)
    return Observation(
        box=mesh.box,
        landmarks=mesh.points,
        scores=scores,
        action=action,
        pose=pose,
        quality=judge(crop, eye_distance(mesh), pose),
    )
