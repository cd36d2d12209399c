"""Wiring of the dashboard: the Dash app over the store, and the server that serves it."""

import errno
import logging
import signal
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

from dash import Dash
from waitress import wasyncore
from waitress.server import create_server

from classroom.errors import SettingsError
from classroom.language import language, say
from classroom.settings import Settings
from classroom.store.engine import Store, open_store
from dashboard import chosen_language, downloads, sign_in
from dashboard.access import known_name
from dashboard.components.chart_table import register_chart_table
from dashboard.components.data_grid import register_data_grid
from dashboard.components.frame import frame
from dashboard.components.script_words import script_words
from dashboard.pages import live_callbacks, past, router, sessions, try_it
from dashboard.pages.keep_callbacks import register_keep
from dashboard.pages.note_route import register_note_route

logger = logging.getLogger(__name__)

SERVING: Final[dict[str, Any]] = {
    "threads": 8,
    "ident": None,
    "outbuf_overflow": 16 * 1024 * 1024,
    "inbuf_overflow": try_it.LARGEST_REQUEST_BYTES,
    "max_request_body_size": try_it.LARGEST_REQUEST_BYTES,
}
"""How waitress serves: the chart library, 5 MB, goes out from memory, not through a file.

What comes in stays in memory too: a picture that is tried out never touches a disk.
"""


class Dashboard(Dash):
    """A Dash app whose page says in which language it is, with the words of its scripts."""

    def interpolate_index(self, *parts: Any, **named: Any) -> str:
        """Fill the page around the app, for one request."""
        whole: Any = super().interpolate_index  # Dash leaves it without types
        page: str = whole(*parts, **named)
        page = page.replace("<html>", f'<html lang="{language()}">', 1)
        page = page.replace("Loading...", say("Loading..."), 1)
        return page.replace("<body>", f"<body>{script_words()}", 1)


def build_dashboard(settings: Settings, store: Store) -> Dash:
    """Build the app; whoever opened ``store`` closes it."""
    app = Dashboard(
        "dashboard",
        title="Raised Hand",
        update_title="",
        assets_folder=str(Path(__file__).parent / "assets"),
        pages_folder="",
        use_pages=False,
        serve_locally=True,
        suppress_callback_exceptions=True,
        health_endpoint="healthz",
        add_log_handler=False,
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"},
            {"name": "color-scheme", "content": "light dark"},
        ],
    )
    chosen_language.register(app.server)
    sign_in.guard(app.server, store, sign_in.secret_key(settings.data_dir))
    downloads.register(app.server, settings, store)
    app.layout = lambda: frame(known_name())
    router.register(app, settings, store)
    sessions.register(app, settings, store)
    live_callbacks.register(app, settings, store)
    past.register(app, store)
    register_keep(app, settings, store)
    register_note_route(app.server, store)
    try_it.register(app, store)
    for page in ("live", "past", "student"):
        register_chart_table(app, page)
    for page in ("past", "list"):
        register_data_grid(app, page)
    return app


def serve_dashboard(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises ``SettingsError`` where the port is taken."""
    store = open_store(settings.resolved_database_url)
    sockets: dict[int, Any] = {}
    try:
        app = build_dashboard(settings, store)
        try:
            server = create_server(
                app.server,
                host=settings.dashboard_host,
                port=settings.dashboard_port,
                map=sockets,
                **SERVING,
            )
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise SettingsError(
                    f"port {settings.dashboard_port} is taken: stop what uses it, or choose "
                    "another with --dashboard-port or CLASSROOM_DASHBOARD_PORT"
                ) from error
            raise SettingsError(
                f"cannot listen on {settings.dashboard_host}:{settings.dashboard_port}: "
                f"{error.strerror}"
            ) from error
        signal.signal(signal.SIGTERM, _leave)
        logger.info("dashboard listens", extra={"port": settings.dashboard_port})
        server.run()
    finally:
        wasyncore.close_all(sockets, ignore_all=True)
        store.close()


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Let waitress end what it is answering, as it does on Ctrl-C."""
    raise SystemExit(0)
