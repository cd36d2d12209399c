"""Face Mesh: 468 landmarks with depth (Kartynnik et al. 2019, arXiv:1907.06724)."""

from dataclasses import dataclass
from typing import Final, Self

import cv2
import numpy as np
import numpy.typing as npt

from classroom.domain.observation import Box
from classroom.inference.networks import Network, open_network
from classroom.inference.region import Region

FILE: Final[str] = "face_landmark.tflite"
COUNT: Final[int] = 468
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

    @property
    def box(self) -> Box:
        """The smallest upright box around all landmarks."""
        left, top = self.points[:, :2].min(axis=0).tolist()
        right, bottom = self.points[:, :2].max(axis=0).tolist()
        return Box(left, top, right - left, bottom - top)

    @property
    def region(self) -> Region:
        """Where to look for the same face in the next frame."""
        dx, dy = (self.points[LEFT_EYE[0]] - self.points[RIGHT_EYE[0]])[:2]
        return Region.around(self.box, float(np.degrees(np.arctan2(dy, dx))))


class FaceMesh:
    """The landmark network, fed with the upright square around a face."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @classmethod
    def load(cls) -> Self:
        """Open the network; raises ``InferenceError`` if its weights are not usable."""
        return cls(open_network(FILE))

    def read(self, rgb: npt.NDArray[np.uint8], region: Region) -> Mesh:
        """Place the landmarks of the face expected in one region of uint8 (H, W, 3)."""
        side = self._network.side
        placement = region.placement(side)
        places, logit = self._network.run(_upright(rgb, placement, side))
        linear, shift = placement[:, :2], placement[:, 2]
        points = places.reshape(COUNT, 3).astype(np.float64)
        points[:, :2] = (points[:, :2] - shift) @ np.linalg.inv(linear).T
        points[:, 2] *= region.side / side
        presence = 1 / (1 + np.exp(-np.clip(logit.item(), -100, 100)))
        return Mesh(points.astype(np.float32), float(presence))


def _upright(
    rgb: npt.NDArray[np.uint8], placement: npt.NDArray[np.float64], side: int
) -> npt.NDArray[np.float32]:
    """Turn the face upright, float32 (side, side, 3) in 0..1; four channels warp twice as fast."""
    padded = cv2.cvtColor(rgb, cv2.COLOR_RGB2RGBA)
    turned = cv2.warpAffine(padded, placement, (side, side), borderMode=cv2.BORDER_REPLICATE)
    return np.multiply(turned[..., :3], np.float32(1 / 255), dtype=np.float32)
