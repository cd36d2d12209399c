"""Distances in a face do not depend on where it is, how large or how tilted."""

import numpy as np
import numpy.typing as npt
import pytest

from classroom.confusion.geometry import (
    LEFT_EYE,
    LIPS,
    MEASURES,
    RIGHT_EYE,
    eyes_closed,
    measures_of,
)

Points = npt.NDArray[np.float64]


@pytest.fixture
def landmarks() -> Points:
    """Points anywhere, but for eyes 30 wide and 12 open whose outer corners are 100 apart."""
    points = np.random.default_rng(5).uniform(0, 200, (468, 3))
    for eye, outer_x, inner_x in ((RIGHT_EYE, 0.0, 30.0), (LEFT_EYE, 100.0, 70.0)):
        middle = (outer_x + inner_x) / 2
        points[list(eye)] = [
            (outer_x, 50, 0),
            (inner_x, 50, 0),
            (middle, 44, 0),
            (middle, 56, 0),
        ]
    return points


def measure(landmarks: Points, name: str) -> float:
    return float(measures_of(landmarks)[MEASURES.index(name)])


def test_distances_are_in_distances_between_the_eyes(landmarks: Points) -> None:
    assert measure(landmarks, "eye_opening") == pytest.approx(0.12)
    landmarks[list(LIPS)] = [(50, 120, 0), (50, 145, 0)]
    assert measure(landmarks, "mouth_opening") == pytest.approx(0.25)


def test_size_place_and_tilt_do_not_count(landmarks: Points) -> None:
    tilt = np.radians(25)
    turned = [[np.cos(tilt), -np.sin(tilt), 0], [np.sin(tilt), np.cos(tilt), 0], [0, 0, 1]]
    moved = 1.7 * landmarks @ np.array(turned).T + (40, -10, 3)
    np.testing.assert_allclose(measures_of(moved), measures_of(landmarks))


def test_eyes_are_closed_where_the_lids_meet(landmarks: Points) -> None:
    assert not eyes_closed(landmarks)
    for eye in (RIGHT_EYE, LEFT_EYE):
        landmarks[eye[2]] = landmarks[eye[3]] - (0, 2, 0)
    assert eyes_closed(landmarks)


def test_landmarks_that_fall_together_measure_nothing() -> None:
    assert not measures_of(np.zeros((468, 3))).any()
