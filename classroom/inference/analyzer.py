"""A frame in, the faces in it out: the whole way from pixels to observations, without state."""

from dataclasses import dataclass
from itertools import islice
from typing import Self

import cv2
import numpy as np
import numpy.typing as npt

from classroom.domain.observation import Box, Observation
from classroom.inference.crop import crop_face, eye_distance
from classroom.inference.emotion import EmotionReader
from classroom.inference.face import FULL_RANGE, FaceDetector
from classroom.inference.frames import check_frame
from classroom.inference.landmarks import MIN_PRESENCE, FaceMesh, Mesh
from classroom.inference.pose import head_pose
from classroom.inference.quality import judge


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

    def analyze(self, rgb: npt.NDArray[np.uint8], limit: int | None = None) -> list[Observation]:
        """Read every face of uint8 (H, W, 3), or only the ``limit`` largest; largest first.

        Raises ``InferenceError`` for an array that is no such picture.
        """
        check_frame(rgb)
        meshes = self.meshes(rgb, limit)
        if not meshes:
            return []
        crops = np.stack([crop_face(rgb, mesh) for mesh in meshes])
        scores, action = self.emotion.read(crops)
        return [_observe(*row) for row in zip(meshes, crops, scores, action, strict=True)]

    def meshes(self, rgb: npt.NDArray[np.uint8], limit: int | None = None) -> list[Mesh]:
        """Find faces with the cheap detector, and only where it sees nobody with the far one."""
        for detector in (self.near, self.far):
            found = sorted(detector.detect(rgb), key=lambda face: -face.box.width)
            present = (
                mesh
                for mesh in (self.mesh.read(rgb, face) for face in found)
                if mesh.presence >= MIN_PRESENCE
            )
            meshes = list(islice(present, limit))
            if meshes:
                return meshes
        return []


def _observe(
    mesh: Mesh,
    crop: npt.NDArray[np.uint8],
    scores: npt.NDArray[np.float32],
    action: npt.NDArray[np.float32],
) -> Observation:
    pose = head_pose(mesh)
    left, top = mesh.points[:, :2].min(axis=0).tolist()
    right, bottom = mesh.points[:, :2].max(axis=0).tolist()
    return Observation(
        box=Box(left, top, right - left, bottom - top),
        landmarks=mesh.points,
        scores=scores,
        action=action,
        pose=pose,
        quality=judge(crop, eye_distance(mesh), pose),
    )
