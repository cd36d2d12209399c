"""When a score becomes a flag, and what another sensitivity would have flagged."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from classroom.domain.flagging import Flagging, FlagRules, flags_of

START = datetime(2026, 11, 21, 9, tzinfo=UTC)


def at(second: int) -> datetime:
    return START + timedelta(seconds=second)


def scored(*stretches: tuple[int, float], first: int = 0) -> list[tuple[datetime, float]]:
    scores = [score for seconds, score in stretches for score in [score] * seconds]
    return [(at(first + second), score) for second, score in enumerate(scores)]


@pytest.mark.parametrize("wrong", [{"enter": 0.3}, {"enter": 1.0}, {"calm_s": 0}, {"sustain_s": 0}])
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"enter|positive"):
        FlagRules(**wrong)  # type: ignore[arg-type]  # one wrong number each


def test_flag_is_raised_by_sustained_scores_and_cleared_by_calm_ones() -> None:
    (flag,) = flags_of(scored((20, 0.1), (12, 0.9), (30, 0.1)), FlagRules())
    assert (flag.started_at, flag.tense_at, flag.tense_s) == (at(20), at(31), 12)
    assert flag.peak == 0.9


@pytest.mark.parametrize(("seconds", "flags"), [(7, 0), (8, 1)])
def test_flag_needs_eight_seconds_in_a_row(seconds: int, flags: int) -> None:
    assert len(flags_of(scored((seconds, 0.9), (30, 0.1)), FlagRules())) == flags


@pytest.mark.parametrize(("every_s", "flags"), [(1, 1), (2, 1), (3, 0)])
def test_nothing_is_flagged_where_less_than_half_was_seen(every_s: int, flags: int) -> None:
    tense = [(at(second), 0.9) for second in range(0, 60, every_s)]
    assert len(flags_of(tense, FlagRules())) == flags


def test_flag_that_stands_at_the_end_counts() -> None:
    assert len(flags_of(scored((9, 0.9)), FlagRules())) == 1


def test_lower_threshold_flags_what_a_higher_one_leaves() -> None:
    scores = scored((100, 0.1), (20, 0.65), (100, 0.1), (20, 0.95), (100, 0.1))
    counts = [len(flags_of(scores, FlagRules(enter=enter))) for enter in (0.5, 0.7, 0.9)]
    assert counts == [2, 1, 1]


def test_gap_longer_than_the_limit_ends_a_flag() -> None:
    early, late = scored((10, 0.9)), scored((10, 0.9), first=100)
    assert len(flags_of([*early, *late], FlagRules())) == 2
    soon = scored((10, 0.9), first=35)
    assert len(flags_of([*early, *soon], FlagRules())) == 1


def test_no_flag_within_the_pause_after_one() -> None:
    scores = scored((10, 0.9), (12, 0.1), (20, 0.9), (12, 0.1), (60, 0.1), (10, 0.9))
    starts = [flag.started_at for flag in flags_of(scores, FlagRules())]
    assert starts[0] == at(0)
    assert all((second - first).total_seconds() > 60 for first, second in pairwise(starts))


def test_what_never_ends_is_let_go_after_ten_minutes() -> None:
    flagging = Flagging(FlagRules())
    ended = [flagging.take(moment, 0.9) for moment, _ in scored((700, 0.9))]
    (flag,) = [flag for flag in ended if flag]
    assert flag.too_long
