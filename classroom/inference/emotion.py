"""The emotion network behind the names of this package's errors."""

from typing import Self

import numpy as np
import numpy.typing as npt

from classroom.errors import InferenceError
from models.emotion import EmotionModel
from models.errors import WeightsError


class EmotionReader:
    """Reads the seven emotions and the facial action off face crops."""

    def __init__(self, model: EmotionModel) -> None:
        self._model = model

    @classmethod
    def load(cls) -> Self:
        """Open the committed weights; raises ``InferenceError`` that says how to restore them."""
        try:
            return cls(EmotionModel.load())
        except WeightsError as error:
            raise InferenceError(f"The emotion network cannot be used: {error}") from error

    def read(
        self, crops: npt.NDArray[np.uint8]
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Read uint8 (N, 48, 48): emotions float32 (N, 7) that sum to 1, action (N, 52) in 0..1."""
        reading = self._model.read(crops)
        return reading.emotions, reading.action
