import pytest

from classroom.session.policy import Presence, PresenceRules, state_of

RULES = PresenceRules(silent_after_s=3, drop_after_s=30)


@pytest.mark.parametrize(
    ("connected", "seen_before", "paused", "unheard_s", "state"),
    [
        (False, False, False, 0, "joined"),
        (True, False, False, 2.9, "joined"),
        (True, False, False, 3, "silent"),
        (False, False, False, 5, "joined"),
        (True, True, False, 0.2, "live"),
        (True, True, False, 2.9, "live"),
        (True, True, False, 3, "silent"),
        (False, True, False, 0.2, "silent"),
        (True, True, True, 0, "paused"),
        (True, False, True, 0, "paused"),
        (False, True, True, 5, "silent"),
        (True, True, False, 30, "lost"),
        (False, False, False, 30, "lost"),
        (False, True, True, 31, "lost"),
    ],
)
def test_state_follows_from_what_was_last_heard(
    connected: bool, seen_before: bool, paused: bool, unheard_s: float, state: str
) -> None:
    assert state_of(Presence(connected, seen_before, paused, unheard_s), RULES) == state
