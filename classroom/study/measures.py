"""How well scores tell confused clips, with intervals over people: clips of one are alike."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

from classroom.study.daisee import Clips

RESAMPLES: Final[int] = 200
LEVEL: Final[float] = 0.95
SEED: Final[int] = 0

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """A figure with the 95 % interval of a bootstrap over people."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Measured:
    """What a way of scoring reaches."""

    auc: Interval
    """Area under the ROC curve over all clips; 0.5 is chance."""
    auprc: Interval
    """Average precision; chance is the share of confused clips."""
    within_person_auc: float | None
    """AUC among the clips of one person, weighted by their pairs; None where nobody has both."""

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class OperatingPoint:
    """What happens where clips above one threshold are flagged."""

    threshold: float
    """Probability; the one with the best F1."""
    f1: Interval
    precision: float
    recall: float
    false_flags_per_hour: float
    """Runs of flagged clips without a single confused one, an hour of a student."""

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def measure(scores: Scores, clips: Clips) -> Measured:
    """Measure scores (N,) of all clips."""
    confused = clips.confused
    return Measured(
        auc=over_people(lambda rows: _auc(confused[rows], scores[rows]), clips),
        auprc=over_people(
            lambda rows: float(average_precision_score(confused[rows], scores[rows])), clips
        ),
        within_person_auc=within_person_auc(scores, clips),
    )


def operating_point(probabilities: Scores, clips: Clips) -> OperatingPoint:
    """Find the threshold of best F1 on probabilities (N,), and what it does.

    It is chosen on the clips it is measured on: with one number chosen from thousands of clips,
    the gain is small, but it is one.
    """
    confused = clips.confused
    choices = np.unique(np.quantile(probabilities, np.linspace(0.5, 0.995, 100)))
    best = max(choices, key=lambda at: f1_score(confused, probabilities >= at))
    flagged = probabilities >= best
    right = int((flagged & confused).sum())
    return OperatingPoint(
        threshold=float(best),
        f1=over_people(lambda rows: float(f1_score(confused[rows], flagged[rows])), clips),
        precision=right / max(int(flagged.sum()), 1),
        recall=right / max(int(confused.sum()), 1),
        false_flags_per_hour=false_runs(flagged, clips) / clips.hours,
    )


def false_runs(flagged: npt.NDArray[np.bool_], clips: Clips) -> int:
    """Count runs of flagged clips (N,) of one person in which no clip is confused."""
    found = 0
    for rows in clips.rows_of_people():
        edges = np.flatnonzero(np.diff(np.r_[False, flagged[rows], False].astype(int)))
        runs = zip(edges[::2], edges[1::2], strict=True)
        found += sum(not clips.confused[rows[begin:end]].any() for begin, end in runs)
    return found


def within_person_auc(scores: Scores, clips: Clips) -> float | None:
    """AUC among the clips of each person who has confused and other ones, weighted by pairs."""
    won = pairs = 0.0
    for rows in clips.rows_of_people():
        confused = clips.confused[rows]
        weight = float(confused.sum() * (~confused).sum())
        if weight:
            won += weight * _auc(confused, scores[rows])
            pairs += weight
    return won / pairs if pairs else None


def over_people(figure: Callable[[npt.NDArray[np.int64]], float], clips: Clips) -> Interval:
    """Give a figure of rows with its interval: people are drawn again, with all their clips."""
    people = list(clips.rows_of_people())
    rng = np.random.default_rng(SEED)
    drawn = []
    for _ in range(RESAMPLES):
        draw = rng.integers(len(people), size=len(people))
        rows = np.concatenate([people[each] for each in draw])
        if 0 < clips.confused[rows].sum() < len(rows):
            drawn.append(figure(rows))
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(drawn, [tail, 100 - tail]) if drawn else (np.nan, np.nan)
    return Interval(figure(np.arange(len(clips))), float(low), float(high))


def _auc(confused: npt.NDArray[np.bool_], scores: Scores) -> float:
    return float(roc_auc_score(confused, scores))
