"""One second of one student, the unit that is stored and charted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from classroom.domain.emotion import EmotionScores
from classroom.domain.ids import ParticipantId


@dataclass(frozen=True, slots=True)
class EmotionSecond:
    """What was read of a student in one second of server time."""

    participant_id: ParticipantId
    at: datetime
    """The second's start, UTC, without microseconds."""
    scores: EmotionScores | None
    """Mean over the second's usable faces; None means unseen."""
    confusion: float | None
    """Possible confusion in 0..1; None while unseen or the baseline is not known."""
    seconds_seen: float
    """Share of the second's frames with a usable face, 0..1."""
    frames: int
    """Frames read in this second."""

    def __post_init__(self) -> None:
        if self.at.utcoffset() != timedelta(0) or self.at.microsecond:
            raise ValueError("a second starts at a whole second of UTC")
        if not 0.0 <= self.seconds_seen <= 1.0 or self.frames < 0:
            raise ValueError("seconds_seen lies in 0..1 and frames is not negative")
        if (self.scores is None) != (self.seconds_seen == 0.0):
            raise ValueError("an unseen second has no scores, a seen one has")
        if self.confusion is not None and not 0.0 <= self.confusion <= 1.0:
            raise ValueError("confusion lies in 0..1")
