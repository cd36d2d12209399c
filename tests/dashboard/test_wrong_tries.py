from datetime import UTC, datetime, timedelta

from dashboard.wrong_tries import FORGOTTEN_AFTER, FREE_TRIES, LONGEST_WAIT_S, WrongTries

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
ADA = ("ada", "192.0.2.1")


def tried(tries: WrongTries, count: int) -> datetime:
    """Try wrongly so often, each as soon as one may; returns when the last one was."""
    now = NOW
    for _ in range(count):
        if wait_s := tries.ask(ADA, now):
            now += timedelta(seconds=wait_s)
            assert tries.ask(ADA, now) == 0
    return now


def test_five_wrong_tries_cost_nothing_and_the_sixth_waits() -> None:
    tries = WrongTries()
    assert [tries.ask(ADA, NOW) for _ in range(FREE_TRIES)] == [0.0] * FREE_TRIES
    assert tries.ask(ADA, NOW) == 4.0
    assert tries.ask(ADA, NOW + timedelta(seconds=3)) == 1.0
    assert tries.ask(ADA, NOW + timedelta(seconds=4)) == 0.0


def test_each_more_waits_twice_as_long_up_to_five_minutes() -> None:
    tries = WrongTries()
    last = tried(tries, FREE_TRIES + 1)
    assert tries.ask(ADA, last) == 8.0
    last = tried(tries := WrongTries(), 40)
    assert tries.ask(ADA, last) == LONGEST_WAIT_S


def test_another_name_or_address_is_not_slowed_down() -> None:
    tries = WrongTries()
    tried(tries, FREE_TRIES)
    assert tries.ask(("ben", ADA[1]), NOW) == 0
    assert tries.ask((ADA[0], "192.0.2.2"), NOW) == 0


def test_the_right_password_or_an_hour_starts_again() -> None:
    tries = WrongTries()
    tried(tries, FREE_TRIES)
    tries.forget(ADA)
    last = tried(tries, FREE_TRIES)
    assert tries.ask(ADA, last) > 0
    assert tries.ask(ADA, last + FORGOTTEN_AFTER + timedelta(seconds=1)) == 0
