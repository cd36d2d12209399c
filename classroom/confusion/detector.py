"""One student's possible confusion, second by second."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from classroom.confusion.evidence import EvidenceTally
from classroom.confusion.features import SecondFeatures
from classroom.confusion.likelihood import Course, Likelihood, fitted_model
from classroom.confusion.odds import probability_of, weighed
from classroom.confusion.rules import (
    CALM,
    ConfusionRules,
    State,
    share_of_a_second,
    smoothed,
)
from classroom.confusion.signals import Values, values_of
from classroom.confusion.stillness import is_frozen
from classroom.confusion.usual import Usual
from classroom.domain.episode import Episode, Evidence
from classroom.domain.flagging import SECOND, Flag, Flagging
from classroom.domain.ids import ParticipantId

LIKELIHOOD_EVERY_S: Final[int] = 10
"""Seconds seen between two looks at the movements, each standing for all ten: the model was
fitted on one look in ten, and its shorter mean takes 15 s to move."""


class ConfusionState(NamedTuple):
    """How a student stands after a second."""

    state: State
    score: float | None
    """Own deviations, smoothed, weighed by the likelihood, 0..1; None while unseen or while their
    usual face is not known."""
    evidence: tuple[Evidence, ...]
    """What speaks for the standing flag; empty without one."""
    closed: Episode | None = None
    """The episode that this second ended."""
    opened: bool = False
    """Whether this second raised the flag."""
    episode: Episode | None = None
    """The standing episode with its peak and evidence so far."""
    likelihood: float | None = None
    """Calibrated probability of confusion, 0..1, as the fitted model has it; None like the score,
    or where movements were not read."""


@dataclass(slots=True)
class _Case:
    """What speaks for one flag."""

    flag: Flag
    tally: EvidenceTally = field(default_factory=EvidenceTally)
    likelihood: float | None = None
    evidence: tuple[Evidence, ...] | None = None
    """As told since the last second that spoke for the flag."""

    def add(
        self,
        values: Values,
        deviations: Values,
        unseen_s: float,
        likelihood: float | None,
    ) -> None:
        """Take in a second that speaks for the flag, and the unseen time before it."""
        self.tally.add(values, deviations, unseen_s if self.tally.seen_s else 0.0)
        self.evidence = None
        if likelihood is not None:
            self.likelihood = max(likelihood, self.likelihood or 0.0)

    def episode(
        self,
        participant_id: ParticipantId,
        usual: Usual,
        ended_at: datetime | None,
    ) -> Episode:
        flag = self.flag
        if self.evidence is None:
            self.evidence = self.tally.told(usual)
        return Episode(
            participant_id, flag.started_at, ended_at, flag.peak, self.evidence, self.likelihood
        )


class ConfusionDetector:
    """Compares a student with their own usual; one detector a student.

    Feed it seconds in time order: ``update`` gives how the student stands after each. A second at
    or before the last one is ignored, unless it is so early that the clock was set back; a gap
    counts as unseen, and unseen seconds neither raise nor calm; after ``unseen_limit_s`` of them a
    flag ends where the face was last seen.
    """

    def __init__(
        self, settings: ConfusionRules | None = None, model: Likelihood | None = None
    ) -> None:
        self._rules = settings or ConfusionRules()
        self._smoothing = share_of_a_second(self._rules.smoothing_s)
        self._model = model or fitted_model()
        self._participant_id: ParticipantId | None = None
        self._flagging = Flagging(self._rules.flags)
        self._case: _Case | None = None
        self._on_its_way: list[npt.NDArray[np.float64]] = []
        self._seen_at: datetime | None = None
        self._last_at: datetime | None = None
        self._last = ConfusionState(State.UNSEEN, None, ())
        self.relearn()

    def relearn(self) -> None:
        """Forget what is usual, for it may be another's face or another light now."""
        self._usual = Usual(self._rules.baseline_s, self._rules.drift_s)
        self._course = Course()
        self._seen_s = 0
        self._own_score: float | None = None
        self._likelihood: float | None = None
        self._odds_ratio = 1.0
        self._score: float | None = None

    def flag_from(self, score: float) -> None:
        """Raise flags from this score on; one that stands stays by the new rule."""
        if score != self._flagging.rules.enter:
            self._flagging.rules = replace(self._flagging.rules, enter=score)

    def update(self, second: SecondFeatures) -> ConfusionState:
        """Take in one second and return how the student stands after it.

        Raises ``ValueError`` for a second of another student.
        """
        if self._participant_id not in (None, second.participant_id):
            raise ValueError("a detector follows one student")
        self._participant_id = second.participant_id
        closed = None
        if self._last_at is not None and second.at <= self._last_at:
            if (self._last_at - second.at).total_seconds() < self._rules.clock_set_back_s:
                return self._last._replace(closed=None, opened=False)
            closed = self.set_back()
        self._last_at = second.at
        gap_s = 1.0 if self._seen_at is None else (second.at - self._seen_at).total_seconds()
        if gap_s > self._rules.flags.unseen_limit_s:
            self._own_score = self._score = None
            self._seen_s = 0
            closed = self.close(second.at) or closed
        if second.new_place:
            closed = self.close(second.at) or closed
            self.relearn()
        values = self._judgeable(second)
        stood = self._flagging.raised
        if values is not None:
            closed = self._take_in(second, values, gap_s - 1.0) or closed
        raised = self._flagging.raised
        opened = raised is not None and raised is not stood
        self._last = self._standing(raised, closed, opened=opened, seen=values is not None)
        return self._last

    def close(self, at: datetime) -> Episode | None:
        """End a standing flag, as the class or the student's part in it ends; None without one."""
        flag = self._flagging.end(at)
        if flag is None:
            return None
        return self._episode_of(flag, min(at, (self._seen_at or at) + SECOND))

    def set_back(self) -> Episode | None:
        """Go on from any moment, for the clock was set back; what stands ends where last seen."""
        closed = self.close(self._last_at + SECOND) if self._last_at else None
        self._flagging.forgive()
        self._seen_at = self._last_at = self._own_score = self._score = None
        return closed

    def _episode_of(self, flag: Flag, ended_at: datetime | None) -> Episode | None:
        if self._case is None or self._participant_id is None:
            return None
        if ended_at is not None:
            ended_at = max(flag.started_at, ended_at)
        return self._case.episode(self._participant_id, self._usual, ended_at)

    def _judgeable(self, second: SecondFeatures) -> Values | None:
        if second.yaw_deg is not None and abs(second.yaw_deg) > self._rules.largest_yaw_deg:
            return None
        return values_of(second)

    def _take_in(self, second: SecondFeatures, values: Values, unseen_s: float) -> Episode | None:
        self._seen_at = second.at
        if second.movements is not None:
            self._follow(second.movements)
        closed = self._judge(second, values, unseen_s) if self._usual.known else None
        if self._flagging.flag is None:
            self._usual.learn(values)
        return closed

    def _follow(self, movements: npt.NDArray[np.float64]) -> None:
        """Move the likelihood every few seconds seen: its means take 15 s and more to move."""
        if self._seen_s % LIKELIHOOD_EVERY_S == 0:
            log_odds = self._model.of(self._course.take(movements, LIKELIHOOD_EVERY_S))
            self._likelihood = probability_of(log_odds)
            self._odds_ratio = self._model.odds_ratio(log_odds)
        self._seen_s += 1

    def _judge(self, second: SecondFeatures, values: Values, unseen_s: float) -> Episode | None:
        """Move the score, and the flag with it; return the episode that ends thereby."""
        own_score = self._usual.score(values)
        self._own_score = smoothed(self._own_score, own_score, self._smoothing)
        self._score = weighed(self._own_score, self._odds_ratio)
        frozen = second.movements is not None and self._frozen(second.movements)
        ended = self._flagging.take(second.at, self._score, may_raise=not frozen)
        flag = ended or self._flagging.flag
        if flag is None:
            return None
        if self._case is None or self._case.flag is not flag:
            self._case = _Case(flag)
        if flag.tense_at == second.at:
            deviations = self._usual.deviations(values)
            self._case.add(values, deviations, unseen_s, self._likelihood)
        if ended is None:
            return None
        episode = self._episode_of(ended, ended.tense_at + SECOND)
        if ended.too_long:
            self.relearn()
        return episode

    def _frozen(self, movements: npt.NDArray[np.float64]) -> bool:
        """Whether all seconds of a flag on its way show one picture: a camera that froze."""
        flag = self._flagging.flag
        if flag is None or flag.raised:
            self._on_its_way = [movements]
            return False
        self._on_its_way.append(movements)
        enough = len(self._on_its_way) >= self._rules.flags.sustain_s
        return enough and is_frozen(self._on_its_way)

    def _standing(
        self, raised: Flag | None, closed: Episode | None, *, opened: bool, seen: bool
    ) -> ConfusionState:
        score = self._score if seen else None
        likelihood = None if score is None else self._likelihood
        episode = self._episode_of(raised, None) if raised else None
        if episode is None:
            known = CALM if self._usual.known else State.GETTING_TO_KNOW
            state = known if seen else State.UNSEEN
            return ConfusionState(state, score, (), closed, False, None, likelihood)
        return ConfusionState(
            State.FLAGGED, score, episode.evidence, closed, opened, episode, likelihood
        )
