"""The real server as a process of its own, so that a test can kill it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.ports import free_ports
from tests.shared_data import REPOSITORY

READY_S = 120
"""A start takes three seconds; a machine that is busy with other work gets forty times that."""
STOP_S = 20


@dataclass(frozen=True)
class Created:
    """A session as ``classroom session create`` prints it."""

    id: str
    code: str
    join_url: str


class ServerProcess:
    """``classroom serve`` with a data folder and ports of its own, over any number of starts."""

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder / "data"
        self.log = folder / "server.log"
        self.port, self.dashboard_port = free_ports(2)
        self._process: subprocess.Popen[bytes] | None = None
        self._environment = os.environ | {
            "CLASSROOM_DATA_DIR": str(self.data_dir),
            "CLASSROOM_PORT": str(self.port),
            "CLASSROOM_DASHBOARD_PORT": str(self.dashboard_port),
            "CLASSROOM_WORKERS": "1",
            "PYTHONUNBUFFERED": "1",
        }

    @property
    def url(self) -> str:
        """Address of the student side; localhost counts as secure, so cameras work."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start the server and wait until it would read a student."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "classroom", "serve"],
                cwd=REPOSITORY,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + READY_S
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"the server did not start:\n{self.log.read_text()}")
            time.sleep(0.2)

    def await_dashboard(self) -> None:
        """Wait for the teacher's side, which starts a little later than the students'."""
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.dashboard_port), 2):
                return
            time.sleep(0.2)
        raise AssertionError(f"the dashboard did not start:\n{self.log.read_text()}")

    def kill(self) -> None:
        """``kill -9`` of the server, whose children must notice by themselves."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait(STOP_S)
        self._process = None

    def stop(self) -> None:
        """Stop the server as an administrator would."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def workers(self) -> list[psutil.Process]:
        """Return the inference processes."""
        assert self._process is not None
        return [
            child
            for child in psutil.Process(self._process.pid).children(recursive=True)
            if "classroom.inference.worker" in child.cmdline()
        ]

    def command(self, *arguments: str) -> Any:
        """Run ``classroom`` beside the server and read the JSON that it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "classroom", *arguments],
            cwd=REPOSITORY,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def create_session(
        self, title: str = "Recursion", mode: str = "affect", keep_days: int = 30
    ) -> Created:
        """Create a session through the command line."""
        lawful = [] if mode == "self-report" else ["--lawful-here"]
        kept = ["--keep-days", str(keep_days)]
        made = self.command(
            "session", "create", "--title", title, "--mode", mode, *kept, *lawful, "--json"
        )
        return Created(**made)

    def end_session(self, session_id: str) -> None:
        """End a session through the command line."""
        self.command("session", "end", session_id, "--yes", "--json")

    def report(self, session_id: str) -> Any:
        """Return the session's report."""
        return self.command("session", "report", session_id, "--format", "json")

    def teacher_link(self) -> str:
        """Return the one-time link that the first start printed."""
        found = re.search(r"http://\S+/sign-in\?link=\S+", self.log.read_text())
        assert found, "the server printed no one-time link"
        return found.group()

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False
