"""The registry of architectures: each a trunk of its own with the same three heads."""

from collections.abc import Callable
from dataclasses import dataclass

import keras

from models.architectures.heads import HEADS
from models.architectures.plain import build_cnn4, build_cnn4_elu, build_cnn6
from models.architectures.residual import build_compact, build_residual
from models.architectures.stacked import build_stacked
from models.architectures.transfer import build_mobilenetv2, build_resnet50v2
from models.architectures.xception import build_mini_xception
from models.errors import ModelError

__all__ = ["ARCHITECTURES", "HEADS", "Architecture", "build"]


@dataclass(frozen=True)
class Architecture:
    """One entry of the bench."""

    build: Callable[..., keras.Model]
    description: str
    source: str
    transfer: bool = False
    """Whether there are ImageNet weights, which ``build`` then takes as its argument."""


ARCHITECTURES: dict[str, Architecture] = {
    "stacked": Architecture(
        build_stacked,
        "the served network: pairs of convolutions with squeeze and excitation",
        "this project; Simonyan and Zisserman 2014, Hu et al. 2018",
    ),
    "compact": Architecture(
        build_compact,
        "a network for slow cores: residual blocks with squeeze and excitation, halved early",
        "this project; He et al. 2015, Hu et al. 2018",
    ),
    "residual": Architecture(
        build_residual, "a larger residual network", "this project; He et al. 2015"
    ),
    "cnn4": Architecture(
        build_cnn4, "four convolutions, two dense layers, relu", "student projects on FER2013"
    ),
    "cnn4-elu": Architecture(
        build_cnn4_elu,
        "four convolutions, two dense layers, elu",
        "student projects on FER2013; Clevert et al. 2015",
    ),
    "cnn6": Architecture(
        build_cnn6,
        "six convolutions in pairs, one dense layer",
        "student projects on FER2013; after Simonyan and Zisserman 2014",
    ),
    "mini-xception": Architecture(
        build_mini_xception, "separable convolutions in residual modules", "Arriaga et al. 2017"
    ),
    "mobilenetv2": Architecture(
        build_mobilenetv2,
        "MobileNetV2 with a new head",
        "Sandler et al. 2018, keras.applications",
        transfer=True,
    ),
    "resnet50v2": Architecture(
        build_resnet50v2,
        "ResNet50V2 with a new head",
        "He et al. 2016, keras.applications",
        transfer=True,
    ),
}


def build(name: str, weights: str = "none") -> keras.Model:
    """Build a network by name: float32 (N, 48, 48, 1) to a dict of the three heads.

    ``weights`` is ``imagenet`` or ``none``. Raises ``ModelError`` for an unknown name, and where
    ImageNet weights do not exist or cannot be had.
    """
    if name not in ARCHITECTURES:
        raise ModelError(f"unknown architecture {name!r}; there are: {', '.join(ARCHITECTURES)}")
    architecture = ARCHITECTURES[name]
    if architecture.transfer:
        return architecture.build(weights)
    if weights != "none":
        able = ", ".join(name for name, each in ARCHITECTURES.items() if each.transfer)
        raise ModelError(f"{name} has no {weights} weights; these have: {able}")
    return architecture.build()
