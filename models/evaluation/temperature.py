"""The one number that makes a head's confidence honest without changing its answers."""

from typing import Final

import numpy as np
import numpy.typing as npt

from models.evaluation.metrics import SMALLEST_PROBABILITY, Labels, Probabilities, log_loss

RANGE: Final[tuple[float, float]] = (0.05, 20.0)
"""Where a temperature is looked for; at either end the network knows nothing, or everything."""

GOLDEN: Final[float] = (5**0.5 - 1) / 2
STEPS: Final[int] = 48
"""Golden sections: 0.618^48 of the range is below a billionth."""


def fit_temperature(truth: Labels, probabilities: Probabilities) -> float:
    """Find the temperature T > 0 that lowers the log loss of softmax(logits / T) most.

    ``truth`` (N,) labels, ``probabilities`` (N, C) of a head before scaling. Temperature scaling
    after Guo et al. 2017, section 4.2; the loss has one valley in log T, so a golden-section
    search finds its floor. Raises ``ValueError`` for no rows.
    """
    if not len(truth):
        raise ValueError("a temperature needs rows to be fitted on")

    def loss(log_t: float) -> float:
        return log_loss(truth, soften(probabilities, float(np.exp(log_t))))

    low, high = np.log(RANGE)
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = loss(left), loss(right)
    for _ in range(STEPS):
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = loss(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = loss(right)
    return float(np.exp((low + high) / 2))


def soften(probabilities: Probabilities, temperature: float) -> Probabilities:
    """Give softmax(logits / T), where the logits are the logarithms of ``probabilities`` (N, C).

    Logarithms of softmax outputs are the logits but for a constant a row, which softmax drops.
    """
    return softmax(np.log(np.maximum(probabilities, SMALLEST_PROBABILITY)) / temperature)


def softmax(logits: npt.NDArray[np.floating]) -> Probabilities:
    """Turn logits (N, C) into probabilities."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
