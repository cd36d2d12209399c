import numpy as np
import pytest

from classroom.domain.observation import HeadPose
from classroom.inference.quality import judge

STRAIGHT = HeadPose(0.0, 0.0, 0.0)
CROP = np.random.default_rng(1).integers(60, 200, (48, 48), dtype=np.uint8)


def test_clear_face_is_fully_trusted() -> None:
    assert judge(CROP, 40.0, STRAIGHT).overall == 1.0


@pytest.mark.parametrize("pose", [HeadPose(65, 0, 0), HeadPose(-65, 0, 0), HeadPose(0, 55, 0)])
def test_head_turned_away_is_not_usable(pose: HeadPose) -> None:
    assert not judge(CROP, 40.0, pose).usable


def test_rolled_head_stays_usable_because_the_crop_levels_it() -> None:
    assert judge(CROP, 40.0, HeadPose(0, 0, 40)).overall == 1.0


def test_face_of_a_few_pixels_is_not_usable() -> None:
    assert not judge(CROP, 5.0, STRAIGHT).usable


@pytest.mark.parametrize("level", [0, 128, 255])
def test_flat_crop_is_not_usable(level: int) -> None:
    assert not judge(np.full((48, 48), level, np.uint8), 40.0, STRAIGHT).usable
