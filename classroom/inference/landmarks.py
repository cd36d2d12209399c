"""Face Mesh: 468 landmarks with depth (Kartynnik et al. 2019, arXiv:1907.06724)."""

from dataclasses import dataclass
from typing import Final, Self

import cv2
import numpy as np
import numpy.typing as npt

from classroom.inference.face import Detection
from classroom.inference.networks import Network, open_network

FILE: Final[str] = "face_landmark.tflite"
COUNT: Final[int] = 468
MARGIN: Final[float] = 1.5
"""Side of the region read, as a multiple of the detected box's longer side (model card)."""
MIN_PRESENCE: Final[float] = 0.5
"""Face-presence probability under which the region holds no face (model card)."""

RIGHT_EYE: Final[tuple[int, int]] = (33, 133)
LEFT_EYE: Final[tuple[int, int]] = (263, 362)
"""Outer and inner corner of the person's eyes; lids move with a blink, corners do not."""


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """``points`` float32 (468, 3) in pixels of the frame (z too, smaller is nearer)."""

    points: npt.NDArray[np.float32]
    presence: float
    """Probability in 0..1 that there is a face at all."""

    @property
    def eyes(self) -> npt.NDArray[np.float32]:
        """Centres of the right and left eye, float32 (2, 3): the person's right comes first."""
        corners = self.points[[RIGHT_EYE, LEFT_EYE]]
        return np.asarray(corners.mean(axis=1), dtype=np.float32)


class FaceMesh:
    """The landmark network, fed with the upright square around a detection."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @classmethod
    def load(cls) -> Self:
        """Open the network; raises ``InferenceError`` if its weights are not usable."""
        return cls(open_network(FILE))

    def read(self, rgb: npt.NDArray[np.uint8], face: Detection) -> Mesh:
        """Place the landmarks of one detected face of uint8 (H, W, 3)."""
        side = self._network.side
        scale = side / (MARGIN * max(face.box.width, face.box.height, 1.0))
        angle = np.radians(face.roll_deg)
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        centre = np.array([face.box.left + face.box.width / 2, face.box.top + face.box.height / 2])
        linear = turn * scale
        shift = side / 2 - linear @ centre
        region = cv2.warpAffine(
            rgb, np.column_stack([linear, shift]), (side, side), borderMode=cv2.BORDER_REPLICATE
        )
        places, logit = self._network.run(region.astype(np.float32) / np.float32(255))
        points = places.reshape(COUNT, 3).astype(np.float64)
        points[:, :2] = (points[:, :2] - shift) @ np.linalg.inv(linear).T
        points[:, 2] /= scale
        presence = 1 / (1 + np.exp(-np.clip(logit.item(), -100, 100)))
        return Mesh(points.astype(np.float32), float(presence))
