"""Plain convolutional networks, as student projects and tutorials on FER2013 build them."""

from typing import Any

import keras
from keras import layers

from models.architectures.heads import face_input, with_heads

DROPOUT = 0.25
FOUR = ((64, 3), (128, 5), (512, 3), (512, 3))
"""Channels and kernel size of each of the four convolutions; a pool follows each."""
SIX = (64, 128, 256)
"""Channels of each pair of 3x3 convolutions; a pool follows each pair."""


def build_cnn4(activation: str = "relu") -> keras.Model:
    """Build the 4-convolution CNN: 4.48 M parameters with FER2013's head alone."""
    picture = face_input()
    x = picture
    for channels, size in FOUR:
        x = _convolution(x, channels, size, activation)
        x = layers.Dropout(DROPOUT)(layers.MaxPooling2D()(x))
    x = layers.Flatten()(x)
    x = layers.Dropout(DROPOUT)(_dense(x, 256, activation))
    x = _dense(x, 512, activation)
    return with_heads(picture, x, DROPOUT, name="cnn4" if activation == "relu" else "cnn4-elu")


def build_cnn4_elu() -> keras.Model:
    """Build the 4-convolution CNN with exponential linear units (Clevert et al. 2015)."""
    return build_cnn4("elu")


def build_cnn6() -> keras.Model:
    """Build the 6-convolution CNN: three pairs, then a dense layer, after VGG."""
    picture = face_input()
    x = picture
    for channels in SIX:
        x = _convolution(_convolution(x, channels, 3, "relu"), channels, 3, "relu")
        x = layers.Dropout(DROPOUT)(layers.MaxPooling2D()(x))
    x = _dense(layers.Flatten()(x), 512, "relu")
    return with_heads(picture, x, dropout=0.5, name="cnn6")


def _convolution(x: Any, channels: int, size: int, activation: str) -> Any:
    x = layers.Conv2D(channels, size, padding="same")(x)
    return layers.Activation(activation)(layers.BatchNormalization()(x))


def _dense(x: Any, width: int, activation: str) -> Any:
    x = layers.BatchNormalization()(layers.Dense(width)(x))
    return layers.Activation(activation)(x)
