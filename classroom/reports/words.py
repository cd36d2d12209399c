"""What is said to a teacher, in words before charts: on the dashboard and in exports."""

from collections.abc import Mapping
from typing import Final

from classroom.domain.flag import BASE_RATE
from classroom.domain.mode import SessionMode
from classroom.language import Words, marked, say, say_number
from classroom.store.topics import BEFORE_FIRST

EMOTION_WORDS: Final = Words(
    {
        "neutral": marked("calm"),
        "happiness": marked("cheerful"),
        "surprise": marked("surprised"),
        "sadness": marked("sad"),
        "anger": marked("tense"),
        "disgust": marked("put off"),
        "fear": marked("worried"),
    }
)
"""The networks' labels as a teacher would say them; what is unknown has no word here."""

MODE_NAMES: Final = Words(
    {
        SessionMode.AFFECT: marked("Each student"),
        SessionMode.AGGREGATE: marked("Class only"),
        SessionMode.SELF_REPORT: marked("Students say it themselves"),
    }
)
MODE_FACTS: Final = Words(
    {
        SessionMode.AFFECT: marked("each student"),
        SessionMode.AGGREGATE: marked("class only"),
        SessionMode.SELF_REPORT: marked("students say it themselves"),
    }
)
"""The same among other facts of a class; other languages do not merely write it small."""
MODE_EXPLANATIONS: Final = Words(
    {
        SessionMode.AFFECT: marked(
            "Faces are read while the camera is on. You see the mood of the class and of each "
            "student, and who may be confused."
        ),
        SessionMode.AGGREGATE: marked(
            "Faces are read, but you see the class as a whole: no names, no single student, "
            "and nothing while fewer than five are seen."
        ),
        SessionMode.SELF_REPORT: marked(
            "No face is read at all. Students press “I’m lost”, and you see who is there."
        ),
    }
)

COUNT_WORDS: Final[tuple[str, ...]] = (
    marked("no"), marked("one"), marked("two"), marked("three"), marked("four"), marked("five"),
    marked("six"), marked("seven"), marked("eight"), marked("nine"), marked("ten"),
)  # fmt: skip


def count_word(count: int) -> str:
    """Spell small counts, as a sentence does."""
    return say(COUNT_WORDS[count]) if count < len(COUNT_WORDS) else str(count)


def capitalised(words: str) -> str:
    """Let words begin a sentence; the nouns among them stay as they are."""
    return words[:1].upper() + words[1:]


def topic_words(name: str) -> str:
    """Name a part of a class; the one before the first mark was named by nobody."""
    return say(BEFORE_FIRST) if name == BEFORE_FIRST else name


AT_ONCE_S: Final[int] = 10
"""What is shorter is just now."""


def span_words(seconds: float) -> str:
    """Say how long, in steps coarse enough not to flicker: 20 s, 6 min, 1 h 5 min."""
    if seconds < AT_ONCE_S:
        return say("just now")
    if seconds < 60:
        return say("{seconds} s", seconds=int(seconds) // 10 * 10)
    minutes = int(seconds) // 60
    if minutes < 60:
        return say("{minutes} min", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if minutes:
        return say("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return say("{hours} h", hours=hours)


def lasted_words(seconds: float) -> str:
    """Say in the same steps how long something took, which is never just now: 7 s, 20 s, 6 min."""
    if seconds < AT_ONCE_S:
        return say("{seconds} s", seconds=max(1, int(seconds)))
    return span_words(seconds)


def length_words(seconds: float) -> str:
    """Say how long to the second, for what is over: 40 s, 7 min 20 s."""
    whole = round(seconds)
    if whole < 60:
        return say("{seconds} s", seconds=whole)
    return say("{minutes} min {seconds} s", minutes=whole // 60, seconds=whole % 60)


def percent(share: float) -> str:
    """A share of 0..1 as a whole per cent with a thin space."""
    return f"{round(share * 100)} %"


def hands_words(hands: int) -> str:
    """How many hands are up, as the end of a sentence; empty for none."""
    if hands == 0:
        return ""
    return say_number("one hand up", "{count} hands up", hands, count=count_word(hands))


def answered_words(count: int | None) -> str:
    """How many answered a question so; None where that is hidden because so few did."""
    return say("fewer than five answered") if count is None else str(count)


def mood_words(shares: Mapping[str, float], hands: int) -> str:
    """Say in one line how the class is.

    ``shares`` holds each emotion's share of all present, 0..1; what is missing from 1 is unseen.
    """
    seen = sum(shares.values())
    up = hands_words(hands)
    if seen <= 0:
        mood = say("Nobody seen")
    else:
        ranked = sorted(shares, key=lambda label: shares[label], reverse=True)
        first, second = EMOTION_WORDS[ranked[0]], EMOTION_WORDS[ranked[1]]
        share = shares[ranked[0]] / seen
        if share >= 0.65:
            mood = capitalised(first)
        elif share >= 0.45:
            mood = say("Mostly {emotion}", emotion=first)
        else:
            mood = say("{first} and {second}", first=capitalised(first), second=second)
    return f"{mood}, {up}" if up else mood


MEDIUM_FROM: Final[float] = 1.5
HIGH_FROM: Final[float] = 2.5
"""Times the base rate. On DAiSEE one clip in ten lies above the lower and one in fifty above the
other, and even there most are not confused: the words order flags, they promise nothing."""


CONFIDENCE_WORDS: Final = Words(
    {
        "high": marked("high confidence"),
        "medium": marked("medium confidence"),
        "low": marked("low confidence"),
    }
)
LEVEL_WORDS: Final = Words(
    {"high": marked("high"), "medium": marked("medium"), "low": marked("low")}
)


def confidence_words(likelihood: float | None) -> str:
    """How sure a flag is, without a figure that looks exact: how far above the base rate."""
    return CONFIDENCE_WORDS[_level(likelihood)]


def level_words(likelihood: float | None) -> str:
    """The same under a head that says what it is of."""
    return LEVEL_WORDS[_level(likelihood)]


def _level(likelihood: float | None) -> str:
    times = 0.0 if likelihood is None else likelihood / BASE_RATE
    return "high" if times >= HIGH_FROM else "medium" if times >= MEDIUM_FROM else "low"
