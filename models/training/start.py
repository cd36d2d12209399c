"""Begin a run from the weights of another one."""

from pathlib import Path

import keras

from models.errors import TrainingError
from models.training.export import load_keras


def take_weights(network: keras.Model, start: Path) -> None:
    """Give a network the weights of a Keras file; raises ``TrainingError`` if they do not fit."""
    weights = load_keras(start).get_weights()
    shapes = [weight.shape for weight in network.get_weights()]
    if [weight.shape for weight in weights] != shapes:
        raise TrainingError(f"{start} is of another architecture: its weights do not fit")
    network.set_weights(weights)
