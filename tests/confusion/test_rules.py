"""Smoothing, score and the numbers of the rules."""

import math

import pytest

from classroom.confusion.baseline import Baseline
from classroom.confusion.rules import ConfusionRules, share_of_a_second, smoothed
from classroom.confusion.signals import COUNTED, SIGNALS
from classroom.confusion.usual import SCORE_AS_USUAL, score_of


@pytest.mark.parametrize("wrong", [{"baseline_s": 0}, {"smoothing_s": 0.0}])
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="positive"):
        ConfusionRules(**wrong)  # type: ignore[arg-type]  # one wrong number each


def test_smoothing_covers_two_thirds_of_a_step_in_its_time_constant() -> None:
    score: float | None = None
    for _ in range(4):
        score = smoothed(score, 1.0, share_of_a_second(4.0))
    assert score == pytest.approx(1 - math.exp(-1))


def test_weights_sum_to_one() -> None:
    assert sum(signal.weight for signal in SIGNALS) == pytest.approx(1.0)


def score(deviations: dict[str, float]) -> float:
    values = [deviations[signal.name] for signal in SIGNALS]
    return score_of(values, [Baseline(1, 1.0, 1.0, deviation=1.0)] * COUNTED)


def test_score_grows_with_every_signal_and_stays_in_bounds() -> None:
    usual = dict.fromkeys((signal.name for signal in SIGNALS), 0.0)
    assert score(usual) == pytest.approx(SCORE_AS_USUAL)
    assert score(usual) < 0.1
    for signal in (each for each in SIGNALS if each.counts):
        assert score({**usual, signal.name: 3.0}) > score(usual)
    assert score(dict.fromkeys(usual, 1e9)) == pytest.approx(score(dict.fromkeys(usual, 6)))
    assert score(dict.fromkeys(usual, -1e9)) >= 0.0


def test_no_single_signal_but_the_brows_reaches_the_flag() -> None:
    usual = dict.fromkeys((signal.name for signal in SIGNALS), 0.0)
    alone = {s.name: score({**usual, s.name: 6.0}) for s in SIGNALS}
    enter = ConfusionRules().flags.enter
    assert [name for name, score in alone.items() if score >= enter] == ["brow_down"]


def test_what_is_only_told_of_moves_no_score() -> None:
    usual = dict.fromkeys((signal.name for signal in SIGNALS), 0.0)
    told = {signal.name: 6.0 for signal in SIGNALS if not signal.counts}
    assert told
    assert score(usual | told) == score(usual)
