from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

import dashboard
from classroom.domain.emotion import EMOTIONS
from dashboard.components.palette import EMOTION_COLOURS, STACKED

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, sight: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(sight @ linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_every_emotion_has_a_colour() -> None:
    assert set(EMOTION_COLOURS) == set(STACKED) == set(EMOTIONS)


@pytest.mark.parametrize("sight", SIGHT)
def test_layers_that_touch_differ_clearly_to_every_eye(sight: str) -> None:
    for below, above in pairwise(STACKED):
        apart = lab(EMOTION_COLOURS[below], SIGHT[sight]) - lab(
            EMOTION_COLOURS[above], SIGHT[sight]
        )
        assert np.linalg.norm(apart) > 20, (below, above)


@pytest.mark.parametrize("label", EMOTIONS)
def test_tiles_have_the_same_colours_as_the_chart(label: str) -> None:
    style = (Path(dashboard.__file__).parent / "assets" / "style.css").read_text()
    assert f".is-{label} {{ --edge: {EMOTION_COLOURS[label]}; }}" in style


@pytest.mark.parametrize("sight", SIGHT)
def test_no_two_emotions_look_the_same(sight: str) -> None:
    for one, other in combinations(EMOTIONS, 2):
        apart = lab(EMOTION_COLOURS[one], SIGHT[sight]) - lab(EMOTION_COLOURS[other], SIGHT[sight])
        assert np.linalg.norm(apart) > 10, (one, other)
