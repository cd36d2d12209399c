"""Two emotions that are hard to tell apart, measured on their own: neutral and sad."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.evaluation.metrics import Labels, Probabilities
from models.labels import EMOTIONS

NEUTRAL: Final[int] = EMOTIONS.index("neutral")
SADNESS: Final[int] = EMOTIONS.index("sadness")


@dataclass(frozen=True)
class PairReport:
    """Neutral against sad, over the rows whose label is one of the two."""

    rows: int
    told_apart: float | None
    """Balanced accuracy if only these two could be answered: 0.5 is a coin, 1 never a mistake."""
    neutral_called_sad: float | None
    """Share of the neutral faces that the network, free to answer anything, calls sad."""
    sad_called_neutral: float | None
    """Share of the sad faces that it calls neutral."""


def report_pair(truth: Labels, probabilities: Probabilities) -> PairReport:
    """Measure labels (N,) against probabilities (N, C); a figure without rows is None."""
    neutral, sad = truth == NEUTRAL, truth == SADNESS
    leans_sad = probabilities[:, SADNESS] > probabilities[:, NEUTRAL]
    answer = probabilities.argmax(axis=1)
    apart = None
    if neutral.any() and sad.any():
        apart = round(float((~leans_sad[neutral]).mean() + leans_sad[sad].mean()) / 2, 4)
    return PairReport(
        rows=int((neutral | sad).sum()),
        told_apart=apart,
        neutral_called_sad=_share(answer[neutral] == SADNESS),
        sad_called_neutral=_share(answer[sad] == NEUTRAL),
    )


def _share(hits: np.typing.NDArray[np.bool_]) -> float | None:
    return round(float(hits.mean()), 4) if len(hits) else None
