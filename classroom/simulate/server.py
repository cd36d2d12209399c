"""A server for one simulation, with its data in a folder that is deleted afterwards."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from classroom.domain.mode import SessionMode
from classroom.errors import ClassroomError, SettingsError
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import connect_store

READY_WITHIN_S: Final[float] = 60.0
STOP_WITHIN_S: Final[float] = 20.0


@dataclass(frozen=True, slots=True)
class Target:
    """A class on a server, and the server's process if it runs on this machine."""

    url: str
    code: str
    pid: int | None


@contextmanager
def own_server(
    settings: Settings, students: int, database_url: str | None = None
) -> Iterator[Target]:
    """Start ``classroom serve`` on free ports of this machine with one class; stop it in the end.

    A school's own database and address are left alone, unless ``database_url`` names one.
    Raises ``SettingsError`` with the server's own words if it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="raised-hand-", ignore_cleanup_errors=True) as folder:
        url = database_url or f"sqlite:///{Path(folder) / 'classroom.sqlite3'}"
        environment = os.environ | {
            "CLASSROOM_DATA_DIR": folder,
            "CLASSROOM_DATABASE_URL": url,
            "CLASSROOM_PUBLIC_URL": "",
            "CLASSROOM_TLS": "false",
            "CLASSROOM_MAX_STUDENTS": str(max(students, settings.max_students)),
        }
        command = [sys.executable, "-m", "classroom", "serve", "--json"]
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", "0", "--dashboard-port", "0"],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            student_url = _started(server)
            yield Target(student_url, _create_class(url), server.pid)
        finally:
            _stop(server)


def _started(server: subprocess.Popen[str]) -> str:
    first = json.loads((server.stdout and server.stdout.readline()) or "{}")
    if "student_url" not in first:
        server.wait(STOP_WITHIN_S)
        reason = first.get("error", {}).get("message", f"exit status {server.returncode}")
        raise SettingsError(f"the server for the simulation did not start: {reason}")
    url = str(first["student_url"]).replace("localhost", "127.0.0.1")
    until = time.monotonic() + READY_WITHIN_S
    while not _is_ready(url):
        if server.poll() is not None or time.monotonic() > until:
            raise SettingsError("the server for the simulation did not become ready")
        time.sleep(0.2)
    return url


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _create_class(database_url: str) -> str:
    store = connect_store(database_url)
    try:
        with store.sessions.begin() as rows:
            row = ClassSessions(rows).create(
                "Simulation", SessionMode.AFFECT, "simulation without people", datetime.now(UTC)
            )
            return row.code
    finally:
        store.close()


def _stop(server: subprocess.Popen[str]) -> None:
    server.terminate()
    try:
        server.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    if server.stdout is not None:
        server.stdout.close()


def dropped_frames(url: str) -> int | None:
    """Ask a server how many frames and readings it has dropped since its start."""
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            counts = json.load(answer)
        return int(counts["dropped"]) + int(counts["lost"])
    except (ClassroomError, urllib.error.URLError, OSError, ValueError, KeyError):
        return None
