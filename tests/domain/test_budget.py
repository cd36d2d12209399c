from datetime import UTC, datetime, timedelta

from classroom.domain.budget import held_back
from classroom.domain.episode import Answer
from classroom.domain.flag import RaisedFlag

NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


def flag(
    id_: str, likelihood: float | None, answer: Answer | None = None, ago_min: float = 5.0
) -> RaisedFlag:
    started = NOW - timedelta(minutes=ago_min)
    return RaisedFlag(id_, "p", started, None, 0.8, likelihood, answer)


def test_the_weakest_flags_beyond_the_budget_are_held_back() -> None:
    flags = [flag("weak", 0.1), flag("strong", 0.4), flag("middle", 0.2)]
    assert held_back(flags, 2, NOW) == {"weak"}
    assert held_back(flags, 1, NOW) == {"weak", "middle"}
    assert held_back(flags, 3, NOW) == set()


def test_an_answered_flag_has_used_its_slot_however_weak() -> None:
    flags = [flag("answered", 0.05, Answer.WRONG), flag("later", 0.06, Answer.LATER)]
    assert held_back([*flags, flag("strong", 0.4)], 2, NOW) == {"strong"}


def test_a_flag_that_was_answered_is_never_held_back() -> None:
    flags = [flag(str(i), 0.2, Answer.RIGHT) for i in range(4)]
    assert held_back(flags, 2, NOW) == set()


def test_what_is_older_than_an_hour_frees_its_slot() -> None:
    old = flag("old", 0.9, Answer.RIGHT, ago_min=60)
    assert held_back([old, flag("new", 0.1)], 1, NOW) == set()


def test_of_equally_strong_flags_the_earlier_one_stays() -> None:
    flags = [flag("second", 0.2, ago_min=1), flag("first", 0.2, ago_min=2)]
    assert held_back(flags, 1, NOW) == {"second"}


def test_a_flag_without_a_likelihood_is_the_weakest() -> None:
    assert held_back([flag("score", None), flag("likely", 0.05)], 1, NOW) == {"score"}
