"""A whole student side on a free port, over SQLite, with a scripted scorer."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeVar

from aiohttp import ClientSession, web
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from classroom.app import ROOMS, WRITER, build_app, listen
from classroom.domain.mode import SessionMode
from classroom.media.sampler import FrameScorer
from classroom.session.rooms import Rooms
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store, open_store
from classroom.store.participants import Participants
from classroom.store.pulse_checks import PulseChecks, PulseResult
from classroom.store.tables import EmotionEventRow
from classroom.store.writer import EventWriter
from tests.fakes.page import Page

T = TypeVar("T")


class School:
    """The running server, and what a teacher would do by the dashboard."""

    def __init__(
        self, settings: Settings, store: Store, app: web.Application, http: ClientSession
    ) -> None:
        self.settings = settings
        self.http = http
        self.rooms: Rooms = app[ROOMS]
        self.writer: EventWriter = app[WRITER]
        self._store = store

    def rows(self, work: Callable[[Session], T]) -> T:
        with self._store.sessions.begin() as s:
            return work(s)

    def new_class(self, mode: SessionMode = SessionMode.AFFECT) -> tuple[str, str]:
        """Return id and code."""
        row = self.rows(lambda s: ClassSessions(s).create("Maths", mode, "Head", now()))
        return row.id, row.code

    def end_class(self, session_id: str) -> None:
        self.rows(lambda s: ClassSessions(s).end(session_id, now()))

    def break_database(self) -> None:
        """Let every statement from now on fail, as if the server of the database were gone."""
        event.listen(self._store.engine, "before_cursor_execute", fail)

    def mend_database(self) -> None:
        """Let the database be there again."""
        event.remove(self._store.engine, "before_cursor_execute", fail)

    def ask_pulse(self, session_id: str) -> str:
        """Ask a class whether it follows; return the question's id."""
        return self.rows(lambda s: PulseChecks(s).ask(session_id, now()).id)

    def pulse_results(self, session_id: str) -> list[PulseResult]:
        return self.rows(lambda s: PulseChecks(s).results(session_id))

    def page(self, code: str) -> Page:
        return Page(self.http, code)

    def state(self, participant_id: str) -> str:
        return self.rows(lambda s: Participants(s).by_id(participant_id).state)

    def events(self, participant_id: str) -> list[EmotionEventRow]:
        return self.rows(
            lambda s: [
                row
                for row in s.query(EmotionEventRow).order_by(EmotionEventRow.at)
                if row.participant_id == participant_id
            ]
        )


@asynccontextmanager
async def open_school(settings: Settings, scorer: FrameScorer) -> AsyncIterator[School]:
    """Serve until the block is left; what was pending is written then."""
    store = open_store(settings.resolved_database_url)
    app = build_app(settings, store, scorer)
    runner = web.AppRunner(app, shutdown_timeout=1.0)
    try:
        await runner.setup()
        await listen(runner, settings)
        async with ClientSession(f"http://{settings.host}:{settings.port}") as http:
            yield School(settings, store, app, http)
    finally:
        await runner.cleanup()
        store.close()


def fail(*_args: object) -> None:
    raise OperationalError("gone", {}, Exception("gone"))


def now() -> datetime:
    return datetime.now(UTC)
