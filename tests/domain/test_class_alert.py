from datetime import UTC, datetime, timedelta
from itertools import product
from math import prod

import pytest

from classroom.domain.class_alert import ClassAlert, HandRaised, at_least, class_alert

BEGAN = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
NOW = BEGAN + timedelta(minutes=20)


def hands(students: int, ago_s: float = 5.0, every_s: float = 4.0) -> list[HandRaised]:
    return [
        HandRaised(f"p{i}", NOW - timedelta(seconds=ago_s + every_s * i)) for i in range(students)
    ]


def present(count: int) -> set[str]:
    return {f"p{i}" for i in range(count)}


def alert(raised: list[HandRaised], count: int, later_s: float = 0.0) -> ClassAlert | None:
    return class_alert(raised, present(count), BEGAN, NOW + timedelta(seconds=later_s))


def test_five_of_twenty_two_within_half_a_minute_are_an_alert() -> None:
    found = alert(hands(5), 22)
    assert found == ClassAlert(NOW - timedelta(seconds=5), 5, 22)


@pytest.mark.parametrize(("students", "count"), [(2, 4), (4, 22), (5, 26)])
def test_fewer_than_three_or_a_fifth_are_none(students: int, count: int) -> None:
    assert alert(hands(students), count) is None


def test_hands_spread_over_more_than_half_a_minute_are_none() -> None:
    assert alert(hands(5, every_s=12), 20) is None


def test_several_hands_of_one_student_count_once() -> None:
    often = [HandRaised("p0", NOW - timedelta(seconds=i)) for i in range(5)]
    assert alert(often, 10) is None


def test_hands_that_students_raise_all_the_time_are_no_alert() -> None:
    often = [
        HandRaised(f"p{i}", BEGAN + timedelta(seconds=s))
        for i in range(5)
        for s in range(0, 1200, 40)
    ]
    assert alert(hands(5) + often, 22) is None


def test_the_first_half_minute_of_a_class_is_never_an_alert() -> None:
    soon = BEGAN + timedelta(seconds=20)
    raised = [HandRaised(f"p{i}", soon) for i in range(5)]
    assert class_alert(raised, present(6), BEGAN, soon) is None


def test_an_alert_stays_for_a_minute_and_goes() -> None:
    raised = hands(5, ago_s=0, every_s=0)
    assert alert(raised, 22, later_s=59) == ClassAlert(NOW, 5, 22)
    assert alert(raised, 22, later_s=60) is None


def test_a_student_who_has_left_does_not_count() -> None:
    assert class_alert(hands(3), present(8) - {"p0"}, BEGAN, NOW) is None


def test_the_probability_is_that_of_every_outcome_summed() -> None:
    chances = [0.1, 0.35, 0.5, 0.9]
    outcomes = product([0, 1], repeat=4)
    expected = sum(
        prod(chance if up else 1 - chance for chance, up in zip(chances, outcome, strict=True))
        for outcome in outcomes
        if sum(outcome) >= 2
    )
    assert at_least(2, chances) == pytest.approx(expected)
    assert at_least(0, chances) == pytest.approx(1.0)
    assert at_least(5, chances) == 0.0
