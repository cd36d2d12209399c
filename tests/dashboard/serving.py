"""The real dashboard, served on a free port for the length of a test, and a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright
from waitress import wasyncore
from waitress.server import create_server

from classroom.settings import Settings
from classroom.store.engine import Store
from classroom.store.teachers import Teachers
from dashboard.app import SERVING, build_dashboard

CHROMIUM: Final[Path] = Path("/usr/bin/chromium")
ARGUMENTS: Final[tuple[str, ...]] = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def served(settings: Settings, store: Store) -> Iterator[str]:
    """Serve the dashboard in a thread; gives its address."""
    app = build_dashboard(settings, store)
    sockets: dict[int, Any] = {}
    server = create_server(app.server, host="127.0.0.1", port=0, map=sockets, **SERVING)
    thread = Thread(target=server.run, name="dashboard under test")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets, ignore_all=True))
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start one real browser."""
    with sync_playwright() as playwright:
        path = str(CHROMIUM) if CHROMIUM.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def sign_in(page: Page, address: str, store: Store) -> None:
    """Redeem a fresh one-time link with the browser's cookies, without drawing a page."""
    with store.sessions.begin() as s:
        secret = Teachers(s).new_link(datetime.now(UTC))
    answer = page.context.request.get(f"{address}/sign-in?link={secret}")
    assert answer.ok, answer.status
