"""Who is in a room, and what is known of each this moment."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from classroom.confusion import ConfusionDetector, OwnFace
from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Reading
from classroom.media.frame import ArrivedFrame
from classroom.media.mailbox import Mailbox
from classroom.session.policy import Presence
from classroom.session.records import Student
from classroom.store.participants import ConnectionState


class Connection(Protocol):
    """A student's peer, as the room sees it."""

    @property
    def connected(self) -> bool:
        """Whether media and messages flow."""

    @property
    def gone(self) -> bool:
        """Whether it is over."""

    @property
    def mailbox(self) -> Mailbox[ArrivedFrame] | None:
        """Newest frame of the camera, if there is one."""

    @property
    def last_frame_at(self) -> float | None:
        """``time.monotonic()`` of the newest frame."""

    def send(self, message: dict[str, Any]) -> bool:
        """Send a message; say whether it was sent."""

    async def close(self, last_word: dict[str, Any] | None = None) -> None:
        """End it."""


@dataclass(slots=True, eq=False)
class Seat:
    """One student's place; the room alone changes it."""

    student: Student
    since_second: int
    """First whole second (epoch) of which an event is written."""
    state: ConnectionState = "joined"
    connection: Connection | None = None
    sampling: asyncio.Task[None] | None = None
    paused: bool = False
    seen_before: bool = False
    heard_at: float = field(default_factory=time.monotonic)
    readings: dict[int, list[Reading]] = field(default_factory=dict)
    """Readings by the second (epoch) in which their frame arrived."""
    own_face: OwnFace = field(default_factory=OwnFace)
    detector: ConfusionDetector = field(default_factory=ConfusionDetector)
    emotion: str | None = None
    """Leading emotion of the newest second that is over; None while unseen."""
    early_second: int | None = None
    """The newest second (epoch) that was handed over before its end."""
    confusion: float | None = None
    lost_told: bool | None = None
    """Whether this connection's page was told that "I'm lost" stands; None before it was told."""

    def presence(self, now: float) -> Presence:
        """Say how the student stands, and remember that they were heard."""
        connection = self.connection
        connected = connection is not None and connection.connected
        frame_at = connection.last_frame_at if connection else None
        if frame_at is not None:
            self.heard_at = max(self.heard_at, frame_at)
        if connected and (self.paused or not self.student.camera):
            self.heard_at = now
        if frame_at is not None or (connected and not self.student.camera):
            self.seen_before = True
        return Presence(
            connected=connected,
            seen_before=self.seen_before,
            paused=self.paused,
            unheard_s=now - self.heard_at,
        )


class Roster:
    """The seats of a room by participant."""

    def __init__(self) -> None:
        self._seats: dict[ParticipantId, Seat] = {}

    def __len__(self) -> int:
        return len(self._seats)

    def __iter__(self) -> Iterator[Seat]:
        return iter(list(self._seats.values()))

    def find(self, participant_id: ParticipantId) -> Seat | None:
        """Return this participant's seat, if they have one."""
        return self._seats.get(participant_id)

    def add(self, seat: Seat) -> None:
        """Give a seat."""
        self._seats[seat.student.id] = seat

    def remove(self, seat: Seat) -> None:
        """Free a seat; freeing it twice is harmless."""
        self._seats.pop(seat.student.id, None)
