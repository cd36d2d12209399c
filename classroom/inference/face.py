"""Find faces with BlazeFace (Bazarevsky et al. 2019, arXiv:1907.05047).

Anchors, box encoding and thresholds follow the paper and MediaPipe's model cards "BlazeFace
(short-range)" and "BlazeFace (full-range)": 128x128 pixels with 2 anchors a cell at stride 8 and 6
at stride 16, or 192x192 with one at stride 4; every anchor has unit size, so that a box is an
offset in pixels from a cell's centre.
"""

from dataclasses import dataclass
from typing import Final, Self

import cv2
import numpy as np
import numpy.typing as npt

from classroom.domain.observation import Box
from classroom.inference.networks import Network, open_network
from classroom.inference.region import Region

OVERLAP: Final[float] = 0.3
"""Intersection over union from which two boxes are the same face."""
RIGHT_EYE: Final[int] = 0
LEFT_EYE: Final[int] = 1
"""Keypoints of a detection: the person's right eye, left eye, nose, mouth, right and left ear."""


@dataclass(frozen=True, slots=True)
class DetectorModel:
    """One of the published BlazeFace networks."""

    file: str
    side: int
    cells: tuple[tuple[int, int], ...]
    """Stride in pixels and anchors a cell of each layer, in the order of the output."""
    min_score: float


SHORT_RANGE: Final = DetectorModel("face_detection_short_range.tflite", 128, ((8, 2), (16, 6)), 0.5)
FULL_RANGE: Final = DetectorModel("face_detection_full_range_sparse.tflite", 192, ((4, 1),), 0.6)


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """A face's box and six keypoints, float32 (6, 2), in pixels of the frame."""

    box: Box
    keypoints: npt.NDArray[np.float32]
    score: float

    @property
    def region(self) -> Region:
        """Where to read the face's landmarks: its box, tilted as the line between its eyes."""
        dx, dy = self.keypoints[LEFT_EYE] - self.keypoints[RIGHT_EYE]
        return Region.around(self.box, float(np.degrees(np.arctan2(dy, dx))))


class FaceDetector:
    """One BlazeFace network with its anchors."""

    def __init__(self, network: Network, model: DetectorModel) -> None:
        self._network = network
        self._model = model
        self._anchors = anchor_centres(model)
        self._min_logit = float(np.log(model.min_score / (1 - model.min_score)))

    @classmethod
    def load(cls, model: DetectorModel = SHORT_RANGE) -> Self:
        """Open the network; raises ``InferenceError`` if its weights are not usable."""
        return cls(open_network(model.file), model)

    def detect(self, rgb: npt.NDArray[np.uint8]) -> list[Detection]:
        """Find the faces of uint8 (H, W, 3), best score first."""
        pixels, scale, offset = _letterbox(rgb, self._model.side)
        encoded, logits = self._network.run(pixels)
        likely = np.flatnonzero(logits[0, :, 0] > self._min_logit)
        if likely.size == 0:
            return []
        points = encoded[0, likely].reshape(-1, 8, 2)
        points[:, [0, *range(2, 8)]] += self._anchors[likely, np.newaxis]
        points[:, 0] -= points[:, 1] / 2
        points /= scale
        points[:, [0, *range(2, 8)]] -= offset
        scores = 1 / (1 + np.exp(-np.clip(logits[0, likely, 0], -100, 100)))
        return _blend(points, scores)


def anchor_centres(model: DetectorModel) -> npt.NDArray[np.float32]:
    """Centres of all anchors in pixels of the network's picture, float32 (anchors, 2)."""
    layers = []
    for stride, count in model.cells:
        line = (np.arange(model.side // stride, dtype=np.float32) + 0.5) * stride
        x, y = np.meshgrid(line, line)
        layers.append(np.repeat(np.stack([x, y], axis=-1).reshape(-1, 2), count, axis=0))
    return np.concatenate(layers)


def _letterbox(
    rgb: npt.NDArray[np.uint8], side: int
) -> tuple[npt.NDArray[np.float32], float, npt.NDArray[np.float32]]:
    """Fit the frame into a black square, in -1..1; ``frame = square / scale - offset``."""
    height, width = rgb.shape[:2]
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(_halved(rgb, size), size, interpolation=cv2.INTER_LINEAR)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    square = np.full((side, side, 3), -1.0, dtype=np.float32)
    np.multiply(
        small,
        np.float32(1 / 127.5),
        out=square[top : top + size[1], left : left + size[0]],
        casting="unsafe",
    )
    square[top : top + size[1], left : left + size[0]] -= 1.0
    return square, scale, np.array([left / scale, top / scale], dtype=np.float32)


def _halved(rgb: npt.NDArray[np.uint8], size: tuple[int, int]) -> npt.NDArray[np.uint8]:
    """Halve while more than ``size`` is left: exact, and a tenth of the cost of any other area."""
    while rgb.shape[1] >= 2 * size[0] and rgb.shape[0] >= 2 * size[1]:
        half = (rgb.shape[1] // 2, rgb.shape[0] // 2)
        rgb = np.asarray(cv2.resize(rgb, half, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return rgb


def _blend(points: npt.NDArray[np.float32], scores: npt.NDArray[np.float32]) -> list[Detection]:
    """Merge overlapping boxes into their score-weighted mean instead of dropping all but one.

    The paper's tie resolution, which keeps boxes steady between frames. ``points`` (N, 8, 2) are
    corner, size and six keypoints.
    """
    order = np.argsort(-scores)
    found = []
    while order.size:
        best = order[0]
        same = _overlap(points[best, :2], points[order, :2]) > OVERLAP
        same[0] = True
        group = order[same]
        mean = np.average(points[group], axis=0, weights=scores[group]).astype(np.float32)
        found.append(Detection(Box(*mean[:2].ravel().tolist()), mean[2:], float(scores[best])))
        order = order[~same]
    return found


def _overlap(
    box: npt.NDArray[np.float32], boxes: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Intersection over union of one (corner, size) box with each of many."""
    corner = np.maximum(box[0], boxes[:, 0])
    far = np.minimum(box.sum(axis=0), boxes.sum(axis=1))
    shared = np.clip(far - corner, 0, None).prod(axis=1)
    union = box[1].prod() + boxes[:, 1].prod(axis=1) - shared
    return np.asarray(shared / np.maximum(union, 1e-6), dtype=np.float32)
