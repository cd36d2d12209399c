"""Between probabilities and their log-odds, on which evidence adds up."""

import math
from typing import Final

FARTHEST: Final[float] = 30.0
"""Log-odds beyond which a probability is 0 or 1 in double precision all the same."""


def log_odds_of(probability: float, least: float = 1e-6) -> float:
    """Log-odds of a probability that counts as ``least`` from 0 and 1 at the nearest."""
    bounded = max(least, min(probability, 1 - least))
    return math.log(bounded / (1 - bounded))


def probability_of(log_odds: float) -> float:
    """Probability, 0..1, of log-odds."""
    return 1 / (1 + math.exp(-max(-FARTHEST, min(log_odds, FARTHEST))))
