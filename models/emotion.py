"""The emotion network as it is served: TFLite weights behind one call."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
from ai_edge_litert.interpreter import Interpreter

from models.errors import WeightsError
from models.labels import EMOTIONS
from models.preprocessing import lift_dark, to_input

WEIGHTS: Final[Path] = Path(__file__).parent / "weights" / "emotion.tflite"


@dataclass(frozen=True, eq=False)
class HeadOutputs:
    """What each head says of N faces, all float32.

    ``fer2013`` (N, 7) probabilities as FER2013 labels faces; ``votes`` (N, 8) shares of ten human
    annotators' votes as in FER+; ``action`` (N, 52) blendshape scores in 0..1.
    """

    fer2013: npt.NDArray[np.float32]
    votes: npt.NDArray[np.float32]
    action: npt.NDArray[np.float32]

    @cached_property
    def emotions(self) -> npt.NDArray[np.float32]:
        """Probabilities (N, 7) in the order of ``EMOTIONS``, as served.

        The mean of both heads, contempt left out: what a picture was posed or searched for and
        what ten people see in it are both weak witnesses, and their errors differ.
        """
        seen = self.votes[:, : len(EMOTIONS)]
        seen = seen / np.maximum(seen.sum(axis=1, keepdims=True), 1e-6)
        mixed = (self.fer2013 + seen) / 2
        return np.asarray(mixed / mixed.sum(axis=1, keepdims=True), dtype=np.float32)


class EmotionModel:
    """A loaded network. One instance serves one thread."""

    def __init__(self, interpreter: Interpreter, heads: dict[str, str]) -> None:
        self._interpreter = interpreter
        self._input = int(interpreter.get_input_details()[0]["index"])
        indices = {detail["name"]: detail["index"] for detail in interpreter.get_output_details()}
        self._outputs = {head: int(indices[name]) for head, name in heads.items()}
        self._batch = 0

    @classmethod
    def load(cls, path: Path | None = None, *, verify: bool = True) -> Self:
        """Load the committed weights, or those at ``path`` with their manifest beside them.

        Raises ``WeightsError`` if the file is missing, damaged or, with ``verify``, not the one
        whose SHA-256 the manifest states.
        """
        path = path or WEIGHTS
        manifest = read_manifest(path)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise WeightsError(f"cannot read the weights {path}: {error.strerror}") from error
        if verify and hashlib.sha256(content).hexdigest() != manifest.get("sha256"):
            raise WeightsError(
                f"the weights {path} are damaged: their SHA-256 is not that of the manifest; "
                "restore the file (git checkout models/weights) or export it again"
            )
        try:
            return cls(Interpreter(model_content=content, num_threads=1), manifest["outputs"])
        except (ValueError, RuntimeError, KeyError) as error:
            raise WeightsError(f"the weights {path} are not a usable network: {error}") from error

    def predict(self, faces: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Emotion probabilities of uint8 (N, 48, 48) faces: float32 (N, 7), rows sum to 1.

        Raises ``ValueError`` for another shape or type.
        """
        return self.read(faces).emotions

    def read(self, faces: npt.NDArray[np.uint8]) -> HeadOutputs:
        """Everything that the network says of uint8 (N, 48, 48) faces.

        Raises ``ValueError`` for another shape or type.
        """
        pictures = to_input(lift_dark(faces))
        if len(pictures) == 0:
            return HeadOutputs(*(np.zeros((0, n), np.float32) for n in (7, 8, 52)))
        if len(pictures) != self._batch:
            self._interpreter.resize_tensor_input(self._input, pictures.shape)
            self._interpreter.allocate_tensors()
            self._batch = len(pictures)
        self._interpreter.set_tensor(self._input, pictures)
        self._interpreter.invoke()
        return HeadOutputs(
            **{head: self._interpreter.get_tensor(at) for head, at in self._outputs.items()}
        )


def manifest_path(weights: Path) -> Path:
    """Where the manifest of a weights file stands."""
    return weights.with_suffix(".json")


def read_manifest(weights: Path) -> dict[str, Any]:
    """Read what the manifest says of a weights file; raises ``WeightsError`` if it cannot."""
    try:
        manifest: dict[str, Any] = json.loads(manifest_path(weights).read_text())
    except (OSError, ValueError) as error:
        raise WeightsError(f"cannot read the manifest of {weights}: {error}") from error
    return manifest
