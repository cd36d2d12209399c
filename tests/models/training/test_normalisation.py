"""Statistics after averaging, with a real small network on NumPy."""

from collections.abc import Iterator

import numpy as np
import pytest

from tests.models.training.tiny import (
    KERAS_ON_NUMPY,
    add_tiny_network,
    remove_tiny_network,
    tiny_faces,
    tiny_plan,
)

pytestmark = KERAS_ON_NUMPY


@pytest.fixture(autouse=True)
def _tiny_network() -> Iterator[None]:
    add_tiny_network()
    yield
    remove_tiny_network()


@pytest.mark.parametrize("momentum", [0.9, 0.9999])
def test_statistics_are_the_mean_of_all_batches_whatever_the_momentum(momentum: float) -> None:
    from models.architectures import build
    from models.training.batches import FaceBatches
    from models.training.normalisation import normalisations, refresh_statistics

    network = build("tiny", "none")
    batches = FaceBatches(tiny_faces().of_split("Training"), tiny_plan(), training=True)
    (layer,) = normalisations(network)
    layer.momentum = momentum
    convolution = network.layers[1]
    means = [np.asarray(convolution(batches[i][0])).mean((0, 1, 2)) for i in range(len(batches))]
    assert len(means) > 1

    refresh_statistics(network, batches)

    np.testing.assert_allclose(np.asarray(layer.moving_mean), np.mean(means, axis=0), rtol=1e-4)
    assert layer.momentum == momentum
