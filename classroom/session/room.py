"""One running class: readings become seconds, seconds become events and episodes."""

import asyncio
import math
import time
from collections.abc import Collection, Coroutine
from datetime import UTC, datetime
from typing import Any, Protocol

from classroom.confusion import SecondFeatures, features_of
from classroom.domain.emotion import EMOTIONS
from classroom.domain.episode import Episode
from classroom.domain.flagging import ENTER
from classroom.domain.ids import ParticipantId
from classroom.domain.mode import SessionMode
from classroom.domain.observation import Reading
from classroom.domain.second import EmotionSecond
from classroom.media.sampler import Sampler
from classroom.session.messages import ENDED, REMOVED, REPLACED, lost_message, reading_message
from classroom.session.policy import PresenceRules, state_of
from classroom.session.pulse import Pulse
from classroom.session.records import ClassInfo, StateChange, Student
from classroom.session.roster import Connection, Roster, Seat
from classroom.store.participants import ConnectionState
from classroom.store.pulse_checks import OpenPulse


class Events(Protocol):
    """Where a room leaves what is to be stored."""

    def put(self, session_id: str, second: EmotionSecond) -> None:
        """Take one second of one student."""

    def put_episode(self, session_id: str, key: str, episode: Episode) -> None:
        """Take an episode as it stands now."""


