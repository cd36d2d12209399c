import numpy as np
import pytest

from classroom.inference.face import FULL_RANGE, SHORT_RANGE, DetectorModel, anchor_centres
from classroom.inference.face import _blend as blend


@pytest.mark.parametrize(("model", "count"), [(SHORT_RANGE, 896), (FULL_RANGE, 2304)])
def test_anchors_are_as_many_as_the_network_answers(model: DetectorModel, count: int) -> None:
    centres = anchor_centres(model)

    assert centres.shape == (count, 2)
    assert centres.min() == model.cells[0][0] / 2


def test_overlapping_boxes_become_their_weighted_mean() -> None:
    points = np.zeros((3, 8, 2), np.float32)
    points[:, 0] = [[0, 0], [4, 0], [100, 100]]
    points[:, 1] = 20

    near, far = blend(points, np.array([0.9, 0.3, 0.6], np.float32))

    assert near.box.left == pytest.approx(1.0)
    assert near.score == pytest.approx(0.9)
    assert far.box.left == pytest.approx(100.0)
