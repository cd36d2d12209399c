"""A child process that is started again when it dies, and stopped with its parent."""

import logging
import subprocess
import time
from collections.abc import Mapping, Sequence
from threading import Event, Lock, Thread
from typing import Final

logger = logging.getLogger(__name__)

FIRST_WAIT_S: Final[float] = 1.0
LONGEST_WAIT_S: Final[float] = 30.0
HEALTHY_S: Final[float] = 60.0
"""A child that lived so long did not fail at its start: the next wait is short again."""
STOP_WITHIN_S: Final[float] = 10.0


def next_wait_s(wait_s: float, lived_s: float) -> float:
    """Tell how long to wait before the next start, given the last wait and the last life."""
    return FIRST_WAIT_S if lived_s >= HEALTHY_S else min(wait_s * 2, LONGEST_WAIT_S)


class SupervisedProcess:
    """Keeps one command running from ``start`` to ``stop``.

    The child gets a pipe as standard input that nothing is written to: it closes when this
    process ends in whatever way, and tells the child to end too.
    """

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._name = name
        self._command = list(command)
        self._environment = dict(environment)
        self._stopping = Event()
        self._spawning = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """Start the child and watch it."""
        self._child = self._spawn()
        self._thread = Thread(target=self._watch, args=(self._child,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the child and wait for it; safe before ``start`` and twice."""
        with self._spawning:
            self._stopping.set()
            child = self._child
        if self._thread is None or child is None:
            return
        child.terminate()
        try:
            child.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            child.kill()
        self._thread.join()
        self._child = self._thread = None

    @property
    def pid(self) -> int | None:
        """Process id of the child that runs now."""
        return None if self._child is None else self._child.pid

    def _spawn(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command,
            env=self._environment,
            stdin=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in a terminal reaches the server only
        )

    def _watch(self, child: subprocess.Popen[bytes]) -> None:
        wait_s = FIRST_WAIT_S / 2
        while True:
            started = time.monotonic()
            status = child.wait()
            if child.stdin is not None:
                child.stdin.close()
            if self._stopping.is_set():
                return
            wait_s = next_wait_s(wait_s, time.monotonic() - started)
            logger.warning(
                "%s stopped with status %d; starting it again in %.0f s",
                self._name,
                status,
                wait_s,
            )
            self._stopping.wait(wait_s)
            with self._spawning:
                if self._stopping.is_set():
                    return
                self._child = child = self._spawn()
