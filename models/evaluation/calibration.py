"""How honest the confidence of both emotion heads is, and what would mend it.

The vote head is fitted on majority labels, not on vote shares: on the network of November 2026 that
brought its calibration error from 0.065 to 0.014 on PrivateTest and left its distance from people's
vote shares as it was (0.219), while shares would have left it at 0.065.
"""

from dataclasses import dataclass
from typing import Final

from models.dataset import FaceSet
from models.evaluation.metrics import Labels, Probabilities, calibration_error
from models.evaluation.readers import Readings
from models.evaluation.temperature import soften
from models.evaluation.vector_scaling import Scaling, fit_scaling

FITTED_ON: Final[str] = "PublicTest"
"""The split that temperatures and scalings are chosen on, so that PrivateTest stays unseen."""


@dataclass(frozen=True)
class Calibration:
    """Expected calibration error as it is, and as a temperature from PublicTest would make it."""

    temperature: float
    """Fitted on what the file says; near 1 where it was folded in before."""
    error: float
    error_with_temperature: float


def scalings_of(said: Readings, rows: FaceSet) -> dict[str, Scaling]:
    """Fit a scaling for each emotion head that has labelled rows."""
    return {
        head: fit_scaling(truth, probabilities)
        for head, (truth, probabilities) in _heads(said, rows).items()
        if len(truth)
    }


def check_calibration(
    said_public: Readings, public: FaceSet, said: Readings, rows: FaceSet
) -> dict[str, Calibration]:
    """Fit on PublicTest and measure on ``rows``, for each head with labels in both."""
    fitted = scalings_of(said_public, public)
    temperatures = {head: scaling.temperature for head, scaling in fitted.items()}
    return {
        head: Calibration(
            temperature=round(temperatures[head], 4),
            error=round(calibration_error(truth, probabilities), 4),
            error_with_temperature=round(
                calibration_error(truth, soften(probabilities, temperatures[head])), 4
            ),
        )
        for head, (truth, probabilities) in _heads(said, rows).items()
        if head in temperatures and len(truth)
    }


def _heads(said: Readings, rows: FaceSet) -> dict[str, tuple[Labels, Probabilities]]:
    majority = rows.vote_majority()
    voted = majority >= 0
    found = {"fer2013": (rows.labels, said.fer2013)}
    if said.votes is not None:
        found["votes"] = (majority[voted], said.votes[voted])
    return found
