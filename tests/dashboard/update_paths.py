"""What each way to keep the live page up to date costs: ``python -m tests.dashboard.update_paths``.

One simulated class, one open page in Chromium, three ways in turn, over and over: everything drawn
anew each second; only what changed, asked for once a second, as the dashboard does it; and what
changed pushed over a WebSocket callback of Dash on FastAPI, which needs ``fastapi``, ``uvicorn``
and ``janus`` beside the project's packages and is left out where they are missing.
"""

import argparse
import asyncio
import multiprocessing
import os
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import fmean, median
from threading import Thread
from typing import Any, Final

import dash_mantine_components as dmc
import psutil
from dash import Dash, Input, Output, State, ctx, dcc, set_props
from waitress import serve

from classroom.domain.budget import FLAGS_PER_HOUR
from classroom.settings import Settings
from classroom.store.engine import Store, open_store
from dashboard import app as dashboard_app
from dashboard.components.drawing import Drawing, Shown, Update, changes, drawing
from dashboard.components.pace import register_pace
from dashboard.components.tiles import NO_TILES_SHOWN, register_tiles
from dashboard.pages import live
from dashboard.queries.live import LiveMemory, live_view
from tests.dashboard.live_cost import cpu_s, word
from tests.dashboard.seeded import SeededClass, seed_running_class
from tests.dashboard.serving import chromium

REDRAWN: Final[str] = "everything anew"
CHANGES: Final[str] = "changes, asked for"
PUSHED: Final[str] = "changes, pushed"
WARM_UP_S: Final[float] = 10.0
ASSETS: Final[Path] = Path(dashboard_app.__file__).parent / "assets"


@dataclass
class Cost:
    """What one way cost over all its turns."""

    cpu_shares: list[float] = field(default_factory=list)
    """Of one core, for the server."""
    kib_a_second: list[float] = field(default_factory=list)
    """To and from the browser, with all headers."""
    word_s: list[float] = field(default_factory=list)
    """From a student's word in the store to the screen."""


class Follower:
    """Reads one class as the live page does."""

    def __init__(self, store: Store, session_id: str) -> None:
        self._store, self._session_id = store, session_id
        self._memory = LiveMemory()

    def view(self) -> Any:
        """The class now."""
        with self._store.sessions() as s:
            now = datetime.now(UTC)
            return live_view(s, self._session_id, self._memory, now, FLAGS_PER_HOUR)

    def drawn(self) -> Drawing:
        """What the page says now."""
        return drawing(self.view())


def everything(now: Drawing) -> list[Update]:
    """What to set in a browser of which nothing is known."""
    shown = now.shown
    unknown = dict.fromkeys(shown)
    texts = dict.fromkeys(shown["texts"], "")
    return changes(now, {**unknown, "texts": texts, "whens": {}, "tiles": NO_TILES_SHOWN})


def asked(follower: Follower, *, redraws: bool) -> Dash:
    """The page asks once a second."""
    app = _app(follower, "flask")

    def follow(tick: int, shown: Shown) -> tuple[int, Shown, bool]:
        now = follower.drawn()
        for target, properties in everything(now) if redraws else changes(now, shown):
            set_props(target, properties)
        return tick, now.shown, True

    register_pace(app, "live")
    app.callback(
        Output("live-answered", "data"),
        Output("live-shown", "data"),
        Output("live-store-away", "hidden"),
        Input("live-tick", "data"),
        State("live-shown", "data"),
        prevent_initial_call=True,
    )(follow)
    return app


def pushed(follower: Follower) -> Dash:
    """The server pushes once a second."""
    app = _app(follower, "fastapi")

    async def follow(_session_id: str) -> None:
        shown = follower.drawn().shown
        while not ctx.websocket.is_shutdown:
            now = await asyncio.to_thread(follower.drawn)
            for target, properties in changes(now, shown):
                set_props(target, properties)
            shown = now.shown
            await asyncio.sleep(1)

    app.callback(Input("live-session", "data"), websocket=True, persistent=True)(follow)
    return app


