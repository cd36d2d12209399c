"""What is said of the class now, beside what reports say too."""

from collections.abc import Mapping

from classroom.language import marked, say
from classroom.reports.words import AT_ONCE_S, EMOTION_WORDS, count_word, span_words


def ago_words(seconds: float) -> str:
    """Say how long ago."""
    words = span_words(seconds)
    return words if seconds < AT_ONCE_S else say("{span} ago", span=words)


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
    count = count_word(minutes)
    if abs(change) < 0.05:
        return say("much as {count} minutes ago", count=count)
    return say(_change(change), emotion=EMOTION_WORDS[label], count=count)


def _change(change: float) -> str:
    """Choose the sentence that goes with the size and direction of a change."""
    if abs(change) < 0.15:
        if change > 0:
            return marked("a little more {emotion} than {count} minutes ago")
        return marked("a little less {emotion} than {count} minutes ago")
    if change > 0:
        return marked("clearly more {emotion} than {count} minutes ago")
    return marked("clearly less {emotion} than {count} minutes ago")
