"""What is said to a teacher, in words before charts: on the dashboard and in exports."""

from collections.abc import Mapping
from typing import Final

from classroom.domain.flag import BASE_RATE
from classroom.domain.mode import SessionMode

EMOTION_WORDS: Final[dict[str, str]] = {
    "neutral": "calm",
    "happiness": "cheerful",
    "surprise": "surprised",
    "sadness": "sad",
    "anger": "tense",
    "disgust": "put off",
    "fear": "worried",
}
"""The networks' labels as a teacher would say them; what is unknown has no word here."""

MODE_WORDS: Final[dict[SessionMode, tuple[str, str]]] = {
    SessionMode.AFFECT: (
        "Each student",
        "Faces are read while the camera is on. You see the mood of the class and of each "
        "student, and who may be confused.",
    ),
    SessionMode.AGGREGATE: (
        "Class only",
        "Faces are read, but you see the class as a whole: no names, no single student, "
        "and nothing while fewer than five are seen.",
    ),
    SessionMode.SELF_REPORT: (
        "Students say it themselves",
        "No face is read at all. Students press “I’m lost”, and you see who is there.",
    ),
}
"""Name and plain explanation of each mode."""

COUNT_WORDS: Final[tuple[str, ...]] = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip


def count_word(count: int) -> str:
    """Spell small counts, as a sentence does."""
    return COUNT_WORDS[count] if count < len(COUNT_WORDS) else str(count)


def span_words(seconds: float) -> str:
    """Say how long, in steps coarse enough not to flicker: 20 s, 6 min, 1 h 5 min."""
    if seconds < 10:
        return "just now"
    if seconds < 60:
        return f"{int(seconds) // 10 * 10} s"
    minutes = int(seconds) // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def length_words(seconds: float) -> str:
    """Say how long to the second, for what is over: 40 s, 7 min 20 s."""
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"


def percent(share: float) -> str:
    """A share of 0..1 as a whole per cent with a thin space."""
    return f"{round(share * 100)} %"


def hands_words(hands: int) -> str:
    """How many hands are up, as the end of a sentence; empty for none."""
    if hands == 0:
        return ""
    return f"{count_word(hands)} {'hand' if hands == 1 else 'hands'} up"


def mood_words(shares: Mapping[str, float], hands: int) -> str:
    """Say in one line how the class is.

    ``shares`` holds each emotion's share of all present, 0..1; what is missing from 1 is unseen.
    """
    seen = sum(shares.values())
    up = hands_words(hands)
    if seen <= 0:
        mood = "Nobody seen"
    else:
        ranked = sorted(shares, key=lambda label: shares[label], reverse=True)
        first, second = ranked[0], ranked[1]
        share = shares[first] / seen
        if share >= 0.65:
            mood = EMOTION_WORDS[first].capitalize()
        elif share >= 0.45:
            mood = f"Mostly {EMOTION_WORDS[first]}"
        else:
            mood = f"{EMOTION_WORDS[first].capitalize()} and {EMOTION_WORDS[second]}"
    return f"{mood}, {up}" if up else mood


MEDIUM_FROM: Final[float] = 1.5
HIGH_FROM: Final[float] = 2.5
"""Times the base rate. On DAiSEE one clip in ten lies above the lower and one in fifty above the
other, and even there most are not confused: the words order flags, they promise nothing."""


def confidence_words(likelihood: float | None) -> str:
    """How sure a flag is, without a figure that looks exact: how far above the base rate."""
    times = 0.0 if likelihood is None else likelihood / BASE_RATE
    level = "high" if times >= HIGH_FROM else "medium" if times >= MEDIUM_FROM else "low"
    return f"{level} confidence"
