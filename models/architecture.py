"""The emotion network: one small residual trunk with three heads.

Residual blocks after He et al. 2015. The first block already halves the picture, because at
48x48 pixels the early layers cost the most time and the late ones hold the most knowledge.
"""

from typing import Any

import keras
from keras import layers

from models.labels import ACTION_COUNT, EMOTIONS, FACE_SIZE, VOTE_LABELS

STEM_CHANNELS = 16
STAGES = ((32, 1), (80, 2), (192, 2))
"""Channels and residual blocks of each stage; every stage halves height and width."""
DROPOUT = 0.3


def build_residual() -> keras.Model:
    """Build the network: float32 (N, 48, 48, 1) to a dict of three heads.

    ``fer2013`` (N, 7) and ``votes`` (N, 8) are probabilities, ``action`` (N, 52) scores in 0..1.
    """
    picture = keras.Input((FACE_SIZE, FACE_SIZE, 1), name="face")
    x = _convolution(picture, STEM_CHANNELS)
    x = layers.ReLU()(x)
    for channels, blocks in STAGES:
        for index in range(blocks):
            x = _residual_block(x, channels, stride=2 if index == 0 else 1)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(DROPOUT)(x)
    heads = {
        "fer2013": layers.Dense(len(EMOTIONS), activation="softmax", name="fer2013")(x),
        "votes": layers.Dense(len(VOTE_LABELS), activation="softmax", name="votes")(x),
        "action": layers.Dense(ACTION_COUNT, activation="sigmoid", name="action")(x),
    }
    return keras.Model(picture, heads, name="residual")


ARCHITECTURES = {"residual": build_residual}


def _convolution(x: Any, channels: int, size: int = 3, stride: int = 1) -> Any:
    x = layers.Conv2D(channels, size, strides=stride, padding="same", use_bias=False)(x)
    return layers.BatchNormalization()(x)


def _residual_block(x: Any, channels: int, stride: int) -> Any:
    y = layers.ReLU()(_convolution(x, channels, stride=stride))
    y = _convolution(y, channels)
    if stride > 1:
        x = layers.AveragePooling2D(stride)(x)
    if x.shape[-1] != channels:
        x = _convolution(x, channels, size=1)
    return layers.ReLU()(layers.Add()([x, y]))
