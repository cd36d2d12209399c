import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from classroom.errors import SettingsError
from classroom.settings import Settings
from dashboard.app import serve_dashboard


@contextmanager
def dashboard_process(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ,
        "CLASSROOM_DATA_DIR": str(settings.data_dir),
        "CLASSROOM_DASHBOARD_PORT": str(settings.dashboard_port),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "dashboard"], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def healthy(settings: Settings) -> bool:
    try:
        address = f"http://127.0.0.1:{settings.dashboard_port}/healthz"
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_it_serves_until_it_is_told_to_stop(settings: Settings) -> None:
    with dashboard_process(settings) as process:
        deadline = time.monotonic() + 90
        while not healthy(settings) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert healthy(settings)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


def test_a_taken_port_is_a_clear_error(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", settings.dashboard_port))
        taken.listen()
        with pytest.raises(SettingsError, match=f"port {settings.dashboard_port} is taken"):
            serve_dashboard(settings)


def test_the_command_says_in_one_line_what_is_wrong(settings: Settings) -> None:
    settings.data_dir.parent.mkdir(parents=True, exist_ok=True)
    settings.data_dir.write_text("a file where the folder should be")
    with dashboard_process(settings) as process:
        _, said = process.communicate(timeout=90)
    assert process.returncode == 1
    assert said.startswith("dashboard: ")
    assert "Traceback" not in said