def _app(follower: Follower, backend: str) -> Dash:
    app = dashboard_app.Dashboard(
        "update_paths",
        backend=backend,
        assets_folder=str(ASSETS),
        serve_locally=True,
        suppress_callback_exceptions=True,
    )
    app.layout = lambda: dmc.MantineProvider(
        [dcc.Store(id="page-again"), live.layout(follower.view(), "http://localhost/join/ABC")]
    )
    register_tiles(app)
    return app


def run_server(way: str, data_dir: str, session_id: str, port: int) -> None:
    """Serve one way until the process is ended."""
    store = open_store(Settings(data_dir=Path(data_dir)).resolved_database_url)
    follower = Follower(store, session_id)
    if way == PUSHED:
        import_module("uvicorn").run(pushed(follower).server, port=port, log_level="warning")
    else:
        app = asked(follower, redraws=way == REDRAWN)
        serve(app.server, host="127.0.0.1", port=port, **dashboard_app.SERVING)


class CountingProxy:
    """Passes bytes on to a port and counts them, whatever carries them."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listens = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listens.getsockname()[1]}"
        self.passed = 0
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listens.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listens.accept()
                far = socket.create_connection(("127.0.0.1", self._port))
                Thread(target=self._pass_on, args=(near, far), daemon=True).start()
                Thread(target=self._pass_on, args=(far, near), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
                self.passed += len(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def server(
    way: str, data_dir: str, session_id: str
) -> Iterator[tuple[CountingProxy, psutil.Process]]:
    """Run one way in a process of its own, behind a proxy."""
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        port = found.getsockname()[1]
    spawn = multiprocessing.get_context("spawn")
    child = spawn.Process(target=run_server, args=(way, data_dir, session_id, port))
    child.start()
    try:
        while child.is_alive():
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.2)
        with closing(CountingProxy(port)) as proxy:
            yield proxy, psutil.Process(child.pid)
    finally:
        child.terminate()
        child.join()


def take_turn(cost: Cost, way: str, data_dir: str, store: Store, seeded: SeededClass) -> None:
    """Open the page served one way for a while and add up what it costs."""
    with server(way, data_dir, seeded.session_id) as (proxy, process), chromium() as browser:
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(proxy.address)
        page.wait_for_selector("#live-mood-chart .main-svg", timeout=60_000)
        page.wait_for_timeout(1000 * WARM_UP_S)
        began, used_s, passed = time.monotonic(), cpu_s(process), proxy.passed
        for name in Random(1).sample(list(seeded.students)[20:], 8):
            cost.word_s.append(word(page, store, seeded, name))
            page.wait_for_timeout(2300)
        lasted_s = time.monotonic() - began
        cost.cpu_shares.append((cpu_s(process) - used_s) / lasted_s)
        cost.kib_a_second.append((proxy.passed - passed) / 1024 / lasted_s)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--turns", type=int, default=3)
    chosen = parser.parse_args()
    ways = [REDRAWN, CHANGES]
    if all(find_spec(package) for package in ("fastapi", "uvicorn", "janus")):
        ways.append(PUSHED)
    else:
        print(f"“{PUSHED}” is left out: pip install fastapi uvicorn[standard] janus")
    costs = {way: Cost() for way in ways}
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        store = open_store(settings.resolved_database_url)
        with closing(store):
            ahead_s = 120 * chosen.turns * len(ways)
            seeded = seed_running_class(store, chosen.students, ahead_s=ahead_s)
            for _ in range(chosen.turns):
                for way, cost in costs.items():
                    take_turn(cost, way, folder, store, seeded)
    print(f"{chosen.students} students, {chosen.turns} turns; load {os.getloadavg()[0]:.1f}")
    for way, cost in costs.items():
        print(
            f"{way:20} server {100 * fmean(cost.cpu_shares):5.1f} % of a core   "
            f"{fmean(cost.kib_a_second):6.1f} KiB/s   "
            f"word on screen {median(cost.word_s):.2f} s, {max(cost.word_s):.2f} s at most"
        )


if __name__ == "__main__":
    main()
