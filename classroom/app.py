"""Wires the student side together; nothing here decides anything."""

import asyncio
import errno
import logging
import signal
import ssl
from collections.abc import AsyncIterator, Callable
from typing import Final

from aiohttp import web

from classroom.errors import SettingsError
from classroom.inference import InferencePool
from classroom.logs import set_up_logging
from classroom.media.sampler import FrameScorer
from classroom.session.records import Records
from classroom.session.rooms import Rooms
from classroom.settings import Settings
from classroom.signalling.errors import answer_errors
from classroom.signalling.headers import add_headers
from classroom.signalling.routes import MAX_BODY_BYTES, StudentSide
from classroom.signalling.tls import tls_context
from classroom.signalling.tokens import Tokens, signing_key
from classroom.store.engine import Store, open_store
from classroom.store.forgetting import Forgetting
from classroom.store.writer import EventWriter

logger = logging.getLogger(__name__)

ROOMS: web.AppKey[Rooms] = web.AppKey("rooms", Rooms)
WRITER: web.AppKey[EventWriter] = web.AppKey("writer", EventWriter)
CLOSE_TIMEOUT_S: Final = 2.0


def build_app(settings: Settings, store: Store, scorer: FrameScorer) -> web.Application:
    """Build the student side over an open store; it starts and stops its writer and scorer."""
    records = Records(store)
    writer = EventWriter(store)
    rooms = Rooms(settings, records, writer, scorer)
    tokens = Tokens(signing_key(settings.data_dir), settings.token_max_age_s)
    app = web.Application(middlewares=[answer_errors], client_max_size=MAX_BODY_BYTES)
    app[ROOMS] = rooms
    app[WRITER] = writer
    app.add_routes(StudentSide(settings, records, rooms, tokens, scorer).routes())
    app.on_response_prepare.append(add_headers)
    for part in (records, writer, scorer, rooms, Forgetting(store)):
        app.cleanup_ctx.append(running(part))
    return app


def running(part: object) -> Callable[[web.Application], AsyncIterator[None]]:
    """Start a part with the app and stop it in reverse order, if it has anything to start."""
    start = getattr(part, "start", None)
    stop = getattr(part, "stop", None)

    async def context(_app: web.Application) -> AsyncIterator[None]:
        try:
            if start:
                await start()
            yield
        finally:
            if stop:
                await stop()

    return context


def run_server(settings: Settings) -> None:
    """Serve the student side until SIGTERM or SIGINT, then write what is pending.

    Raises ``SettingsError`` for a port, folder or certificate that cannot be used.
    """
    set_up_logging()
    ssl_context = tls_context(settings)
    store = open_store(settings.resolved_database_url)
    try:
        asyncio.run(serve(settings, store, ssl_context))
    finally:
        store.close()


async def serve(settings: Settings, store: Store, ssl_context: ssl.SSLContext | None) -> None:
    """Serve until a signal asks to stop."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    app = build_app(settings, store, InferencePool(settings))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSE_TIMEOUT_S)
    try:
        await runner.setup()
        await listen(runner, settings, ssl_context)
        logger.info("the student side is up", extra={"port": settings.port})
        await stopping.wait()
        logger.info("stopping")
    finally:
        await runner.cleanup()


async def listen(
    runner: web.AppRunner, settings: Settings, ssl_context: ssl.SSLContext | None = None
) -> None:
    """Open the port; raises ``SettingsError`` that says which flag chooses another."""
    site = web.TCPSite(runner, settings.host, settings.port, ssl_context=ssl_context)
    try:
        await site.start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = f"Port {settings.port} on {settings.host} is taken: stop what uses it, or "
            raise SettingsError(f"{reason}choose another with --port.") from error
        raise SettingsError(
            f"Cannot listen on {settings.host}, port {settings.port}: {error.strerror}. "
            "Choose others with --host and --port."
        ) from error
