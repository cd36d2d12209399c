"""The parts of a run that differ in what learns and how fast."""

from dataclasses import dataclass

from models.training.plan import TrainingPlan

TUNING_RATE_SHARE = 0.1
"""Share of the learning rate with which a pre-trained trunk is tuned once its head is good."""


@dataclass(frozen=True)
class Phase:
    """Epochs ``start`` to ``end`` (not included) of a run."""

    name: str
    start: int
    end: int
    rate_share: float = 1.0
    frozen: bool = False

    @property
    def epochs(self) -> int:
        """How many epochs it lasts."""
        return self.end - self.start


def phases_of(plan: TrainingPlan) -> list[Phase]:
    """One phase, or two where the head of a transfer network learns first."""
    if plan.frozen_epochs == 0:
        return [Phase("whole", 0, plan.epochs)]
    return [
        Phase("frozen", 0, plan.frozen_epochs, frozen=True),
        Phase("tuned", plan.frozen_epochs, plan.epochs, TUNING_RATE_SHARE),
    ]
