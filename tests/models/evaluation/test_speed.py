import os

import numpy as np

from models.evaluation.speed import measure_speed, one_core
from tests.models.evaluation.invented import PixelReader


def test_a_face_costs_less_in_a_batch_and_each_size_is_reported() -> None:
    speeds = measure_speed(PixelReader(), np.zeros((3, 48, 48), np.uint8))
    assert [speed.batch for speed in speeds] == [1, 8, 32]
    assert all(0 < speed.median_ms <= speed.p95_ms for speed in speeds)


def test_no_faces_take_no_time() -> None:
    assert measure_speed(PixelReader(), np.zeros((0, 48, 48), np.uint8)) == []


def test_the_cores_are_given_back() -> None:
    before = os.sched_getaffinity(0)
    with one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before
