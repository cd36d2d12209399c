"""A student's own usual."""

import random

import pytest

from classroom.confusion.baseline import Baseline


def learnt(values: list[float], drift_values: float = 600) -> Baseline:
    baseline = Baseline(needed=60, least_deviation=0.01, drift_values=drift_values)
    for value in values:
        baseline.learn(value)
    return baseline


def test_baseline_is_not_known_before_it_has_seen_enough() -> None:
    assert not learnt([0.1] * 59).known
    assert learnt([0.1] * 59).deviations(0.9) == 0.0
    assert learnt([0.1] * 60).known


def test_outliers_do_not_move_it() -> None:
    chance = random.Random(1)
    clean = [chance.gauss(0.2, 0.03) for _ in range(60)]
    spoilt = [*clean[:48], *([1.0] * 12)]
    assert learnt(spoilt).centre == pytest.approx(learnt(clean).centre, abs=0.02)
    assert learnt(spoilt).deviation < 2 * learnt(clean).deviation


def test_deviation_of_normal_noise_is_its_own() -> None:
    chance = random.Random(2)
    baseline = learnt([chance.gauss(0.5, 0.1) for _ in range(6000)])
    assert baseline.centre == pytest.approx(0.5, abs=0.02)
    assert baseline.deviation == pytest.approx(0.1, rel=0.15)


def test_still_signal_keeps_the_least_deviation() -> None:
    assert learnt([0.3] * 500).deviation == 0.01


def test_drift_follows_slowly_and_one_wild_second_hardly_at_all() -> None:
    baseline = learnt([0.1, 0.12] * 30)
    baseline.learn(100.0)
    assert baseline.centre == pytest.approx(0.11, abs=0.001)
