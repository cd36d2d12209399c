import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import web

from classroom.app import build_app, listen, run_server
from classroom.errors import SettingsError
from classroom.settings import Settings
from classroom.store.engine import open_store
from tests.fakes.scorer import ScriptedScorer

SERVE = "from classroom.app import run_server; from classroom.settings import Settings; " + (
    "run_server(Settings())"
)
START_WITHIN_S = 60


def test_import_of_the_app_loads_no_tensorflow() -> None:
    look = "import sys, classroom.app; print([m for m in sys.modules if 'tensorflow' in m])"
    loaded = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"


async def test_port_that_is_taken_is_named_with_its_flag(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", settings.port)):
        store = open_store(settings.resolved_database_url)
        runner = web.AppRunner(build_app(settings, store, ScriptedScorer()))
        await runner.setup()
        try:
            with pytest.raises(SettingsError, match=rf"Port {settings.port} .* --port"):
                await listen(runner, settings)
        finally:
            await runner.cleanup()
            store.close()


async def test_address_that_is_not_this_machine_is_named_with_its_flag(settings: Settings) -> None:
    elsewhere = settings.model_copy(update={"host": "203.0.113.7"})
    runner = web.AppRunner(web.Application())
    await runner.setup()
    try:
        with pytest.raises(SettingsError, match="--host"):
            await listen(runner, elsewhere)
    finally:
        await runner.cleanup()


def test_data_folder_that_cannot_be_written_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    blocked = settings.model_copy(update={"data_dir": tmp_path / "file" / "data"})
    with pytest.raises(SettingsError, match="CLASSROOM_DATA_DIR"):
        run_server(blocked)


def test_server_serves_and_stops_cleanly_on_sigterm(settings: Settings) -> None:
    with serving(settings) as server:
        with urllib.request.urlopen(f"{address(settings)}/readyz") as answer:
            assert json.load(answer)["status"] == "ready"
        server.send_signal(signal.SIGTERM)
        _, said = server.communicate(timeout=20)
    assert server.returncode == 0, said
    assert "Traceback" not in said
    assert "Error" not in said


def test_server_that_cannot_listen_says_so_and_leaves_no_worker(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", settings.port)):
        server = subprocess.run(
            [sys.executable, "-c", SERVE],
            env=environment(settings),
            capture_output=True,
            text=True,
            timeout=START_WITHIN_S,
            check=False,
        )
    assert server.returncode != 0
    assert "choose another with --port" in server.stderr


@contextmanager
def serving(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """Run the server in a process of its own until the block is left."""
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        env=environment(settings),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + START_WITHIN_S
        while not answers(settings):
            assert server.poll() is None, server.stderr and server.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield server
    finally:
        server.kill()
        server.communicate()


def answers(settings: Settings) -> bool:
    try:
        with urllib.request.urlopen(f"{address(settings)}/healthz", timeout=2):
            return True
    except OSError:
        return False


def address(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.port}"


def environment(settings: Settings) -> dict[str, str]:
    return os.environ | {
        "CLASSROOM_DATA_DIR": str(settings.data_dir),
        "CLASSROOM_PORT": str(settings.port),
        "CLASSROOM_WORKERS": "1",
    }
