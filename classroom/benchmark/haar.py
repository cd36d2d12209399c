"""The student projects' pipeline as a process of its own, with its own OpenCV."""

import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from classroom.benchmark.costs import Cost, Reading
from classroom.benchmark.haar_child import HEADER
from classroom.errors import BenchmarkError

NETWORK: Final[str] = "cnn4"
"""The four-convolution network that most of the projects use."""
CHECKOUT: Final[Path] = Path(__file__).resolve().parents[2]


def usual_python() -> Path | None:
    """The environment that ``make setup`` puts beside this one; None where there is none."""
    python = Path(sys.prefix) / "haar" / "bin" / "python"
    return python if python.exists() else None


class HaarFrames:
    """Opens the process when entered, ends it when left."""

    name = "Haar cascade and Keras"

    def __init__(self, python: Path) -> None:
        self._python = python

    def __enter__(self) -> Self:
        self._log = tempfile.TemporaryFile()
        command = [str(self._python), "-m", "classroom.benchmark.haar_child", NETWORK]
        try:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                cwd=CHECKOUT,
            )
        except OSError as error:
            self._log.close()
            raise BenchmarkError(f"{self._python} cannot be run: {error.strerror}") from error
        try:
            self._answer()
        except BenchmarkError:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def read(self, frames: npt.NDArray[np.uint8]) -> Reading:
        """Have uint8 (N, H, W, 3) read; raises ``BenchmarkError`` if the process has died."""
        assert self._child.stdin
        with suppress(BrokenPipeError):  # the answer that does not come says so
            self._child.stdin.write(HEADER.pack(*frames.shape[:3]))
            self._child.stdin.write(np.ascontiguousarray(frames).data)
            self._child.stdin.flush()
        answer = self._answer()
        stages = {name: Cost(*seconds) for name, seconds in answer["stages"].items()}
        return Reading(answer["frames"], answer["found"], stages)

    def _answer(self) -> dict[str, Any]:
        assert self._child.stdout
        line = self._child.stdout.readline()
        if not line:
            raise BenchmarkError(
                f"the Haar pipeline in {self._python} ended: {self._last_words()}; "
                "`make setup` makes an environment for it"
            )
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _last_words(self) -> str:
        self._child.wait()
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"exit status {self._child.returncode}"

    def _close(self) -> None:
        assert self._child.stdin
        assert self._child.stdout
        with suppress(BrokenPipeError):
            self._child.stdin.close()
        try:
            self._child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._child.stdout.close()
        self._log.close()
