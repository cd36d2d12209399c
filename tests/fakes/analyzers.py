"""Analyzers that inference workers load in tests, chosen by what the frame's first pixel says."""

import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from classroom.domain.observation import Observation
from classroom.errors import InferenceError
from classroom.inference.whereabouts import SEARCH_ALL, Search
from tests.fakes.scorer import make_face

SOURCE = "tests.fakes.analyzers:ObedientAnalyzer"
UNFIT = "tests.fakes.analyzers:unfit"

GOOD, EMPTY, RAISES, HANGS, SLOW = range(5)


def command(what: int, height: int = 240, width: int = 320) -> npt.NDArray[np.uint8]:
    """Make a frame that tells the analyzer what to do."""
    return np.full((height, width, 3), what, np.uint8)


class ObedientAnalyzer:
    """Does what the frame says."""

    def analyze(
        self,
        rgb: npt.NDArray[np.uint8],
        limit: int | None = None,
        search: Search = SEARCH_ALL,
    ) -> list[Observation]:
        match int(rgb[0, 0, 0]):
            case 1:
                return []
            case 2:
                raise RuntimeError("this frame cannot be read")
            case 3:
                time.sleep(3600)
            case 4:
                time.sleep(0.3)
        return [make_face(size=(rgb.shape[1], rgb.shape[0]))]


def unfit() -> ObedientAnalyzer:
    """Behave as networks whose weights are damaged."""
    raise InferenceError(f"{Path('emotion.tflite')} is damaged; reinstall it")
