"""Where each student's face was last seen, so that it need not be searched for in every frame."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from classroom.domain.ids import ParticipantId
from classroom.inference.region import Region

MAX_AGE_S: Final[float] = 1.5
"""Older places are forgotten: three readings at the usual two a second."""
MAX_LOOKS: Final[int] = 5
"""Looks at a place before the whole frame is searched again, in case a nearer face has come."""
MAX_STUDENTS: Final[int] = 1024
"""Places kept; those of students who left fall out at the old end."""


@dataclass(frozen=True, slots=True)
class _Place:
    region: Region
    seen_at: float
    looks: int


class Whereabouts:
    """The newest place of each student; times are seconds of one clock."""

    def __init__(self) -> None:
        self._places: OrderedDict[ParticipantId, _Place] = OrderedDict()

    def __len__(self) -> int:
        return len(self._places)

    def expected(self, participant_id: ParticipantId, at: float) -> Region | None:
        """Where to look first, or None if the face is to be searched for."""
        place = self._places.get(participant_id)
        if place is None or at - place.seen_at > MAX_AGE_S or place.looks >= MAX_LOOKS:
            return None
        return place.region

    def note(
        self, participant_id: ParticipantId, at: float, region: Region | None, *, searched: bool
    ) -> None:
        """Keep where the face is now; ``searched`` tells whether the whole frame was searched."""
        place = self._places.pop(participant_id, None)
        if region is None:
            return
        looks = 0 if searched or place is None else place.looks + 1
        self._places[participant_id] = _Place(region, at, looks)
        if len(self._places) > MAX_STUDENTS:
            self._places.popitem(last=False)