class Room:
    """Everyone in one class; it lives on the event loop and never waits for the database."""

    def __init__(
        self, info: ClassInfo, sampler: Sampler, events: Events, rules: PresenceRules
    ) -> None:
        self.info = info
        self.roster = Roster()
        self.pulse = Pulse()
        self.flag_from = ENTER
        """Confusion score from which this class raises a flag, as its teacher wants it."""
        self.unsaved: dict[str, StateChange] = {}
        """Newest state of each student whose row does not say so yet."""
        self._sampler = sampler
        self._events = events
        self._rules = rules
        self._open_second = math.floor(time.time())
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def idle(self) -> bool:
        """Whether nobody is here and nothing is left to be written."""
        unsaved = self.unsaved or self.pulse.unsaved
        return not self.roster and not unsaved and not self._closing

    def seat(self, student: Student) -> Seat:
        """Return this student's seat, a new one if they have none."""
        seat = self.roster.find(student.id)
        if seat is None:
            seat = Seat(student, since_second=math.floor(time.time()) + 1)
            self.roster.add(seat)
        return seat

    def connect(self, student: Student, connection: Connection) -> None:
        """Let a new connection of this student take the place of the one before."""
        seat = self.seat(student)
        self._disconnect(seat, last_word=REPLACED)
        seat.connection = connection
        seat.paused = False
        seat.lost_told = None
        seat.heard_at = time.monotonic()
        self._sample(seat)
        self.pulse.ask(seat)

    def hear(self, student: Student, message: dict[str, Any]) -> None:
        """Do what a student's page asks for over the data channel."""
        match message.get("type"):
            case "pause":
                self.pause(student, paused=True)
            case "resume":
                self.pause(student, paused=False)
            case "leave":
                self.leave(student)
            case "pulse":
                seat = self.roster.find(student.id)
                if seat:
                    self.pulse.hear(seat, message)

    def ask(self, pulse: OpenPulse | None) -> None:
        """Put the teacher's open question to everyone here, or take it back."""
        self.pulse.follow(pulse, self.roster)

    def tell_lost(self, lost: Collection[ParticipantId]) -> None:
        """Keep each page in step with whose "I'm lost" stands, which the teacher can answer."""
        for seat in self.roster:
            stands = seat.student.id in lost
            if seat.connection is None or seat.lost_told is stands:
                continue
            if seat.connection.send(lost_message(stands)):
                seat.lost_told = stands

    def dismiss(self, removed: Collection[ParticipantId]) -> None:
        """Let go of whom the teacher has removed, and tell their pages so."""
        for seat in self.roster:
            if seat.student.id in removed:
                self._release(seat, "left", REMOVED)

    def forget(self, participant_id: ParticipantId) -> None:
        """Let a student go, and all of theirs that waits to be written."""
        seat = self.roster.find(participant_id)
        if seat:
            self.leave(seat.student)
        self.unsaved.pop(participant_id, None)
        self.pulse.forget(participant_id)

    def pause(self, student: Student, *, paused: bool) -> None:
        """Stop or go on reading this student's camera."""
        seat = self.seat(student)
        seat.paused = paused
        seat.heard_at = time.monotonic()
        if paused:
            self._stop_sampling(seat)
            self._enter(seat, "paused")
        else:
            self._sample(seat)
            self._enter(seat, "live" if seat.seen_before else "joined")

    def leave(self, student: Student) -> None:
        """Let a student go who said so."""
        seat = self.roster.find(student.id) or Seat(student, since_second=0, state="live")
        self._release(seat, "left")

    def take(self, seat: Seat, reading: Reading, width: int, height: int) -> None:
        """Count a reading to the second of its frame, or to the first that is still open."""
        second = max(math.floor(reading.captured_at), self._open_second)
        seat.readings.setdefault(second, []).append(reading)
        self._hurry(seat, second, reading)
        if seat.connection:
            seat.connection.send(reading_message(reading, width, height, seat.confusion))

    def close_second(self, second: int) -> None:
        """Write this second (epoch) of every student whose camera is read in this class."""
        self._open_second = second + 1
        for seat in self.roster:
            self._close(seat, second)

    def set_back(self, second: int) -> None:
        """Go on from this second (epoch): the clock was set back, and what waits is of no time."""
        self._open_second = second
        for seat in self.roster:
            seat.since_second = min(seat.since_second, second)
            seat.readings.clear()
            seat.emotion = None
            self._hand_over(seat, seat.detector.set_back())

    def review(self) -> None:
        """Note who went silent or came back, and let go of who is lost."""
        now = time.monotonic()
        for seat in self.roster:
            state = state_of(seat.presence(now), self._rules)
            if seat.connection and seat.connection.gone:
                self._disconnect(seat)
            if state == "lost":
                self._release(seat, state)
            else:
                self._enter(seat, state)

    async def end(self) -> None:
        """Say goodbye to everyone: the teacher has ended the class."""
        await self._empty("left", ENDED)

    async def close(self) -> None:
        """Close everything because the server stops; students' pages will try again."""
        await self._empty("lost", None)

    async def _empty(self, state: ConnectionState, last_word: dict[str, Any] | None) -> None:
        for second in range(self._open_second, math.floor(time.time()) + 1):
            self.close_second(second)
        for seat in self.roster:
            self._release(seat, state, last_word)
        if self._closing:
            await asyncio.wait(self._closing)

    @property
    def _is_shown_alone(self) -> bool:
        return self.info.mode is SessionMode.AFFECT

    def _is_written(self, seat: Seat, second: int) -> bool:
        return seat.student.camera and second >= seat.since_second

    def _hurry(self, seat: Seat, second: int, reading: Reading) -> None:
        """Hand over an open second where the face has changed, as it looks now: a teacher watches.

        Once the second is over, it is judged, and the mean of its readings takes this one's place.
        Not where only the class is shown: nobody's change may stand out by coming alone.
        """
        face = reading.face
        if face is None or not self._is_written(seat, second) or not self._is_shown_alone:
            return
        changed = EMOTIONS[int(face.scores.argmax())] != seat.emotion
        if not changed and second != seat.early_second:
            return
        at = datetime.fromtimestamp(second, UTC)
        look = features_of(seat.student.id, at, [reading])
        if look.scores and seat.own_face.may_be(look):
            seat.early_second = second
            self._put(seat, look, len(seat.readings[second]))

    def _close(self, seat: Seat, second: int) -> None:
        readings = seat.readings.pop(second, [])
        if self._is_written(seat, second):
            self._write(seat, datetime.fromtimestamp(second, UTC), readings)

    def _write(self, seat: Seat, at: datetime, readings: list[Reading]) -> None:
        features = seat.own_face.sift(features_of(seat.student.id, at, readings))
        seat.detector.flag_from(self.flag_from)
        outcome = seat.detector.update(features)
        seat.confusion = outcome.score
        self._hand_over(seat, outcome.closed)
        self._hand_over(seat, outcome.episode)
        seat.emotion = features.scores.dominant if features.scores else None
        self._put(seat, features, len(readings))

    def _put(self, seat: Seat, features: SecondFeatures, frames: int) -> None:
        self._events.put(
            self.info.id,
            EmotionSecond(
                participant_id=seat.student.id,
                at=features.at,
                scores=features.scores,
                confusion=seat.confusion if features.scores else None,
                seconds_seen=features.seconds_seen,
                frames=frames,
            ),
        )

    def _release(
        self, seat: Seat, state: ConnectionState, last_word: dict[str, Any] | None = None
    ) -> None:
        self._enter(seat, state)
        self._disconnect(seat, last_word)
        self.roster.remove(seat)
        for second in sorted(seat.readings):
            self._close(seat, second)
        self._hand_over(seat, seat.detector.close(datetime.now(UTC)))

    def _hand_over(self, seat: Seat, episode: Episode | None) -> None:
        if episode:
            self._events.put_episode(self.info.id, seat.student.id, episode)

    def _enter(self, seat: Seat, state: ConnectionState) -> None:
        if state != seat.state:
            seat.state = state
            self.unsaved[seat.student.id] = StateChange(seat.student.id, state, datetime.now(UTC))

    def _sample(self, seat: Seat) -> None:
        mailbox = seat.connection.mailbox if seat.connection else None
        if seat.sampling or mailbox is None:
            return

        def take(reading: Reading, width: int, height: int) -> None:
            self.take(seat, reading, width, height)

        seat.sampling = asyncio.create_task(
            self._sampler.follow(seat.student.id, mailbox, take), name="sampling"
        )

    def _stop_sampling(self, seat: Seat) -> None:
        if seat.sampling:
            seat.sampling.cancel()
            seat.sampling = None

    def _disconnect(self, seat: Seat, last_word: dict[str, Any] | None = None) -> None:
        self._stop_sampling(seat)
        connection, seat.connection = seat.connection, None
        if connection:
            self._in_background(connection.close(last_word))

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
