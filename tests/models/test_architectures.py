import numpy as np
import pytest

from models.errors import ModelError
from models.training.recipes import RECIPES
from tests.models.training.tiny import KERAS_ON_NUMPY

pytestmark = KERAS_ON_NUMPY

PARAMETERS = {
    "stacked": 1_942_601,
    "compact": 776_623,
    "residual": 1_380_627,
    "cnn4": 4_509_507,
    "cnn4-elu": 4_509_507,
    "cnn6": 5_903_363,
    "mini-xception": 58_995,
    "mobilenetv2": 2_343_811,
    "resnet50v2": 23_702_083,
}
"""Heads included; cnn4 has 4,478,727 with FER2013's head alone."""


def test_every_architecture_has_a_recipe() -> None:
    from models.architectures import ARCHITECTURES

    assert list(ARCHITECTURES) == list(RECIPES) == list(PARAMETERS)
    assert all(each.description and each.source for each in ARCHITECTURES.values())


@pytest.mark.parametrize("name", PARAMETERS)
def test_an_architecture_has_its_parameters_and_the_three_heads(name: str) -> None:
    from models.architectures import build

    network = build(name)
    assert network.count_params() == PARAMETERS[name]
    assert network.input_shape == (None, 48, 48, 1)
    assert {head: out.shape for head, out in network.output.items()} == {
        "fer2013": (None, 7),
        "votes": (None, 8),
        "action": (None, 52),
    }


def test_a_network_says_probabilities_and_scores() -> None:
    from models.architectures import build

    says = build("mini-xception")(np.zeros((2, 48, 48, 1), np.float32), training=False)
    assert np.sum(says["fer2013"], axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert np.sum(says["votes"], axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert ((np.asarray(says["action"]) >= 0) & (np.asarray(says["action"]) <= 1)).all()


def test_an_unknown_name_is_refused_with_what_there_is() -> None:
    from models.architectures import build

    with pytest.raises(ModelError, match="'vgg'; there are: stacked, compact, residual"):
        build("vgg")


def test_imagenet_weights_are_refused_where_there_are_none() -> None:
    from models.architectures import build

    with pytest.raises(ModelError, match=r"cnn4 has no imagenet weights; .*mobilenetv2"):
        build("cnn4", "imagenet")


def test_imagenet_weights_that_cannot_be_downloaded_are_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pathlib import Path

    from models.architectures import build

    if list(Path.home().glob(".keras/models/mobilenet*")):
        pytest.skip("the weights are here already")
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(
        ModelError, match="cannot get the imagenet weights of mobilenetv2"
    ) as raised:
        build("mobilenetv2", "imagenet")
    assert "http" not in str(raised.value)
    assert "\n" not in str(raised.value)
