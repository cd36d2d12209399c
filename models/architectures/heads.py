"""The three heads that every trunk gets, so that the same code trains and measures all."""

from typing import Any

import keras
from keras import layers

from models.labels import ACTION_COUNT, EMOTIONS, FACE_SIZE, VOTE_LABELS

HEADS = ("fer2013", "votes", "action")


def face_input() -> Any:
    """The input of every network: a standardised face, float32 (N, 48, 48, 1)."""
    return keras.Input((FACE_SIZE, FACE_SIZE, 1), name="face")


def with_heads(picture: Any, x: Any, dropout: float, name: str) -> keras.Model:
    """Close a trunk with the heads: float32 (N, 48, 48, 1) to a dict of three outputs.

    ``fer2013`` (N, 7) and ``votes`` (N, 8) are probabilities, ``action`` (N, 52) scores in 0..1.
    A trunk that still has height and width is averaged over them (Lin et al. 2013).
    """
    if len(x.shape) == 4:
        x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(dropout)(x)
    heads = {
        "fer2013": layers.Dense(len(EMOTIONS), activation="softmax", name="fer2013")(x),
        "votes": layers.Dense(len(VOTE_LABELS), activation="softmax", name="votes")(x),
        "action": layers.Dense(ACTION_COUNT, activation="sigmoid", name="action")(x),
    }
    return keras.Model(picture, heads, name=name)
