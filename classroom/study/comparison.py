"""All ways of telling confusion side by side, from what is always said to what runs in a class."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_curve

from classroom.confusion.odds import probability_of
from classroom.domain.flagging import ENTER
from classroom.errors import DataError
from classroom.study.daisee import CONFUSED, Clips, Told
from classroom.study.features import (
    amounts_of,
    brow_feature,
    deviation_features,
    live_features,
    live_features_with_posture,
    negative_emotion,
    recent_features,
    smoothed_after,
)
from classroom.study.fitting import FOLDS, Scores, best_single_feature, held_out_logits
from classroom.study.measures import measure, operating_point
from classroom.study.settings_tried import run_settings, settings_tried

LIVE: Final[str] = "live: what it does now, beside what it usually does"
AFTER: Final[str] = "after class: the same, smoothed in both directions of time"
CLASS: Final[str] = "what a class flags by: own deviations, weighed by the live model"
LEAST_PEOPLE: Final[int] = 2 * FOLDS
BINS: Final[int] = 8
CURVE_POINTS: Final[int] = 101

Rows = npt.NDArray[np.bool_]
Way = Callable[[Clips, Rows], Scores]


def _fitted(features: Callable[[Clips], npt.NDArray[np.float64]]) -> Way:
    return lambda clips, measured: held_out_logits(features(clips), clips, measured)


WAYS: Final[dict[str, Way]] = {
    "always no": lambda clips, measured: np.zeros(len(clips)),
    "a fixed rule: sadness + fear + anger": lambda clips, measured: negative_emotion(clips),
    "lowered brows alone": _fitted(brow_feature),
    "the single best of 22 movements, chosen on other people": lambda clips, measured: (
        best_single_feature(amounts_of(clips), clips, measured)
    ),
    "deviations from the person's median and MAD": _fitted(deviation_features),
    "22 movements of one picture": _fitted(amounts_of),
    "22 movements, running mean of 15 s": _fitted(recent_features),
    "as live, with landmark distances, head pose and gaze": _fitted(live_features_with_posture),
    LIVE: _fitted(live_features),
}
"""What was tried, each step with one thing more."""


def compare(clips: Clips, split: str | None, told: Told) -> dict[str, Any]:
    """Measure every way on people it has not learned from.

    With ``split`` on its people alone, by models that learned from all others; else all people take
    turns. Raises ``DataError`` for a split that does not exist or too few people.
    """
    measured = _measured(clips, split)
    rows = np.flatnonzero(measured)
    shown = clips.take(rows)
    ways, logits = [], {}
    for number, (name, way) in enumerate(WAYS.items()):
        logits[name] = way(clips, measured)
        ways.append({"name": name, **measure(logits[name][rows], shown).as_dict()})
        told("fitting and measuring", number + 1, len(WAYS) + 2)
    live = logits[LIVE][rows]
    runs = run_settings(shown, live)
    judged = runs[ENTER].scores
    after = smoothed_after(shown, live)
    for number, (name, scores) in enumerate(((AFTER, after), (CLASS, judged)), 1):
        ways.append({"name": name, **measure(scores, shown).as_dict()})
        told("fitting and measuring", len(WAYS) + number, len(WAYS) + 2)
    by_name = {way["name"]: way for way in ways}
    probabilities = np.array([probability_of(each) for each in live])
    return {
        "split": split,
        "people": len(set(shown.person.tolist())),
        "clips": len(shown),
        "hours": round(shown.hours, 2),
        "confused_from": CONFUSED,
        "confused_share": round(float(shown.confused.mean()), 4),
        "folds": FOLDS if split is None else None,
        "live": by_name[LIVE],
        "after_class": by_name[AFTER],
        "in_class": by_name[CLASS],
        "settings": settings_tried(runs),
        "operating_point": operating_point(probabilities, shown).as_dict(),
        "ways": ways,
        "calibration": _calibration(probabilities, shown.confused),
        "roc": {"live": _roc(live, shown.confused), "after": _roc(after, shown.confused)},
    }


def _measured(clips: Clips, split: str | None) -> Rows:
    measured = np.ones(len(clips), bool) if split is None else clips.split == split
    if not measured.any():
        known = ", ".join(sorted(set(clips.split.tolist())))
        raise DataError(f"no clip is of the split {split!r}; there are: {known}")
    learners = clips.person[~measured] if not measured.all() else clips.person
    if len(set(learners.tolist())) < LEAST_PEOPLE:
        raise DataError(f"{LEAST_PEOPLE} people are needed to keep them apart, not fewer")
    if len(set(clips.confused[measured].tolist())) < 2:
        raise DataError("there must be confused clips and others to tell apart")
    return measured


def _calibration(probabilities: Scores, confused: Rows) -> list[dict[str, float]]:
    """Mean probability and share of confused clips in parts of equal size."""
    order = np.argsort(probabilities, kind="stable")
    return [
        {
            "said": round(float(probabilities[part].mean()), 4),
            "confused": round(float(confused[part].mean()), 4),
            "clips": len(part),
        }
        for part in np.array_split(order, BINS)
    ]


def _roc(scores: Scores, confused: Rows) -> list[list[float]]:
    """False and true positive rate along the curve."""
    false, true, _ = roc_curve(confused, scores)
    at = np.linspace(0, 1, CURVE_POINTS)
    points: list[list[float]] = np.stack([at, np.interp(at, false, true)], axis=1).round(4).tolist()
    return points
