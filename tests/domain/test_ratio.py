"""A ratio over students with its uncertainty."""

import pytest

from classroom.domain.ratio import ratio_of


def test_the_ratio_is_of_the_sums_not_the_mean_of_ratios() -> None:
    estimate = ratio_of([(1, 10), (0, 10), (0, 10), (0, 10), (9, 60)])
    assert estimate is not None
    assert estimate.value == pytest.approx(0.1)


def test_the_interval_is_that_of_the_textbook_ratio_estimator() -> None:
    pairs = [(1.0, 10.0), (2.0, 10.0), (3.0, 10.0), (4.0, 10.0), (5.0, 10.0)]
    estimate = ratio_of(pairs)
    assert estimate is not None
    reach = 1.959964 * (2.5 / 5) ** 0.5 / 10  # of the mean, where all were there as long
    assert estimate.low == pytest.approx(0.3 - reach)
    assert estimate.high == pytest.approx(0.3 + reach)


def test_fewer_than_five_students_give_no_estimate() -> None:
    assert ratio_of([(1, 10)] * 4 + [(0, 0)]) is None


@pytest.mark.parametrize(("share", "low", "high"), [(0, 0.0, 0.3), (1, 0.7, 1.0)])
def test_nobody_or_everybody_is_not_taken_for_certain(share: int, low: float, high: float) -> None:
    estimate = ratio_of([(share, 1)] * 10, highest=1.0)
    assert estimate is not None
    assert (estimate.low, estimate.high) == pytest.approx((low, high))
