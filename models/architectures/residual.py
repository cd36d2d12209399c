"""Our own networks: residual blocks, halved early.

Residual blocks after He et al. 2015, squeeze and excitation after Hu et al. 2018. The picture is
halved early, because at 48x48 pixels the first layers cost the most time and the late ones hold
the most knowledge.
"""

from typing import Any

import keras
from keras import layers

from models.architectures.heads import face_input, with_heads

STEM_CHANNELS = 16
STAGES = ((32, 1), (80, 2), (192, 2))
"""Channels and residual blocks of each stage; every stage halves height and width."""
DROPOUT = 0.3


def build_residual() -> keras.Model:
    """Build a larger network, of plain residual blocks."""
    picture = face_input()
    x = convolution(picture, STEM_CHANNELS)
    x = layers.ReLU()(x)
    for channels, blocks in STAGES:
        for index in range(blocks):
            x = _residual_block(x, channels, stride=2 if index == 0 else 1)
    return with_heads(picture, x, DROPOUT, name="residual")


def build_compact() -> keras.Model:
    """Build the network for slow cores: 44 million multiply-adds, a third of the served one's."""
    picture = face_input()
    x = layers.ReLU()(convolution(picture, 24, size=5, stride=2))
    x = _residual_block(x, 24, stride=1, squeeze=True)
    for channels in (56, 144):
        x = _residual_block(x, channels, stride=2, squeeze=True)
        x = _residual_block(x, channels, stride=1, squeeze=True)
    return with_heads(picture, x, dropout=0.2, name="compact")


def convolution(x: Any, channels: int, size: int = 3, stride: int = 1) -> Any:
    """Convolve (N, H, W, C) and normalise; no bias, which the normalisation brings."""
    x = layers.Conv2D(channels, size, strides=stride, padding="same", use_bias=False)(x)
    return layers.BatchNormalization()(x)


def _residual_block(x: Any, channels: int, stride: int, *, squeeze: bool = False) -> Any:
    y = layers.ReLU()(convolution(x, channels, stride=stride))
    y = convolution(y, channels)
    if squeeze:
        y = squeeze_and_excite(y)
    if stride > 1:
        x = layers.AveragePooling2D(stride)(x)
    if x.shape[-1] != channels:
        x = convolution(x, channels, size=1)
    return layers.ReLU()(layers.Add()([x, y]))


def squeeze_and_excite(x: Any) -> Any:
    """Weigh each channel of (N, H, W, C) by what the whole picture says (Hu et al. 2018)."""
    channels = int(x.shape[-1])
    gate = layers.GlobalAveragePooling2D(keepdims=True)(x)
    gate = layers.Conv2D(max(8, channels // 8), 1, activation="relu")(gate)
    gate = layers.Conv2D(channels, 1, activation="hard_sigmoid")(gate)
    return layers.Multiply()([x, gate])
