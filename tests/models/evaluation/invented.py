"""Invented faces, votes and a network that reads labels off a pixel, so that figures are known."""

import numpy as np

from models.dataset import FaceSet
from models.evaluation.metrics import Labels, Probabilities
from models.evaluation.networks import Network, NetworkFile
from models.evaluation.readers import Faces, Readings

LABEL_PIXEL = (slice(None), 0, 0)


def invented_faces(rows: int = 42) -> FaceSet:
    """Faces whose first pixel is their label, a third in each split, with all ten votes for it."""
    rng = np.random.default_rng(0)
    faces = rng.integers(0, 256, (rows, 48, 48)).astype(np.uint8)
    labels = np.arange(rows, dtype=np.int64) // 3 % 7
    faces[LABEL_PIXEL] = labels
    return FaceSet(
        faces=faces,
        labels=labels,
        split=np.arange(rows, dtype=np.int64) % 3,
        exact=np.ones(rows, bool),
        votes=np.eye(10, dtype=np.float32)[labels] * 10,
        action=rng.random((rows, 52), dtype=np.float32),
    )


def honest_answers(rows: int) -> tuple[Labels, Probabilities]:
    """Labels drawn as probabilities (rows, 7) say."""
    rng = np.random.default_rng(1)
    honest = rng.dirichlet(np.full(7, 0.6), rows).astype(np.float32).clip(1e-4)
    honest /= honest.sum(axis=1, keepdims=True)
    truth = (honest.cumsum(axis=1) < rng.random((rows, 1))).sum(axis=1).clip(0, 6)
    return truth, honest


class PixelReader:
    """Knows the label of a clean face for ``sure``, and nothing once the pixel has changed."""

    def __init__(self, sure: float = 0.9, *, with_all_heads: bool = True) -> None:
        self._sure = sure
        self._with_all_heads = with_all_heads

    def read(self, faces: Faces) -> Readings:
        """Read the label off the first pixel; 7 and more count as neutral."""
        pixel = faces[LABEL_PIXEL].astype(np.int64)
        known = np.eye(8, dtype=np.float32)[np.where(pixel < 7, pixel, 0)]
        votes = known * np.float32(self._sure) + np.float32((1 - self._sure) / 8)
        emotions = votes[:, :7] / votes[:, :7].sum(axis=1, keepdims=True)
        brightness = faces[:, 1, :1].astype(np.float32) / np.float32(255)
        action = np.repeat(brightness, 52, axis=1)
        if not self._with_all_heads:
            return Readings(fer2013=emotions, votes=None, action=None, emotions=emotions)
        return Readings(fer2013=emotions, votes=votes, action=action, emotions=emotions)


def network(name: str, reader: PixelReader) -> Network:
    """Give a reader the papers of a file."""
    return Network(NetworkFile(name, f"{name}.keras", "keras", 1, "0" * 64, 1), reader)
