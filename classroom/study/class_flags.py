"""What a class flags by, as it runs there: own deviations weighed by the model, with hysteresis."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np

from classroom.confusion.likelihood import fitted_model
from classroom.confusion.rules import ConfusionRules, smoothed
from classroom.confusion.signals import SIGNALS, Values, score_of
from classroom.confusion.usual import Usual
from classroom.domain.flagging import FlagRules, flags_of
from classroom.study.daisee import CLIP_S, Clips
from classroom.study.features import signal_values
from classroom.study.measures import Scores

ENTERS: Final[tuple[float, ...]] = (0.5, 0.6, 0.7, 0.8, 0.9)
"""The settings that a teacher can choose among."""
START: Final[datetime] = datetime(2016, 9, 6, tzinfo=UTC)
"""Any moment: clips have no clock of their own."""


@dataclass(frozen=True, slots=True)
class ClassFlags:
    """What one setting raises."""

    enter: float
    flags: int
    right: int
    """Flags with a confused clip in them."""
    flags_per_hour: float
    """An hour of one student."""


def class_scores(clips: Clips, logits: Scores) -> Scores:
    """Score clips (N,) as a class does, each a second ten times over; NaN while getting to know.

    ``logits`` (N,) are the model's, from models that have not seen the person.
    """
    rules, model = ConfusionRules(), fitted_model()
    values = signal_values(clips)
    scores = np.full(len(clips), np.nan)
    for rows in clips.rows_of_people():
        usual, evidence = Usual(rules.baseline_s, rules.drift_s), None
        for row in rows:
            seconds: Values = tuple(values[row].tolist())
            for _ in range(int(CLIP_S)):
                if usual.known:
                    score = score_of(usual.deviations(seconds))
                    evidence = smoothed(evidence, score, rules.smoothing_s)
                usual.learn(seconds)
            if evidence is not None:
                scores[row] = model.weighed(evidence, logits[row])
    return scores


def resting_score() -> float:
    """Score of a face that is as usual: what stands in where the usual is not known yet."""
    return score_of((0.0,) * len(SIGNALS))


def class_flags(clips: Clips, scores: Scores) -> list[dict[str, Any]]:
    """Count the flags that each setting raises on scores (N,), and those with a confused clip."""
    return [asdict(_flags_at(enter, clips, scores)) for enter in ENTERS]


def _flags_at(enter: float, clips: Clips, scores: Scores) -> ClassFlags:
    raised = right = 0
    for rows in clips.rows_of_people():
        seconds = [
            (START + timedelta(seconds=place * CLIP_S + second), float(scores[row]))
            for place, row in enumerate(rows)
            if np.isfinite(scores[row])
            for second in range(int(CLIP_S))
        ]
        for flag in flags_of(seconds, FlagRules(enter=enter)):
            first, last = ((at - START).total_seconds() for at in (flag.started_at, flag.tense_at))
            inside = rows[int(first // CLIP_S) : int(last // CLIP_S) + 1]
            raised += 1
            right += bool(clips.confused[inside].any())
    return ClassFlags(enter, raised, right, round(raised / clips.hours, 3))
