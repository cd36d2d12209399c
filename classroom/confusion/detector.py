"""One student's possible confusion, second by second."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from classroom.confusion.baseline import Baseline
from classroom.confusion.evidence import EvidenceTally
from classroom.confusion.features import SecondFeatures
from classroom.confusion.rules import ConfusionRules, State, smoothed
from classroom.confusion.signals import SIGNALS, score_of, values_of
from classroom.domain.episode import Episode, Evidence
from classroom.domain.ids import ParticipantId

SECOND: Final[timedelta] = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ConfusionState:
    """How a student stands after a second."""

    state: State
    score: float | None
    """Smoothed, 0..1; None while unseen or while their usual face is not known."""
    evidence: tuple[Evidence, ...]
    """What speaks for the standing flag; empty without one."""
    closed: Episode | None = None
    """The episode that this second ended."""
    opened: bool = False
    """Whether this second raised the flag."""
    episode: Episode | None = None
    """The standing episode with its peak and evidence so far."""


@dataclass(slots=True)
class _Flag:
    """A flag that stands, or one that is on its way."""

    participant_id: ParticipantId
    started_at: datetime
    tense_at: datetime
    """The last second in which the score spoke for it."""
    tally: EvidenceTally = field(default_factory=EvidenceTally)
    peak: float = 0.0
    raised: bool = False
    calm_s: int = 0

    def episode(self, baselines: Mapping[str, Baseline], ended_at: datetime | None) -> Episode:
        return Episode(
            self.participant_id, self.started_at, ended_at, self.peak, self.tally.told(baselines)
        )


class ConfusionDetector:
    """Compares a student with their own usual; one detector a student.

    Feed it seconds in time order: ``update`` gives how the student stands after each. A second at
    or before the last one is ignored, a gap counts as unseen, and unseen seconds neither raise
    nor calm; after ``unseen_limit_s`` of them a flag ends where the face was last seen.
    """

    def __init__(self, settings: ConfusionRules | None = None) -> None:
        self._rules = settings or ConfusionRules()
        self._participant_id: ParticipantId | None = None
        self._baselines = self._fresh_baselines()
        self._smoothed: float | None = None
        self._flag: _Flag | None = None
        self._seen_at: datetime | None = None
        self._pause_until: datetime | None = None
        self._last_at: datetime | None = None
        self._last = ConfusionState(State.UNSEEN, None, ())

    def update(self, second: SecondFeatures) -> ConfusionState:
        """Take in one second and return how the student stands after it.

        Raises ``ValueError`` for a second of another student.
        """
        if self._participant_id not in (None, second.participant_id):
            raise ValueError("a detector follows one student")
        self._participant_id = second.participant_id
        if self._last_at is not None and second.at <= self._last_at:
            return replace(self._last, closed=None, opened=False)
        self._last_at = second.at
        closed = self._forget_long_unseen(second.at)
        values = self._judgeable(second)
        opened = False
        if values is not None:
            was_raised = self._raised
            closed = self._take_in(second, values) or closed
            opened = self._raised and not was_raised
        self._last = self._standing(seen=values is not None, closed=closed, opened=opened)
        return self._last

    def close(self, at: datetime) -> Episode | None:
        """End a standing flag, as the class or the student's part in it ends; None without one."""
        flag, self._flag = self._flag, None
        if flag is None or not flag.raised:
            return None
        self._pause_until = at + timedelta(seconds=self._rules.cool_down_s)
        ended_at = max(flag.started_at, min(at, (self._seen_at or at) + SECOND))
        return flag.episode(self._baselines, ended_at)

    @property
    def _raised(self) -> bool:
        return self._flag is not None and self._flag.raised

    def _fresh_baselines(self) -> dict[str, Baseline]:
        return {
            signal.name: Baseline(
                self._rules.baseline_s, signal.least_deviation, self._rules.drift_s
            )
            for signal in SIGNALS
        }

    def _judgeable(self, second: SecondFeatures) -> dict[str, float] | None:
        if second.yaw_deg is not None and abs(second.yaw_deg) > self._rules.largest_yaw_deg:
            return None
        return values_of(second)

    def _forget_long_unseen(self, at: datetime) -> Episode | None:
        if self._seen_at is None:
            return None
        if (at - self._seen_at).total_seconds() <= self._rules.unseen_limit_s:
            return None
        self._smoothed = None
        return self.close(at)

    def _take_in(self, second: SecondFeatures, values: dict[str, float]) -> Episode | None:
        unseen_s = 0.0
        if self._seen_at is not None:
            unseen_s = (second.at - self._seen_at - SECOND).total_seconds()
        self._seen_at = second.at
        known = all(baseline.known for baseline in self._baselines.values())
        closed = self._judge(second, values, unseen_s) if known else None
        if self._flag is None:
            for name, value in values.items():
                self._baselines[name].learn(value)
        return closed

    def _judge(
        self, second: SecondFeatures, values: dict[str, float], unseen_s: float
    ) -> Episode | None:
        """Move the score, and the flag with it; return the episode that ends thereby."""
        rules = self._rules
        deviations = {
            name: self._baselines[name].deviations(value) for name, value in values.items()
        }
        score = smoothed(self._smoothed, score_of(deviations), rules.smoothing_s)
        self._smoothed = score
        flag = self._flag_for(score, second)
        if flag is None:
            return None
        if score >= rules.leave:
            flag.tally.add(values, deviations, unseen_s if flag.peak else 0.0)
            flag.peak = max(flag.peak, score)
            flag.tense_at = second.at
            flag.calm_s = 0
        else:
            flag.calm_s += 1
        flag.raised = flag.raised or flag.tally.seen_s >= rules.sustain_s
        return self._ended(flag, second.at)

    def _flag_for(self, score: float, second: SecondFeatures) -> _Flag | None:
        """Return the flag that stands or begins; one on its way goes when the score falls."""
        flag = self._flag
        if flag is not None and (flag.raised or score >= self._rules.enter):
            return flag
        paused = self._pause_until is not None and second.at < self._pause_until
        begins = flag is None and not paused and score >= self._rules.enter
        self._flag = _Flag(second.participant_id, second.at, second.at) if begins else None
        return self._flag

    def _ended(self, flag: _Flag, at: datetime) -> Episode | None:
        too_long = (at - flag.started_at).total_seconds() >= self._rules.longest_s
        if flag.calm_s < self._rules.calm_s and not too_long:
            return None
        episode = flag.episode(self._baselines, flag.tense_at + SECOND)
        self._flag = None
        self._pause_until = at + timedelta(seconds=self._rules.cool_down_s)
        if too_long:
            self._baselines = self._fresh_baselines()
            self._smoothed = None
        return episode

    def _standing(self, *, seen: bool, closed: Episode | None, opened: bool) -> ConfusionState:
        episode = None
        if self._flag is not None and self._flag.raised:
            episode = self._flag.episode(self._baselines, None)
        known = all(baseline.known for baseline in self._baselines.values())
        if episode is not None:
            state = State.FLAGGED
        elif not seen:
            state = State.UNSEEN
        else:
            state = State.CALM if known else State.GETTING_TO_KNOW
        return ConfusionState(
            state=state,
            score=self._smoothed if seen and known else None,
            evidence=episode.evidence if episode else (),
            closed=closed,
            opened=opened,
            episode=episode,
        )
