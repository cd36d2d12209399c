"""All running classes of this server, kept in step with the clock and with SQL."""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from aiortc import RTCIceServer

from classroom.domain.ids import ParticipantId, SessionId
from classroom.errors import ClassroomError, RoomFullError, StoreError, TooOftenError
from classroom.media.peer import answer_offer
from classroom.media.sampler import FrameScorer, Sampler
from classroom.session.consent import CONSENT_VERSION, camera_allowed
from classroom.session.policy import PresenceRules
from classroom.session.records import ClassInfo, Records, Student
from classroom.session.room import Events, Room
from classroom.settings import Settings

logger = logging.getLogger(__name__)

K = TypeVar("K")
V = TypeVar("V")

GRACE_S: Final = 0.4
"""A second is closed so much after its end: readings of its last frame need that long."""
LONGEST_GAP_S: Final = 10
"""After a longer stop (a laptop that slept) the seconds between are not made up."""
ATTEND_EVERY_S: Final = 0.5
"""How soon a class follows what the teacher wants."""
LOST_EVERY_S: Final = 2.0


class Rooms:
    """Opens a room with its first student, from SQL if need be, and closes it with its class."""

    def __init__(
        self, settings: Settings, records: Records, events: Events, scorer: FrameScorer
    ) -> None:
        self._settings = settings
        self._records = records
        self._events = events
        self._sampler = Sampler(scorer, settings.readings_per_s)
        self._rules = PresenceRules.of(settings)
        self._rooms: dict[SessionId, Room] = {}
        self._lost_changed_at: dict[ParticipantId, float] = {}
        """When each student last said that they are lost, or not, for the last two seconds."""
        self._tasks: list[asyncio.Task[None]] = []

    def __len__(self) -> int:
        return len(self._rooms)

    @property
    def students(self) -> int:
        """Seats taken in all rooms."""
        return sum(len(room.roster) for room in self._rooms.values())

    @property
    def dropped(self) -> int:
        """Frames that a newer one replaced unread, of the connections that stand."""
        boxes = (
            seat.connection.mailbox
            for room in self._rooms.values()
            for seat in room.roster
            if seat.connection
        )
        return sum(box.dropped for box in boxes if box)

    def find(self, session_id: SessionId) -> Room | None:
        """Return the room of a class if anyone has been in it since this server started."""
        return self._rooms.get(session_id)

    async def start(self) -> None:
        """Tidy up after a server that was killed, then keep time and watch the classes' rows."""
        await self._records.tidy(datetime.now(UTC))
        self._tasks = [
            asyncio.create_task(self._keep_time(), name="rooms: time"),
            asyncio.create_task(self._keep_records(), name="rooms: records"),
        ]

    async def stop(self) -> None:
        """Close every connection and write how everyone stands; safe before ``start``."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        await asyncio.gather(*(room.close() for room in self._rooms.values()))
        await self._save()
        self._rooms.clear()

    async def admit(self, code: str, name: str, *, camera: bool, consent: bool) -> Student:
        """Let a student in by the class's code; raises a ``ClassroomError`` that says why not."""
        info = await self._records.held(code)
        allowed = camera_allowed(info.mode, camera=camera, consent=consent)
        self._check_space()
        student = await self._records.admit(
            code,
            name,
            camera=allowed,
            consent=consent and allowed,
            version=CONSENT_VERSION,
            now=datetime.now(UTC),
        )
        self._room(student.session).seat(student)
        return student

    async def answer(self, participant_id: ParticipantId, offer_sdp: str) -> str:
        """Connect a student and return the answer's SDP; a connection before this one is closed."""
        student = await self._student(participant_id)

        def hear(message: dict[str, Any]) -> None:
            self._room(student.session).hear(student, message)

        peer, answer_sdp = await answer_offer(
            offer_sdp,
            video=student.camera,
            ice_servers=self._ice_servers(),
            gathering_s=self._settings.ice_gathering_s,
            on_message=hear,
        )
        try:
            await self._records.student(
                participant_id
            )  # they may have deleted their data meanwhile
        except ClassroomError:
            await peer.close()
            raise
        self._room(student.session).connect(student, peer)
        return answer_sdp

    async def set_state(self, participant_id: ParticipantId, state: str) -> None:
        """Pause, go on or leave, as the student's page asks over HTTP."""
        student = await self._student(participant_id)
        room = self._room(student.session)
        if state == "left":
            room.leave(student)
        else:
            room.pause(student, paused=state == "paused")

    async def say_lost(self, participant_id: ParticipantId, *, lost: bool) -> None:
        """Write "I'm lost" or take it back; raises ``TooOftenError`` within two seconds."""
        student = await self._student(participant_id)
        now = time.monotonic()
        if now - self._lost_changed_at.get(student.id, -math.inf) < LOST_EVERY_S:
            raise TooOftenError("Your teacher has been told. Wait a moment before you change it.")
        self._lost_changed_at = {
            one: at for one, at in self._lost_changed_at.items() if now - at < LOST_EVERY_S
        } | {student.id: now}
        await self._records.say_lost(student, lost=lost, now=datetime.now(UTC))

    async def forget(self, participant_id: ParticipantId) -> None:
        """Let a student go and delete all that was stored of them, also after the class."""
        for room in self._rooms.values():
            room.forget(participant_id)
        await self._records.delete(participant_id)

    async def _student(self, participant_id: ParticipantId) -> Student:
        student = await self._records.student(participant_id)
        room = self._rooms.get(student.session.id)
        if room is None or room.roster.find(student.id) is None:
            self._check_space()
        return student

    def _check_space(self) -> None:
        if self.students >= self._settings.max_students:
            raise RoomFullError("This server is full. Tell your teacher, or try again later.")

    def _room(self, info: ClassInfo) -> Room:
        room = self._rooms.get(info.id)
        if room is None:
            room = Room(info, self._sampler, self._events, self._rules)
            self._rooms[info.id] = room
        return room

    def _ice_servers(self) -> Sequence[RTCIceServer]:
        """None for a class on this machine only, where STUN would only cost time."""
        settings = self._settings
        local = settings.host in {"127.0.0.1", "::1", "localhost"} and not settings.public_url
        if local or not settings.ice_servers:
            return []
        return [
            RTCIceServer(
                urls=list(settings.ice_servers),
                username=settings.ice_username or None,
                credential=settings.ice_credential.get_secret_value() or None,
            )
        ]

    async def _keep_time(self) -> None:
        second = math.floor(time.time())
        while True:
            wait_s = second + 1 + GRACE_S - time.time()
            await asyncio.sleep(min(max(0.0, wait_s), 1 + GRACE_S))
            for room in list(self._rooms.values()):
                self._close_second(room, second)
            after = next_second(second, time.time())
            if after < second:
                logger.warning("the clock was set back", extra={"seconds": second - after})
                for room in list(self._rooms.values()):
                    room.set_back(after)
            second = after

    def _close_second(self, room: Room, second: int) -> None:
        """Close a second of one class; whatever goes wrong in it stays in it."""
        try:
            room.close_second(second)
            room.review()
        except Exception:
            logger.exception("a second of one class was not closed")

    async def _keep_records(self) -> None:
        while True:
            await asyncio.sleep(ATTEND_EVERY_S)
            try:
                await self._follow_wishes()
                await self._save()
            except StoreError:
                logger.warning("the database is away: classes go on")
            except Exception:
                logger.exception("classes were not kept in step with their rows")
            for session_id, room in list(self._rooms.items()):
                if room.idle:
                    del self._rooms[session_id]

    async def _follow_wishes(self) -> None:
        wishes = await self._records.wishes(list(self._rooms), datetime.now(UTC))
        known = [(self._rooms[one], wish) for one, wish in wishes.items() if one in self._rooms]
        for room, wish in known:
            room.flag_from = wish.flag_from
            room.dismiss(wish.removed)
            room.ask(wish.pulse)
            room.tell_lost(wish.lost)
        await asyncio.gather(*(room.end() for room, wish in known if wish.ended))

    async def _save(self) -> None:
        for room in list(self._rooms.values()):
            await _write_off(room.pulse.unsaved, self._records.save_answers)
        for room in list(self._rooms.values()):
            await _write_off(room.unsaved, self._records.save_states)


async def _write_off(
    unsaved: dict[K, V], save: Callable[[Sequence[V]], Coroutine[Any, Any, None]]
) -> None:
    """Save what waits, and forget what has not changed meanwhile."""
    waiting = dict(unsaved)
    if waiting:
        await save(list(waiting.values()))
    for key, value in waiting.items():
        if unsaved.get(key) is value:
            del unsaved[key]


def next_second(closed: int, now: float) -> int:
    """Return the second to close after this one (epoch), also where the clock was set."""
    newest = math.floor(now)
    if newest < closed - LONGEST_GAP_S:
        return newest
    return max(closed + 1, newest - LONGEST_GAP_S)
