"""Batch-normalisation statistics of weights that were averaged, or learned for a short time."""

from collections.abc import Iterator

import keras

from models.training.batches import FaceBatches


def refresh_statistics(network: keras.Model, batches: FaceBatches) -> None:
    """Measure the statistics anew: the plain mean over one epoch, whatever the layers' momentum.

    The same step as after stochastic weight averaging (Izmailov et al. 2018, section 3.2). At a
    layer's own momentum much of the old statistics would stay, at 0.999 most after a short run.
    """
    layers = list(normalisations(network))
    momenta = [layer.momentum for layer in layers]
    for index in range(len(batches)):
        for layer in layers:
            layer.momentum = index / (index + 1)  # the mean of all batches so far
        pictures, _, _ = batches[index]
        network(pictures, training=True)
    for layer, momentum in zip(layers, momenta, strict=True):
        layer.momentum = momentum


def normalisations(network: keras.Model) -> Iterator[keras.layers.BatchNormalization]:
    """Every batch normalisation of a network and of the networks inside it."""
    for layer in network.layers:
        if isinstance(layer, keras.Model):
            yield from normalisations(layer)
        elif isinstance(layer, keras.layers.BatchNormalization):
            yield layer
