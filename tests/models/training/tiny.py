"""A data set, a network and a plan so small that a real run takes seconds."""

from typing import Any

import numpy as np
import pytest

from models.dataset import FaceSet
from models.training.plan import TrainingPlan
from models.training.recipes import RECIPES, plan_for

KERAS_ON_NUMPY = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"
)
"""TensorFlow's variables lack an argument that NumPy 2 hands to ``__array__``; not ours to mend."""


def tiny_faces(rows: int = 30) -> FaceSet:
    """Noise in place of faces, a third of them in each split."""
    rng = np.random.default_rng(0)
    return FaceSet(
        faces=rng.integers(0, 256, (rows, 48, 48)).astype(np.uint8),
        labels=np.arange(rows) % 7,
        split=np.arange(rows) % 3,
        exact=np.ones(rows, bool),
        votes=np.eye(10, dtype=np.float32)[np.arange(rows) % 7] * 10,
        action=rng.random((rows, 52), dtype=np.float32),
    )


def tiny_plan(**fields: Any) -> TrainingPlan:
    """A plan of the tiny network, two batches an epoch."""
    return plan_for("tiny", **{"epochs": 2, "batch": 5, **fields})


def add_tiny_network() -> None:
    """Put a network of one convolution into the registry, trained as the projects' are."""
    from keras import layers

    from models import architectures
    from models.architectures.heads import face_input, with_heads

    def build_tiny() -> Any:
        picture = face_input()
        x = layers.BatchNormalization()(layers.Conv2D(4, 3, strides=4)(picture))
        return with_heads(picture, x, dropout=0.1, name="tiny")

    architectures.ARCHITECTURES["tiny"] = architectures.Architecture(build_tiny, "tiny", "a test")
    RECIPES["tiny"] = RECIPES["cnn4"]


def remove_tiny_network() -> None:
    """Leave the registry as it was."""
    from models import architectures

    del architectures.ARCHITECTURES["tiny"], RECIPES["tiny"]
