"""The real command in a process of its own."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.shared_data import REPOSITORY

START_WITHIN_S = 90.0


def classroom(
    *arguments: str | Path, cwd: Path = REPOSITORY, typed: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``classroom`` to its end, with what is piped into it."""
    return subprocess.run(
        [sys.executable, "-m", "classroom", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )


def json_of(done: subprocess.CompletedProcess[str]) -> Any:
    """Return what a command printed with ``--json``."""
    return json.loads(done.stdout)


@contextmanager
def serving(*arguments: str, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    """Run ``classroom serve`` and end it however the test ends."""
    server = subprocess.Popen(
        [sys.executable, "-m", "classroom", "serve", *arguments],
        cwd=REPOSITORY,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield server
    finally:
        if server.poll() is None:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        if server.stdout:
            server.stdout.close()


def announced(server: "subprocess.Popen[str]") -> Mapping[str, Any]:
    """Return what ``serve --json`` prints before it serves."""
    assert server.stdout is not None
    ready, _, _ = select.select([server.stdout], [], [], START_WITHIN_S)
    assert ready, "the server announced nothing"
    addresses: Mapping[str, Any] = json.loads(server.stdout.readline())
    return addresses


def wait_until(condition: Any, within_s: float = START_WITHIN_S) -> None:
    """Wait for a condition, and fail if it does not come."""
    until = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.2)
