"""The served network: pairs of 3x3 convolutions, each pair gated by channel, then halved.

Pairs after Simonyan and Zisserman 2014, squeeze and excitation after Hu et al. 2018. Networks of
this shape read FER2013 best among those without outside data (Khaireddin and Chen 2021). Few
channels stand where the picture is large, for there they cost time; many where it is small, for
there they hold the knowledge.
"""

import keras
from keras import layers

from models.architectures.heads import face_input, with_heads
from models.architectures.residual import convolution, squeeze_and_excite

STAGES = (24, 56, 144, 352)
"""Channels of each pair; a pool that halves height and width follows each."""
DROPOUT = 0.3


def build_stacked() -> keras.Model:
    """Build the network: 1.9 million parameters, 130 million multiply-adds."""
    picture = face_input()
    x = picture
    for channels in STAGES:
        for _ in range(2):
            x = layers.ReLU()(convolution(x, channels))
        x = layers.MaxPooling2D()(squeeze_and_excite(x))
    return with_heads(picture, x, DROPOUT, name="stacked")
