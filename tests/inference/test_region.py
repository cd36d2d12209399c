import numpy as np
import pytest

from classroom.domain.observation import Box
from classroom.inference.region import MARGIN, Region


def test_square_is_centred_on_the_box_and_larger() -> None:
    region = Region.around(Box(100, 50, 60, 80), roll_deg=0)

    assert (region.x, region.y, region.side) == (130, 90, MARGIN * 80)


def test_placement_puts_the_centre_in_the_middle_and_the_head_upright() -> None:
    region = Region(130, 90, 120, roll_deg=90)
    placement = region.placement(192)

    middle = placement @ (130, 90, 1)
    below_on_screen = placement @ (130, 150, 1)

    assert middle == pytest.approx((96, 96))
    assert below_on_screen == pytest.approx((192, 96))
    assert np.linalg.det(placement[:, :2]) == pytest.approx((192 / 120) ** 2)


@pytest.mark.parametrize(
    ("now", "same"),
    [
        (Region(165, 120, 100, 5), True),
        (Region(200, 120, 100, 0), False),
        (Region(160, 120, 40, 0), False),
        (Region(160, 120, 200, 0), False),
    ],
)
def test_face_that_jumps_or_changes_size_is_another(now: Region, same: bool) -> None:
    assert now.follows(Region(160, 120, 100, 0)) is same
