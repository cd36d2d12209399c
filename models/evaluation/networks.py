"""Networks to be measured: a file on disk, how it is opened, and what is known of it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.emotion import WEIGHTS, EmotionModel, read_manifest
from models.errors import WeightsError
from models.evaluation.keras_reader import InputScale, KerasReader
from models.evaluation.readers import FaceReader

KERAS_SUFFIXES: Final[tuple[str, ...]] = (".keras", ".h5", ".hdf5")


@dataclass(frozen=True)
class NetworkFile:
    """What a report says of the network that it is about."""

    name: str
    file: str
    form: str
    bytes: int
    sha256: str
    parameters: int | None


@dataclass(frozen=True)
class Network:
    """An opened network and its file."""

    about: NetworkFile
    reader: FaceReader


def open_network(
    path: Path | None = None,
    label_order: tuple[str, ...] | None = None,
    input_scale: InputScale | None = None,
) -> Network:
    """Open the served weights, a TFLite file with its manifest beside it, or any Keras file.

    ``label_order`` and ``input_scale`` are for a stranger's Keras network. Raises ``WeightsError``
    for a file that is none of these.
    """
    path = path or WEIGHTS
    if path.suffix == ".tflite":
        model = EmotionModel.load(path)
        manifest = read_manifest(path)
        name = str(manifest.get("plan", {}).get("architecture", path.stem))
        return Network(_about(path, f"{name} (served)", manifest.get("parameters")), model)
    if path.suffix in KERAS_SUFFIXES:
        reader = KerasReader.load(path, label_order, input_scale)
        return Network(_about(path, _keras_name(path), reader.parameters), reader)
    known = ", ".join((".tflite", *KERAS_SUFFIXES))
    raise WeightsError(f"{path} is no network file: its name must end in one of {known}")


def _keras_name(path: Path) -> str:
    """A run's files all have the same names, so its folder says more."""
    return path.parent.name if path.stem in {"final", "best"} and path.parent.name else path.stem


def _about(path: Path, name: str, parameters: int | None) -> NetworkFile:
    content = path.read_bytes()
    return NetworkFile(
        name=name,
        file=path.name,
        form=path.suffix.lstrip("."),
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        parameters=parameters,
    )
