"""Any Keras emotion network, this project's or a stranger's, behind the evaluation's one call.

TensorFlow is imported when a file is opened and not before, because it takes seconds.
"""

import os
from pathlib import Path
from typing import Any, Final, Literal, Self

import numpy as np

from models.emotion import HeadOutputs
from models.errors import WeightsError
from models.evaluation.readers import Faces, Readings, Scores
from models.labels import ACTION_COUNT, EMOTIONS, FACE_SIZE, FER2013_TO_EMOTION, VOTE_LABELS
from models.preprocessing import to_input

InputScale = Literal["unit", "standard", "byte"]
"""Pixels as 0..1, as each face with mean 0 and deviation 1, or as 0..255."""

WIDTHS: Final[dict[str, int]] = {
    "fer2013": len(EMOTIONS),
    "votes": len(VOTE_LABELS),
    "action": ACTION_COUNT,
}
FER2013_ORDER: Final[tuple[str, ...]] = tuple(EMOTIONS[index] for index in FER2013_TO_EMOTION)
"""Angry, disgust, fear, happy, sad, surprise, neutral: how nearly every FER2013 network answers."""

SIGNATURES: Final[tuple[bytes, ...]] = (b"PK\x03\x04", b"\x89HDF")
"""First bytes of a zip archive and of HDF5."""

SAME_WORD: Final[dict[str, str]] = {
    "angry": "anger",
    "happy": "happiness",
    "sad": "sadness",
    "surprised": "surprise",
    "disgusted": "disgust",
    "fearful": "fear",
}


class KerasReader:
    """A network in a ``.keras`` or ``.h5`` file. One instance serves one thread."""

    def __init__(self, network: Any, order: tuple[str, ...], scale: InputScale) -> None:
        self._network = network
        self._columns = [order.index(emotion) for emotion in EMOTIONS]
        self._scale = scale
        self.parameters = int(network.count_params())

    @classmethod
    def load(
        cls,
        path: Path,
        label_order: tuple[str, ...] | None = None,
        input_scale: InputScale | None = None,
    ) -> Self:
        """Open a file with this project's three heads, or with one softmax over seven emotions.

        Without ``label_order`` a stranger's seven run as in FER2013; without ``input_scale`` a
        stranger's pixels run 0..1 and ours are standardised. Raises ``WeightsError`` for a file
        that is no Keras network or has another input or output.
        """
        network = _open(path)
        _check_input(network, path)
        ours = isinstance(network.output, dict)
        _check_output(network, path)
        reader = cls(
            network, label_order or FER2013_ORDER, input_scale or ("standard" if ours else "unit")
        )
        if not ours:
            reader._check_probabilities(path)
        return reader

    @classmethod
    def of(cls, network: Any) -> Self:
        """Wrap a network of this project that is already open."""
        return cls(network, FER2013_ORDER, "standard")

    def read(self, faces: Faces) -> HeadOutputs | Readings:
        """Read uint8 (N, 48, 48); a stranger's network has neither votes nor action."""
        said = self._network.predict_on_batch(_scaled(faces, self._scale))
        if isinstance(said, dict):
            return HeadOutputs(**{head: np.asarray(said[head], np.float32) for head in WIDTHS})
        emotions: Scores = np.asarray(said, np.float32)[:, self._columns]
        return Readings(fer2013=emotions, votes=None, action=None, emotions=emotions)

    def _check_probabilities(self, path: Path) -> None:
        rows = np.random.default_rng(0).integers(0, 256, (4, FACE_SIZE, FACE_SIZE))
        said = self.read(rows.astype(np.uint8)).fer2013
        if said.min() < 0 or not np.allclose(said.sum(axis=1), 1, atol=1e-3):
            raise WeightsError(f"{path} does not end in a softmax: its rows do not sum to 1")


def parse_order(text: str) -> tuple[str, ...]:
    """Read "angry,disgust,…" into our words; raises ``WeightsError`` unless all seven are there."""
    words = [word.strip().lower() for word in text.split(",")]
    order = tuple(SAME_WORD.get(word, word) for word in words)
    if sorted(order) != sorted(EMOTIONS):
        raise WeightsError(
            f"a label order names each of {', '.join(FER2013_ORDER)} once, not {text!r}"
        )
    return order


def _open(path: Path) -> Any:
    if not path.is_file():
        raise WeightsError(f"there is no network at {path}")
    if not _begins_like_keras(path):
        raise WeightsError(f"{path} is not a Keras network: neither a .keras archive nor HDF5")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    try:
        return keras.models.load_model(path, compile=False)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ImportError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else "unreadable"
        raise WeightsError(f"{path} is not a Keras network: {reason}") from error


def _begins_like_keras(path: Path) -> bool:
    """Tell a file of another kind at once, without the seconds that TensorFlow takes to say so."""
    with path.open("rb") as file:
        return file.read(4) in SIGNATURES


def _check_input(network: Any, path: Path) -> None:
    shape = getattr(network, "input_shape", None)
    if shape != (None, FACE_SIZE, FACE_SIZE, 1):
        raise WeightsError(
            f"{path} takes {shape}; only networks of one grey 48x48 picture, (None, 48, 48, 1), "
            "can be evaluated"
        )


def _check_output(network: Any, path: Path) -> None:
    if isinstance(network.output, dict):
        widths = {head: int(each.shape[-1]) for head, each in network.output.items()}
        if widths == WIDTHS:
            return
    elif getattr(network, "output_shape", None) == (None, len(EMOTIONS)):
        return
    raise WeightsError(
        f"{path} has neither one softmax over seven emotions nor the heads {', '.join(WIDTHS)}"
    )


def _scaled(faces: Faces, scale: InputScale) -> Scores:
    if scale == "standard":
        return to_input(faces)
    pixels = faces.astype(np.float32)[..., np.newaxis]
    return pixels / np.float32(255) if scale == "unit" else pixels
