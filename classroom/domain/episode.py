"""A stretch of time in which a student may have been confused, with what speaks for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from classroom.domain.ids import ParticipantId


class Answer(StrEnum):
    """What the teacher said of a flag."""

    RIGHT = "right"
    WRONG = "wrong"
    LATER = "later"

    @property
    def verdict(self) -> bool | None:
        """Whether the flag was right; None where that is put off."""
        return {Answer.RIGHT: True, Answer.WRONG: False}.get(self)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that changed, measured against this student's own baseline."""

    signal: str
    """Name of the signal, as in ``classroom.confusion.features``."""
    deviations: float
    """How many of the student's own deviations above usual."""
    seconds: float
    """For how long it has been so."""
    seen_share: float
    """Share of that time in which the face was seen, 0..1."""
    text: str
    """The same in words a teacher understands."""


@dataclass(frozen=True, slots=True)
class Episode:
    """Possible confusion from ``started_at``; still open while ``ended_at`` is None."""

    participant_id: ParticipantId
    started_at: datetime
    ended_at: datetime | None
    peak: float
    evidence: tuple[Evidence, ...]
    likelihood: float | None = None
    """Highest calibrated probability of confusion meanwhile, 0..1; orders flags by strength."""

    def __post_init__(self) -> None:
        if self.ended_at is not None and self.ended_at < self.started_at:
            raise ValueError("an episode ends after it starts")
        if not 0.0 <= self.peak <= 1.0:
            raise ValueError("peak lies in 0..1")
        if self.likelihood is not None and not 0.0 <= self.likelihood <= 1.0:
            raise ValueError("likelihood lies in 0..1")
