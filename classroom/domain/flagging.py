"""When a score becomes a flag, and when a flag goes: sustained, with hysteresis and a pause.

Pure: the clock is an argument. A class runs these rules as it goes, and the same rules say
afterwards what another sensitivity would have flagged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

SECOND: Final[timedelta] = timedelta(seconds=1)
HYSTERESIS: Final[float] = 0.3
"""A flag goes so far below the score that raises one."""


ENTER: Final[float] = 0.7
ENTER_STEPS: Final[tuple[float, ...]] = (0.5, 0.6, ENTER, 0.8, 0.9)
"""Scores from which a class can raise flags, from more flags to fewer."""


@dataclass(frozen=True, slots=True)
class FlagRules:
    """The numbers of the rules; a class has its own ``enter``."""

    enter: float = ENTER
    sustain_s: int = 8
    """Seconds seen in a row with the score at ``enter`` or above that raise a flag."""
    calm_s: int = 10
    """Seconds seen in a row with the score below ``leave`` that clear it."""
    cool_down_s: float = 60.0
    """After a flag, no other one for so long."""
    longest_s: float = 600.0
    """What lasts longer than this is the student's new usual, and is learnt anew."""
    least_seen_share: float = 0.5
    """Of the time since the first tense second, what must have been seen to raise a flag."""
    unseen_limit_s: float = 30.0
    """Longest time unseen that a flag, or the way to one, survives."""

    def __post_init__(self) -> None:
        if not HYSTERESIS < self.enter < 1.0:
            raise ValueError(f"enter lies between {HYSTERESIS} and 1")
        if min(self.sustain_s, self.calm_s) < 1:
            raise ValueError("times are positive")

    @property
    def leave(self) -> float:
        """Score below which a flag calms down."""
        return self.enter - HYSTERESIS


@dataclass(slots=True)
class Flag:
    """A flag that stands, or one that is on its way."""

    started_at: datetime
    tense_at: datetime
    """The last second in which the score spoke for it."""
    tense_s: int = 0
    """Seconds seen in which it did."""
    peak: float = 0.0
    raised: bool = False
    calm_s: int = 0
    too_long: bool = False
    """Ended because it had become the student's usual."""


class Flagging:
    """One student's flag over seconds seen, in time order."""

    def __init__(self, rules: FlagRules) -> None:
        self.rules = rules
        self.flag: Flag | None = None
        self._pause_until: datetime | None = None

    @property
    def raised(self) -> Flag | None:
        """The flag that stands, if one does."""
        return self.flag if self.flag is not None and self.flag.raised else None

    def take(self, at: datetime, score: float, *, may_raise: bool = True) -> Flag | None:
        """Take in the score, 0..1, of a second seen; return the flag that ends thereby.

        Without ``may_raise`` a flag on its way stays on its way.
        """
        flag = self._flag_for(at, score)
        if flag is None:
            return None
        if score >= self.rules.leave:
            flag.tense_s += 1
            flag.tense_at = at
            flag.peak = max(flag.peak, score)
            flag.calm_s = 0
        else:
            flag.calm_s += 1
        flag.raised = flag.raised or (may_raise and self._speaks_enough(flag, at))
        flag.too_long = (at - flag.started_at).total_seconds() >= self.rules.longest_s
        ends = flag.calm_s >= self.rules.calm_s or flag.too_long
        return self.end(at) if ends else None

    def end(self, at: datetime) -> Flag | None:
        """Let go of the flag; return it if it had been raised."""
        flag, self.flag = self.flag, None
        if flag is None or not flag.raised:
            return None
        self._pause_until = at + timedelta(seconds=self.rules.cool_down_s)
        return flag

    def forgive(self) -> None:
        """Forget the pause after a flag, because the clock was set back."""
        self._pause_until = None

    def _speaks_enough(self, flag: Flag, at: datetime) -> bool:
        lasts_s = (at - flag.started_at + SECOND).total_seconds()
        enough = flag.tense_s >= self.rules.sustain_s
        return enough and flag.tense_s >= self.rules.least_seen_share * lasts_s

    def _flag_for(self, at: datetime, score: float) -> Flag | None:
        """Return the flag that stands or begins; one on its way goes when the score falls."""
        if self.raised:
            return self.flag
        if score < self.rules.enter:
            self.flag = None
        elif self.flag is None and (self._pause_until is None or at >= self._pause_until):
            self.flag = Flag(at, at)
        return self.flag


def flags_of(scores: Iterable[tuple[datetime, float]], rules: FlagRules) -> list[Flag]:
    """Return the flags that these scores of seconds seen raise, the one that stands last.

    What a class would have flagged at another ``enter``; about, for a usual face is not learnt
    while a flag stands, and which flags stood was up to the rules of then.
    """
    flagging = Flagging(rules)
    flags: list[Flag] = []
    before: datetime | None = None
    for at, score in scores:
        if before is not None and (at - before).total_seconds() > rules.unseen_limit_s:
            flags += filter(None, [flagging.end(before)])
        before = at
        flags += filter(None, [flagging.take(at, score)])
    return flags + list(filter(None, [flagging.raised]))
