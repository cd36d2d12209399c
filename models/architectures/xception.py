"""mini-XCEPTION (Arriaga et al. 2017), the small network behind several emotion apps."""

from typing import Any

import keras
from keras import layers, regularizers

from models.architectures.heads import face_input, with_heads

STEM_CHANNELS, STEM_CONVOLUTIONS = 8, 2
MODULES = (16, 32, 64, 128)
KERNEL_DECAY = 0.01
"""L2 penalty on the kernels, as its authors' training has it."""


def build_mini_xception() -> keras.Model:
    """Build mini-XCEPTION: depthwise separable convolutions in four residual modules."""
    picture = face_input()
    x = picture
    for _ in range(STEM_CONVOLUTIONS):
        x = layers.Conv2D(
            STEM_CHANNELS, 3, use_bias=False, kernel_regularizer=regularizers.L2(KERNEL_DECAY)
        )(x)
        x = layers.ReLU()(layers.BatchNormalization()(x))
    for channels in MODULES:
        x = _module(x, channels)
    return with_heads(picture, x, dropout=0.0, name="mini-xception")


def _module(x: Any, channels: int) -> Any:
    shortcut = layers.Conv2D(channels, 1, strides=2, padding="same", use_bias=False)(x)
    shortcut = layers.BatchNormalization()(shortcut)
    x = layers.ReLU()(_separable(x, channels))
    x = layers.MaxPooling2D(3, strides=2, padding="same")(_separable(x, channels))
    return layers.Add()([x, shortcut])


def _separable(x: Any, channels: int) -> Any:
    penalty = regularizers.L2(KERNEL_DECAY)
    x = layers.SeparableConv2D(
        channels,
        3,
        padding="same",
        use_bias=False,
        depthwise_regularizer=penalty,
        pointwise_regularizer=penalty,
    )(x)
    return layers.BatchNormalization()(x)
