"""What a class would have been told at each sensitivity: the detector itself, on clips."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np

from classroom.confusion import ConfusionDetector, ConfusionRules, SecondFeatures
from classroom.confusion.likelihood import LikelihoodModel, Row, fitted_model
from classroom.confusion.odds import probability_of
from classroom.confusion.signals import SIGNALS
from classroom.confusion.usual import SCORE_AS_USUAL
from classroom.domain.emotion import EmotionScores
from classroom.domain.episode import Episode
from classroom.domain.flagging import ENTER, ENTER_STEPS, FlagRules
from classroom.domain.ids import ParticipantId
from classroom.study.daisee import CLIP_S, Clips
from classroom.study.features import amounts_of, signal_values
from classroom.study.measures import Scores

START: Final[datetime] = datetime(2016, 9, 6, tzinfo=UTC)
"""Any moment: clips have no clock of their own."""
STIR: Final[float] = 0.02
"""Deviation of the movements in the ten seconds for which one picture stands: a calm face's."""


@dataclass(frozen=True, slots=True)
class SettingTried:
    """What one setting raises."""

    enter: float
    flags: int
    right: int
    """Flags with a confused clip in them."""
    flags_per_hour: float
    """An hour of one student."""


class HeldOutModel:
    """Answers with the log-odds of models that have not seen the person."""

    def __init__(self, model: LikelihoodModel) -> None:
        self._model = model
        self.log_odds = 0.0

    def of(self, features: Row) -> float:
        """Log-odds of the clip that is shown now."""
        return self.log_odds

    def odds_ratio(self, log_odds: float) -> float:
        """Weigh as a class does."""
        return self._model.odds_ratio(log_odds)


@dataclass(frozen=True, slots=True, eq=False)
class ClassRun:
    """What a class at one setting says of clips."""

    scores: Scores
    """Float64 (N,), at the end of each clip; that of a face as usual where nothing is said yet."""
    tried: SettingTried


def run_class(clips: Clips, logits: Scores, enter: float = ENTER) -> ClassRun:
    """Show each clip for ten seconds to the detector of its person; ``logits`` (N,) held out."""
    seconds = list(_seconds(clips))
    scores = np.full(len(clips), SCORE_AS_USUAL)
    flags = right = 0
    chance = np.random.default_rng(0)
    for rows in clips.rows_of_people():
        model = HeldOutModel(fitted_model())
        detector = ConfusionDetector(ConfusionRules(flags=FlagRules(enter=enter)), model)
        episodes: list[Episode | None] = []
        for place, row in enumerate(rows):
            model.log_odds = float(logits[row])
            for moment in _moments(place):
                state = detector.update(_stirred(seconds[row], moment, chance))
                episodes.append(state.closed)
            if state.score is not None:
                scores[row] = state.score
        episodes.append(detector.close(_moments(len(rows))[0]))
        for episode in filter(None, episodes):
            flags += 1
            right += bool(clips.confused[rows[_places(episode)]].any())
    return ClassRun(scores, SettingTried(enter, flags, right, round(flags / clips.hours, 3)))


def run_settings(clips: Clips, logits: Scores) -> dict[float, ClassRun]:
    """Run a class at each sensitivity that a teacher can choose."""
    return {enter: run_class(clips, logits, enter) for enter in ENTER_STEPS}


def settings_tried(runs: dict[float, ClassRun]) -> list[dict[str, Any]]:
    """What each setting raised, as plain values."""
    return [asdict(run.tried) for run in runs.values()]


def _seconds(clips: Clips) -> Iterator[SecondFeatures]:
    """Each clip as a second of its person, at any time; without a face it shows the one before."""
    values, movements = signal_values(clips), amounts_of(clips)
    for row, person in enumerate(clips.person.tolist()):
        named = dict(zip((signal.name for signal in SIGNALS), values[row].tolist(), strict=True))
        negative = float(probability_of(named.pop("strain")))
        yield SecondFeatures(
            participant_id=ParticipantId(person),
            at=START,
            scores=EmotionScores((1 - negative, 0.0, 0.0, negative, 0.0, 0.0, 0.0)),
            seconds_seen=1.0,
            yaw_deg=0.0,
            pitch_deg=0.0,
            movements=movements[row],
            **named,
        )


def _stirred(second: SecondFeatures, at: datetime, chance: np.random.Generator) -> SecondFeatures:
    """The second at another moment; a face that does not stir would be a frozen camera's."""
    assert second.movements is not None
    stir = chance.normal(0.0, STIR, second.movements.shape)
    return replace(second, at=at, movements=second.movements + stir)


def _moments(place: int) -> list[datetime]:
    """Seconds in which a person's clip at this place is shown."""
    first = START + timedelta(seconds=place * CLIP_S)
    return [first + timedelta(seconds=second) for second in range(int(CLIP_S))]


def _places(episode: Episode) -> slice:
    """Places of a person's clips that an episode touches."""
    assert episode.ended_at is not None
    first_s, end_s = ((at - START).total_seconds() for at in (episode.started_at, episode.ended_at))
    return slice(int(first_s // CLIP_S), int(-(-end_s // CLIP_S)))
