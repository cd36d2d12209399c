import pytest

from classroom.domain.emotion import EMOTIONS
from classroom.domain.flag import BASE_RATE
from classroom.reports.words import (
    EMOTION_WORDS,
    confidence_words,
    lasted_words,
    mood_words,
    span_words,
)
from dashboard.components.words import change_words


def shares(**values: float) -> dict[str, float]:
    return {label: values.get(label, 0.0) for label in EMOTIONS}


def test_every_emotion_has_its_own_word() -> None:
    assert set(EMOTION_WORDS) == set(EMOTIONS)
    assert len(set(EMOTION_WORDS.values())) == len(EMOTIONS)


def test_a_class_that_nobody_sees_is_never_called_calm() -> None:
    assert mood_words(shares(), 0) == "Nobody seen"


@pytest.mark.parametrize(
    ("mood", "hands", "words"),
    [
        (shares(neutral=0.8, happiness=0.1), 0, "Calm"),
        (shares(neutral=0.5, happiness=0.4), 1, "Mostly calm, one hand up"),
        (shares(neutral=0.3, happiness=0.4, sadness=0.25), 2, "Cheerful and calm, two hands up"),
        (shares(neutral=0.1), 0, "Calm"),
    ],
)
def test_the_headline_says_mood_and_hands(mood: dict[str, float], hands: int, words: str) -> None:
    assert mood_words(mood, hands) == words


def test_the_change_names_what_moved_most() -> None:
    now, before = shares(neutral=0.9, happiness=0.1), shares(neutral=0.5, happiness=0.5)
    assert change_words(now, before, 5) == "clearly less cheerful than five minutes ago"
    assert change_words(now, now, 5) == "much as five minutes ago"
    assert change_words(now, shares(), 5) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "just now"),
        (27, "20 s"),
        (61, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (3900, "1 h 5 min"),
    ],
)
def test_how_long_comes_in_steps_that_do_not_flicker(seconds: float, words: str) -> None:
    assert span_words(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "1 s"), (7.9, "7 s"), (27, "20 s"), (61, "1 min")]
)
def test_what_took_seconds_did_not_last_just_now(seconds: float, words: str) -> None:
    assert lasted_words(seconds) == words


@pytest.mark.parametrize(
    ("times", "level"),
    [
        (None, "low"),
        (1.0, "low"),
        (1.49, "low"),
        (1.51, "medium"),
        (2.49, "medium"),
        (2.51, "high"),
    ],
)
def test_confidence_says_how_far_above_the_base_rate_a_flag_is(
    times: float | None, level: str
) -> None:
    likelihood = None if times is None else times * BASE_RATE
    assert confidence_words(likelihood) == f"{level} confidence"
