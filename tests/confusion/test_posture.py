"""What a second shows besides the movements of the face."""

from dataclasses import replace

import numpy as np
import pytest

from classroom.confusion.posture import posture_of
from classroom.domain.observation import HeadPose, Observation
from tests.fakes.scorer import make_face


def turned(yaw_deg: float) -> Observation:
    return replace(make_face(), pose=HeadPose(yaw_deg, 0.0, 0.0))


def looking(**places: float) -> Observation:
    action = np.zeros(52, np.float32)
    for place, score in places.items():
        action[int(place.removeprefix("at_"))] = score
    return replace(make_face(), action=action)


def test_movement_of_the_head_is_that_between_readings() -> None:
    assert posture_of([turned(0.0), turned(12.0)]).head_movement_deg == 12.0
    assert posture_of([turned(5.0), turned(5.0)]).head_movement_deg == 0.0
    assert posture_of([turned(5.0)]).head_movement_deg == 0.0


def test_pose_is_the_mean_of_the_second() -> None:
    assert posture_of([turned(0.0), turned(12.0)]).pose == HeadPose(6.0, 0.0, 0.0)


def test_eyes_that_look_aside_look_away() -> None:
    assert posture_of([looking()]).gaze_away == 0.0
    assert posture_of([looking(at_13=0.8, at_16=0.6)]).gaze_away == pytest.approx(0.7)
    assert posture_of([looking(at_11=0.4, at_12=0.4)]).gaze_away == pytest.approx(0.4)


def test_row_has_every_number() -> None:
    assert posture_of([turned(12.0)]).row().shape == (12,)


def test_no_face_has_no_posture() -> None:
    with pytest.raises(ValueError, match="without a face"):
        posture_of([])
