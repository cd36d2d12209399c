"""Networks made for ImageNet, with a new head: what several student projects fine-tune."""

import warnings
from collections.abc import Callable
from typing import Any

import keras
from keras import layers

from models.architectures.heads import face_input, with_heads
from models.errors import ModelError
from models.labels import FACE_SIZE

TRUNK = "trunk"
"""Name of the layer that holds the pre-trained part, which the first phase keeps frozen."""
STANDARDISED_TO_IMAGENET = 0.5
"""Both networks want pixels in -1..1, whose deviation over ImageNet is about a half."""
DROPOUT = 0.3
MOMENTUM = 0.99
"""Of batch statistics without ImageNet's: MobileNetV2's own 0.999 is for millions of steps, and a
run of a few hundred would be validated on statistics of its first weights."""


def build_mobilenetv2(weights: str = "none") -> keras.Model:
    """Build MobileNetV2 (Sandler et al. 2018) with our heads."""
    return _build(keras.applications.MobileNetV2, weights, "mobilenetv2")


def build_resnet50v2(weights: str = "none") -> keras.Model:
    """Build ResNet50V2 (He et al. 2016) with our heads."""
    return _build(keras.applications.ResNet50V2, weights, "resnet50v2")


def freeze_trunk(network: keras.Model, frozen: bool) -> None:
    """Keep the pre-trained part as it is, or let it learn; takes effect when compiled."""
    network.get_layer(TRUNK).trainable = not frozen


def _build(application: Callable[..., Any], weights: str, name: str) -> keras.Model:
    picture = face_input()
    x = layers.Rescaling(STANDARDISED_TO_IMAGENET)(picture)
    x = layers.Concatenate()([x, x, x])
    x = _trunk(application, weights, name)(x)
    return with_heads(picture, x, DROPOUT, name=name)


def _trunk(application: Callable[..., Any], weights: str, name: str) -> keras.Model:
    form = {"include_top": False, "input_shape": (FACE_SIZE, FACE_SIZE, 3), "name": TRUNK}
    if weights == "none":
        trunk = application(weights=None, **form)
        for layer in trunk.layers:
            if isinstance(layer, layers.BatchNormalization):
                layer.momentum = MOMENTUM
        return trunk
    try:
        with warnings.catch_warnings():  # it says that the weights were learned at 224x224
            warnings.simplefilter("ignore", UserWarning)
            return application(weights=weights, **form)
    except Exception as error:  # keras raises a bare Exception when a download fails
        raise ModelError(
            f"cannot get the {weights} weights of {name}: {_last_line(error)}; "
            "train where the network allows the download, or with --weights none"
        ) from error


def _last_line(error: Exception) -> str:
    """Say why without the address, which is in the text of the download's error."""
    return str(error).rpartition(" -- ")[2] or type(error).__name__
