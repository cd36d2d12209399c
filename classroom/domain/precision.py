"""How often flags were right, by the students' own words first and the teacher's answers after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from typing import Final

from classroom.domain.flag import RaisedFlag

AROUND: Final[timedelta] = timedelta(seconds=30)
"""A student's word so long before a flag, or after its end, is about the same moment."""
FEWEST_BY_PULSE: Final[int] = 5
"""Answers to pulse checks count only once they settle so many flags: fewer would tell whose."""
Z_95: Final[float] = 1.959964
"""Standard normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class OwnWord:
    """What a student said: "I'm lost" unasked, or an answer to a pulse check."""

    participant_id: str
    at: datetime
    lost: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the flags of which the truth is known, how many were right."""

    right: int = 0
    known: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.right <= self.known:
            raise ValueError("no more flags are right than are known")

    def __add__(self, other: "Precision") -> "Precision":
        return Precision(self.right + other.right, self.known + other.known)

    def interval(self) -> tuple[float, float]:
        """Return the 95 % score interval of the share that is right, 0..1.

        E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, 1927:
        it holds for the few flags that one teacher answers, where the usual one does not.
        """
        if self.known == 0:
            return 0.0, 1.0
        share, z2 = self.right / self.known, Z_95**2
        middle = share + z2 / (2 * self.known)
        reach = Z_95 * sqrt((share * (1 - share) + z2 / (4 * self.known)) / self.known)
        scale = 1 + z2 / self.known
        return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def was_right(flag: RaisedFlag, words: Iterable[OwnWord], now: datetime) -> bool | None:
    """Say whether a flag was right, or None where nobody said so.

    ``words`` are those of its student. The unasked word weighs most, for nothing prompted it;
    then the last answer to a pulse check; then the teacher's answer.
    """
    start, end = flag.started_at - AROUND, (flag.ended_at or now) + AROUND
    near = sorted((word for word in words if start <= word.at <= end), key=lambda word: word.at)
    if any(word.lost and not word.asked for word in near):
        return True
    answers = [word.lost for word in near if word.asked]
    if answers:
        return answers[-1]
    return flag.answer.verdict if flag.answer else None


def verdicts_of(
    flags: Iterable[RaisedFlag], words: Iterable[OwnWord], now: datetime
) -> dict[str, bool | None]:
    """Say of each flag, by id, whether it was right.

    With answers to pulse checks among the ``words`` this tells who answered what: only their sum
    may be shown.
    """
    by_student: dict[str, list[OwnWord]] = {}
    for word in words:
        by_student.setdefault(word.participant_id, []).append(word)
    return {
        flag.id: was_right(flag, by_student.get(flag.participant_id, ()), now) for flag in flags
    }


def precision_of(flags: Iterable[RaisedFlag], words: Iterable[OwnWord], now: datetime) -> Precision:
    """Count over flags; one of which nothing is known counts neither way."""
    flags, words = list(flags), list(words)
    with_pulses = verdicts_of(flags, words, now)
    unasked = verdicts_of(flags, [word for word in words if not word.asked], now)
    by_pulse = sum(with_pulses[each] != unasked[each] for each in with_pulses)
    verdicts = with_pulses if by_pulse >= FEWEST_BY_PULSE else unasked
    known = [verdict for verdict in verdicts.values() if verdict is not None]
    return Precision(sum(known), len(known))
