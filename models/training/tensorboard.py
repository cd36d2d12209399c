"""Whether a run can be logged for TensorBoard."""

import importlib.util

from models.errors import TrainingError


def check_tensorboard() -> None:
    """Raise ``TrainingError`` if TensorBoard's package, which TensorFlow lacks, is missing."""
    if importlib.util.find_spec("tensorboard") is None:
        raise TrainingError(
            "--tensorboard needs the package tensorboard, which is not installed: "
            "pip install tensorboard, or leave the flag out (log.csv has the same figures)"
        )
