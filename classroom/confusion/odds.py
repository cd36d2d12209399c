"""Between probabilities and their log-odds, on which evidence adds up.

Bounds are plain comparisons, for this runs for each student each second.
"""

import math
from typing import Final

FARTHEST: Final[float] = 30.0
"""Log-odds beyond which a probability is 0 or 1 in double precision all the same."""


def log_odds_of(probability: float, least: float = 1e-6) -> float:
    """Log-odds of a probability that counts as ``least`` from 0 and 1 at the nearest."""
    if probability < least:
        probability = least
    elif probability > 1 - least:
        probability = 1 - least
    return math.log(probability / (1 - probability))


def weighed(probability: float, ratio: float) -> float:
    """Probability, 0..1, whose odds are ``ratio`` times those of another: Bayes' rule."""
    favourable = probability * ratio
    return favourable / (1 - probability + favourable)


def probability_of(log_odds: float) -> float:
    """Probability, 0..1, of log-odds."""
    if log_odds < -FARTHEST:
        return 0.0
    return 1 / (1 + math.exp(-log_odds))
