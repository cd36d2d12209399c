"""How likely it is that a face is that of a confused student: a small model fitted on people.

Fitted by ``classroom train confusion`` on DAiSEE (Gupta et al. 2016, arXiv:1609.01885): people who
watched lectures at home, each ten seconds of whom were labelled for confusion. The signal is weak:
``classroom evaluate confusion`` says how weak, on people that the model has not seen.
"""

import json
import math
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, Protocol, Self

import numpy as np
import numpy.typing as npt

from classroom.confusion.movements import MOVEMENTS
from classroom.confusion.odds import log_odds_of
from classroom.errors import SettingsError

RECENT_S: Final[float] = 15.0
USUAL_S: Final[float] = 330.0
"""Time constants, in seconds of face seen, of what a face does now and of what it usually does.

Chosen among 15, 28 and 45 s, and 150, 330 and 700 s: all lie within 0.01 of each other in AUC.
"""
LARGEST_WEIGHT: Final[float] = 1.5
"""In log-odds: 4.5 times more or less likely at most."""
FILE: Final[str] = "likelihood.json"

Row = npt.NDArray[np.float64]


class Course:
    """A student's movements as they go: two running means, from nothing but the past."""

    def __init__(self) -> None:
        self._means: Row | None = None

    def take(self, amounts: Row, seconds: float = 1.0) -> Row:
        """Take in movements, float64 (22,), that lasted ``seconds``; gives features (44,)."""
        if self._means is None:
            self._means = np.stack([amounts, amounts])
        else:
            self._means += _gains(seconds) * (amounts - self._means)
        return self._means.flatten()


@cache
def _gains(seconds: float) -> Row:
    """How much of what is new each mean takes over, float64 (2, 1)."""
    return np.array([[-math.expm1(-seconds / span)] for span in (RECENT_S, USUAL_S)])


class Likelihood(Protocol):
    """What a detector asks of a model."""

    def of(self, features: Row) -> float:
        """Log-odds of confusion."""

    def odds_ratio(self, log_odds: float) -> float:
        """How many times more likely such log-odds make what another sign says."""


@dataclass(frozen=True, slots=True, eq=False)
class LikelihoodModel:
    """A logistic model over a ``Course``'s features, calibrated to the shares of DAiSEE."""

    weights: Row
    """Float64 (44,): for the recent means of all movements, then the usual ones."""
    least: Row
    most: Row
    """Float64 (44,): bounds of the features; beyond what people did, nothing more is known."""
    offset: float
    base_rate: float
    """Share of the clips in which people were confused: a likelihood says little near it."""
    base_log_odds: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "base_log_odds", log_odds_of(self.base_rate))

    def of(self, features: Row) -> float:
        """Log-odds that a student with these features is confused."""
        bounded = np.minimum(np.maximum(features, self.least), self.most)
        return float(bounded.dot(self.weights)) + self.offset

    def odds_ratio(self, log_odds: float) -> float:
        """What the odds of a score of own deviations are to be multiplied by.

        What the model says beside the base rate, and no more than ``LARGEST_WEIGHT`` either way,
        for another camera can shift every face of a class.
        """
        for_it = log_odds - self.base_log_odds
        return math.exp(max(-LARGEST_WEIGHT, min(for_it, LARGEST_WEIGHT)))

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Read what ``classroom train confusion`` wrote; raises ``SettingsError`` for another."""
        names = [each.name for each in MOVEMENTS]
        try:
            if document["movements"] != names:
                raise KeyError("movements")
            weights, least, most = (
                np.array([*document["recent"][part], *document["usual"][part]], dtype=np.float64)
                for part in ("weights", "least", "most")
            )
            if not weights.shape == least.shape == most.shape == (2 * len(names),):
                raise KeyError("weights")
            offset, base_rate = float(document["offset"]), float(document["base_rate"])
            return cls(weights, least, most, offset, base_rate)
        except (KeyError, TypeError, ValueError) as error:
            raise SettingsError(
                f"{FILE} does not fit this version ({error}); write it anew with "
                "`classroom train confusion`"
            ) from error


@cache
def fitted_model() -> LikelihoodModel:
    """Read the committed model, once a process."""
    text = files("classroom.confusion").joinpath(FILE).read_text()
    return LikelihoodModel.from_document(json.loads(text))
