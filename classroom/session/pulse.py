"""The question "are you following?" in a room: asked of all, answers kept until stored."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from classroom.domain.ids import ParticipantId
from classroom.session.messages import pulse_heard_message, pulse_message, pulse_over_message
from classroom.session.records import PulseAnswer
from classroom.session.roster import Connection, Seat
from classroom.store.pulse_checks import OpenPulse

CHANGE_EVERY_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """What one student says to the open question."""

    following: bool
    since: float
    """``time.monotonic()`` of the change."""


class Pulse:
    """The question that is open in one class, if any, and what is said to it."""

    def __init__(self) -> None:
        self.unsaved: dict[tuple[str, ParticipantId], PulseAnswer] = {}
        """Answers that no row holds yet: one for each question and student."""
        self._open: OpenPulse | None = None
        self._words: dict[ParticipantId, Word] = {}
        self._asked: dict[ParticipantId, Connection] = {}
        """On which connection each student was asked."""

    def follow(self, wanted: OpenPulse | None, seats: Iterable[Seat]) -> None:
        """Ask everyone here what the teacher asks now, and take back what is over.

        To be called again while it is open: a channel may open later than its connection.
        """
        seats = list(seats)
        if self._open and (wanted is None or wanted.id != self._open.id):
            for seat in seats:
                if seat.connection:
                    seat.connection.send(pulse_over_message(self._open.id))
            self._words.clear()
            self._asked.clear()
        self._open = wanted
        for seat in seats:
            self.ask(seat)

    def ask(self, seat: Seat) -> None:
        """Put the open question to a student, once on each connection of theirs."""
        connection = seat.connection
        if connection is None or self._asked.get(seat.student.id) is connection:
            return
        closes_in_s = self._closes_in_s()
        if (
            self._open
            and closes_in_s > 0
            and connection.send(pulse_message(self._open.id, closes_in_s))
        ):
            self._asked[seat.student.id] = connection

    def hear(self, seat: Seat, message: dict[str, Any]) -> None:
        """Take a student's answer to the open question and tell their page what stands."""
        match message:
            case {"id": str(pulse_id), "following": bool(following)}:
                pass
            case _:
                return
        if self._open is None or pulse_id != self._open.id or self._closes_in_s() <= 0:
            return
        stands = self._take(seat.student.id, pulse_id, following)
        if seat.connection:
            seat.connection.send(pulse_heard_message(pulse_id, stands))

    def forget(self, participant_id: ParticipantId) -> None:
        """Let go of all that a student said."""
        self._words.pop(participant_id, None)
        self._asked.pop(participant_id, None)
        for key in [key for key in self.unsaved if key[1] == participant_id]:
            del self.unsaved[key]

    def _take(self, participant_id: ParticipantId, pulse_id: str, following: bool) -> bool:
        """Keep an answer unless it changes too soon; return the one that stands."""
        now = time.monotonic()
        word = self._words.get(participant_id)
        if word and (word.following == following or now - word.since < CHANGE_EVERY_S):
            return word.following
        self._words[participant_id] = Word(following, now)
        self.unsaved[pulse_id, participant_id] = PulseAnswer(
            pulse_id, participant_id, following, datetime.now(UTC)
        )
        return following

    def _closes_in_s(self) -> float:
        if self._open is None:
            return 0.0
        return (self._open.closes_at - datetime.now(UTC)).total_seconds()
