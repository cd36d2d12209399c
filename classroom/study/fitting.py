"""Fit the model, and fit it again without the people on whom it is measured."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from classroom.study.daisee import Clips
from classroom.study.features import Table

FOLDS: Final[int] = 8
PENALTY: Final[float] = 300.0
"""Of the squared weights of standardised features; 100, 300 and 1000 lie within 0.01 in AUC."""
REACH: Final[float] = 3.0
"""Deviations of a feature beyond which more says nothing: one odd face must not decide."""
SEED: Final[int] = 0

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LinearScore:
    """Weights of features, fitted to the four steps of the label: they say more than yes or no."""

    weights: Table
    offset: float
    least: Table
    most: Table
    """Bounds of the features (F,): what lies beyond counts as there."""

    @classmethod
    def fit(cls, features: Table, labels: npt.NDArray[np.int64]) -> "LinearScore":
        """Fit a ridge regression on standardised features (N, F), labels 0 to 3."""
        centre, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
        least, most = centre - REACH * scale, centre + REACH * scale
        bounded = np.clip(features, least, most)
        ridge = Ridge(alpha=PENALTY).fit((bounded - centre) / scale, labels)
        weights = ridge.coef_ / scale
        return cls(weights, float(ridge.intercept_ - centre @ weights), least, most)

    def of(self, features: Table) -> Scores:
        """Score features (N, F)."""
        bounded = np.clip(features, self.least, self.most)
        return np.asarray(bounded @ self.weights + self.offset, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Calibration:
    """Slope and offset that turn a score into log-odds (Platt 1999)."""

    slope: float
    offset: float

    @classmethod
    def fit(cls, scores: Scores, confused: npt.NDArray[np.bool_]) -> "Calibration":
        """Fit on scores (N,) of people whom the score has not seen."""
        spread = float(scores.std()) or 1.0
        fitted = LogisticRegression(C=1e6).fit(scores[:, np.newaxis] / spread, confused)
        return cls(float(fitted.coef_[0, 0]) / spread, float(fitted.intercept_[0]))

    def of(self, scores: Scores) -> Scores:
        """Log-odds of scores (N,)."""
        return self.slope * scores + self.offset


def held_out_logits(
    features: Table,
    clips: Clips,
    measured: npt.NDArray[np.bool_],
) -> Scores:
    """Log-odds (N,) of the ``measured`` rows, each from a model that has not seen its person.

    Where there are people who are not measured, one model learns from all of them; else the
    people take turns in ``FOLDS`` parts. The calibration learns from the same people as the model.
    """
    logits = np.full(len(clips), np.nan)
    for train, test in _parts(clips, measured):
        score, calibration = _fit(features[train], clips.take(train))
        logits[test] = calibration.of(score.of(features[test]))
    return logits


def best_single_feature(features: Table, clips: Clips, measured: npt.NDArray[np.bool_]) -> Scores:
    """Scores (N,) of the ``measured`` rows: the one feature that told best among other people."""
    scores = np.full(len(clips), np.nan)
    for train, test in _parts(clips, measured):
        aucs = np.array([roc_auc_score(clips.confused[train], each[train]) for each in features.T])
        best = int(np.argmax(abs(aucs - 0.5)))
        scores[test] = np.sign(aucs[best] - 0.5) * features[test, best]
    return scores


def fit_model(features: Table, clips: Clips) -> dict[str, Any]:
    """Fit on all people; weights and offset together give log-odds."""
    score, calibration = _fit(features, clips)
    half = features.shape[1] // 2
    rows = {
        "weights": calibration.slope * score.weights,
        "least": score.least,
        "most": score.most,
    }
    return {
        "recent": {name: row[:half].round(6).tolist() for name, row in rows.items()},
        "usual": {name: row[half:].round(6).tolist() for name, row in rows.items()},
        "offset": round(float(calibration.of(np.array([score.offset]))[0]), 6),
        "base_rate": round(float(clips.confused.mean()), 4),
    }


def _fit(features: Table, clips: Clips) -> tuple[LinearScore, Calibration]:
    """Fit a score on all people, and its calibration on scores of people held out."""
    held_out = np.zeros(len(clips))
    for learn, rest in GroupKFold(FOLDS).split(features, groups=clips.person):
        part = LinearScore.fit(features[learn], clips.confusion[learn])
        held_out[rest] = part.of(features[rest])
    whole = LinearScore.fit(features, clips.confusion)
    return whole, Calibration.fit(held_out, clips.confused)


def _parts(
    clips: Clips, measured: npt.NDArray[np.bool_]
) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    rows = np.flatnonzero(measured)
    others = np.flatnonzero(~measured)
    if len(others):
        return [(others, rows)]
    split = GroupKFold(FOLDS, shuffle=True, random_state=SEED)
    return [(rows[a], rows[b]) for a, b in split.split(rows, groups=clips.person[rows])]
