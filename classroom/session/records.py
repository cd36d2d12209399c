"""The class in SQL, as the live side reads and changes it: each call is one short transaction."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from classroom.domain.ids import ParticipantId, SessionId
from classroom.domain.mode import SessionMode
from classroom.domain.retention import KEEP_DAYS
from classroom.errors import ClassLockedError, RemovedError, SessionEndedError, StoreError
from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import EmotionEvents
from classroom.store.engine import Store
from classroom.store.episodes import Episodes
from classroom.store.participants import ConnectionState, Participants
from classroom.store.pulse_checks import PulseChecks
from classroom.store.self_reports import SelfReports
from classroom.store.tables import ClassSessionRow
from classroom.store.wishes import ClassWishes, Wishes

T = TypeVar("T")

THREADS: Final[int] = 4
"""Fewer than the connections that the store holds, so that none waits for one."""


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """What the live side needs to know of a class that is held."""

    id: SessionId
    code: str
    title: str
    mode: SessionMode
    locked: bool = False
    """Whether nobody new may join."""
    keep_days: int = KEEP_DAYS
    """Days after its end for which it is kept."""


@dataclass(frozen=True, slots=True)
class Student:
    """A participant as the live side knows them: without a name."""

    id: ParticipantId
    session: ClassInfo
    camera: bool


@dataclass(frozen=True, slots=True)
class StateChange:
    """A student's new state, to be written."""

    participant_id: ParticipantId
    state: ConnectionState
    at: datetime


@dataclass(frozen=True, slots=True)
class PulseAnswer:
    """What a student answered to a pulse check, to be written."""

    pulse_check_id: str
    participant_id: ParticipantId
    following: bool
    at: datetime


class Records:
    """Runs repositories in threads of its own, so that a slow database never stops the media."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="records")

    async def stop(self) -> None:
        """Give the threads back."""
        self._threads.shutdown(wait=False)

    async def tidy(self, now: datetime) -> None:
        """Put right what a killed server left behind: open flags, and students shown as here."""

        def put_right(s: Session) -> None:
            Episodes(s).close_left_open(now)
            for row in ClassSessions(s).list_all():
                if row.ended_at is not None:
                    continue
                _, _, last_read = EmotionEvents(s).extent(row.id)
                for student in Participants(s).of_session(row.id):
                    if student.state != "left":
                        lost_at = min(max(last_read or now, student.state_since), now)
                        Participants(s).set_state(student.id, "lost", lost_at)

        await self._run(put_right)

    async def held(self, code: str) -> ClassInfo:
        """Find a class by its code; raises ``SessionNotFoundError``, ``SessionEndedError``."""
        return await self._run(lambda s: held_class(ClassSessions(s).by_code(code)))

    async def admit(
        self, code: str, name: str, *, camera: bool, consent: bool, version: str, now: datetime
    ) -> Student:
        """Add a student, which starts the class if they are the first.

        Raises ``ClassLockedError`` where the teacher lets nobody new in.
        """

        def add(s: Session) -> Student:
            session = held_class(ClassSessions(s).by_code(code))
            if session.locked:
                raise ClassLockedError(
                    "Your teacher has locked this class, so nobody new can join just now. Tell "
                    "them that you are here, then try again."
                )
            row = Participants(s).add(session.id, name, camera, consent, version, now)
            ClassSessions(s).mark_started(session.id, now)
            return Student(ParticipantId(row.id), session, row.camera)

        return await self._run(add)

    async def student(self, participant_id: ParticipantId) -> Student:
        """Find a student of a held class.

        Raises ``RemovedError`` where the teacher has removed them, ``DeletedError`` and
        ``SessionEndedError``.
        """

        def find(s: Session) -> Student:
            row = Participants(s).by_id(participant_id)
            session = held_class(ClassSessions(s).by_id(row.session_id))
            if row.removed_at is not None:
                raise RemovedError("Your teacher has removed you from this class.")
            return Student(ParticipantId(row.id), session, row.camera)

        return await self._run(find)

    async def wishes(
        self, session_ids: Sequence[SessionId], now: datetime
    ) -> dict[SessionId, ClassWishes]:
        """Return what the teacher wants of each of these classes now."""
        if not session_ids:
            return {}
        return await self._run(lambda s: Wishes(s).of(session_ids, now))

    async def save_states(self, changes: Sequence[StateChange]) -> None:
        """Write how students stand now."""

        def save(s: Session) -> None:
            for change in changes:
                Participants(s).set_state(change.participant_id, change.state, change.at)

        await self._run(save)

    async def save_answers(self, answers: Sequence[PulseAnswer]) -> None:
        """Write what students answered; those to a question that is over are left out."""

        def save(s: Session) -> None:
            for one in answers:
                PulseChecks(s).answer(one.pulse_check_id, one.participant_id, one.following, one.at)

        await self._run(save)

    async def say_lost(self, student: Student, *, lost: bool, now: datetime) -> None:
        """Write "I'm lost", or that it is over."""

        def say(s: Session) -> None:
            if lost:
                SelfReports(s).say_lost(student.session.id, student.id, now)
            else:
                SelfReports(s).take_back(student.id, now)

        await self._run(say)

    async def delete(self, participant_id: ParticipantId) -> None:
        """Delete a student and all that was stored of them."""
        await self._run(lambda s: Participants(s).delete(participant_id))
        with suppress(DBAPIError):  # deleted is deleted; the log is emptied by itself later
            await self._in_thread(self._store.fold_log)

    async def ping(self) -> None:
        """Raise ``StoreError`` unless the database answers."""
        await self._in_thread(self._store.ping)

    async def _run(self, work: Callable[[Session], T]) -> T:
        def transact() -> T:
            try:
                with self._store.sessions.begin() as s:
                    return work(s)
            except (DBAPIError, PoolTimeoutError) as error:
                raise StoreError("The database cannot be reached just now. Try again.") from error

        return await self._in_thread(transact)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def held_class(row: ClassSessionRow) -> ClassInfo:
    """Read a class row; raises ``SessionEndedError`` once the teacher has ended it."""
    if row.ended_at is not None:
        raise SessionEndedError("This class has ended. Thank you for taking part.")
    return ClassInfo(
        SessionId(row.id),
        row.code,
        row.title,
        SessionMode(row.mode),
        row.locked_at is not None,
        row.keep_days,
    )
