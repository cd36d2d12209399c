import os
import sys
import time
from pathlib import Path

import pytest

from classroom.cli.supervisor import LONGEST_WAIT_S, SupervisedProcess, next_wait_s
from tests.cli.command import wait_until

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_waits_double_up_to_a_bound_while_the_child_keeps_failing() -> None:
    waits = [1.0]
    for _ in range(8):
        waits.append(next_wait_s(waits[-1], lived_s=0.1))

    assert waits[:4] == [1.0, 2.0, 4.0, 8.0]
    assert waits[-1] == LONGEST_WAIT_S


def test_a_child_that_lived_long_is_started_again_soon() -> None:
    assert next_wait_s(30.0, lived_s=3600) == 1.0


def test_stop_is_safe_before_start() -> None:
    SupervisedProcess("nothing", SLEEP, os.environ).stop()


def test_stop_ends_the_child_at_once() -> None:
    child = SupervisedProcess("a sleeper", SLEEP, os.environ)
    child.start()
    pid = child.pid
    assert pid is not None

    started = time.monotonic()
    child.stop()

    assert time.monotonic() - started < 5
    assert not Path(f"/proc/{pid}").exists()


def test_a_dead_child_is_replaced(caplog: pytest.LogCaptureFixture) -> None:
    child = SupervisedProcess(
        "a quitter", [sys.executable, "-c", "raise SystemExit(3)"], os.environ
    )
    child.start()
    first = child.pid
    try:
        wait_until(lambda: child.pid != first, within_s=20)
    finally:
        child.stop()
    assert "status 3" in caplog.text
