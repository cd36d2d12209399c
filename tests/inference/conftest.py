from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from skimage import data

from classroom.inference import FaceAnalyzer

Picture = npt.NDArray[np.uint8]


@pytest.fixture(scope="session")
def astronaut() -> Picture:
    """A public-domain portrait, 512x512: Eileen Collins smiles into the camera."""
    picture: Picture = data.astronaut()  # type: ignore[no-untyped-call] # skimage has no types
    return picture


@pytest.fixture(scope="session")
def analyzer() -> FaceAnalyzer:
    return FaceAnalyzer.load()


@pytest.fixture
def warped(astronaut: Picture) -> Callable[..., Picture]:
    """Turn by degrees clockwise and enlarge the portrait about its face."""

    def warp(clockwise_deg: float = 0.0, scale: float = 1.0) -> Picture:
        matrix = cv2.getRotationMatrix2D((224, 128), -clockwise_deg, scale)
        return np.asarray(cv2.warpAffine(astronaut, matrix, (512, 512)), dtype=np.uint8)

    return warp
