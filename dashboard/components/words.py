"""What is said to a teacher, in words before charts."""

from collections.abc import Mapping

from classroom.reports.words import (
    EMOTION_WORDS,
    MODE_WORDS,
    confidence_words,
    count_word,
    hands_words,
    length_words,
    mood_words,
    percent,
    span_words,
)
from classroom.store.report import SMALLEST_GROUP

__all__ = [
    "EMOTION_WORDS",
    "MODE_WORDS",
    "SMALLEST_GROUP",
    "ago_words",
    "change_words",
    "confidence_words",
    "count_word",
    "hands_words",
    "length_words",
    "mood_words",
    "percent",
    "span_words",
]


def ago_words(seconds: float) -> str:
    """Say how long ago."""
    words = span_words(seconds)
    return words if words == "just now" else f"{words} ago"


def change_words(now: Mapping[str, float], before: Mapping[str, float], minutes: int) -> str:
    """Say what changed most among those seen since some minutes ago."""
    seen_now, seen_before = sum(now.values()), sum(before.values())
    if seen_now <= 0 or seen_before <= 0:
        return ""
    changes = {
        label: now[label] / seen_now - before[label] / seen_before
        for label in now
        if label != "neutral"
    }
    label = max(changes, key=lambda name: abs(changes[name]))
    change = changes[label]
    when = f"than {count_word(minutes)} minutes ago"
    if abs(change) < 0.05:
        return f"much as {count_word(minutes)} minutes ago"
    size = "a little" if abs(change) < 0.15 else "clearly"
    return f"{size} {'more' if change > 0 else 'less'} {EMOTION_WORDS[label]} {when}"
