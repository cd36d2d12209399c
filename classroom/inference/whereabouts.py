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
FAR_EVERY_S: Final[float] = 0.9
"""Where nobody was found, the slow search for small faces waits so long: every second reading."""
MAX_STUDENTS: Final[int] = 1024
"""Students kept; those who left fall out at the old end."""


@dataclass(frozen=True, slots=True)
class Search:
    """How to look for one student's face in a frame."""

    expected: Region | None = None
    """Where it was a moment ago: looked at first, and nowhere else if it is still there."""
    far: bool = True
    """Whether the slow detector looks for small faces where the quick one sees nobody."""


SEARCH_ALL: Final = Search()
"""For a student of whom nothing is known, and for photos."""


@dataclass(frozen=True, slots=True)
class _Trace:
    """What the newest frames told: a face somewhere, or that there was none."""

    region: Region | None
    at: float
    looks: int = 0


class Whereabouts:
    """The newest trace of each student; times are seconds of one clock."""

    def __init__(self) -> None:
        self._traces: OrderedDict[ParticipantId, _Trace] = OrderedDict()

    def __len__(self) -> int:
        return len(self._traces)

    def search(self, participant_id: ParticipantId, at: float) -> Search:
        """Say how to look for a face in the next frame."""
        trace = self._traces.get(participant_id)
        if trace is None:
            return SEARCH_ALL
        age = at - trace.at
        if trace.region is None:
            return Search(far=not 0 <= age < FAR_EVERY_S)
        if age > MAX_AGE_S or trace.looks >= MAX_LOOKS:
            return SEARCH_ALL
        return Search(trace.region)

    def note(
        self, participant_id: ParticipantId, at: float, region: Region | None, search: Search
    ) -> None:
        """Keep what ``search`` found."""
        before = self._traces.get(participant_id)
        if region is None and not search.far:
            return
        looks = before.looks + 1 if before and region and search.expected else 0
        self._traces[participant_id] = _Trace(region, at, looks)
        self._traces.move_to_end(participant_id)
        if len(self._traces) > MAX_STUDENTS:
            self._traces.popitem(last=False)
