"""A flag as it stands in a class, for the rules about many flags."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from classroom.domain.episode import Answer

BASE_RATE: Final[float] = 0.0975
"""How often people in an online lesson are confused, by the labels of DAiSEE's clips.

What a likelihood is compared with: a flag at the base rate says nothing. A test holds it equal to
that of the fitted model.
"""


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """One flag of one student, without its evidence."""

    id: str
    participant_id: str
    started_at: datetime
    ended_at: datetime | None
    peak: float
    likelihood: float | None = None
    answer: Answer | None = None

    @property
    def strength(self) -> tuple[float, float]:
        """What orders flags: the calibrated probability, and among equals the score."""
        return self.likelihood or 0.0, self.peak
