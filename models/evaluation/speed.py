"""How long a network takes on one core, as a live class would use it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from models.evaluation.readers import FaceReader, Faces

BATCHES: Final[tuple[int, ...]] = (1, 8, 32)
REPEATS: Final[int] = 200
"""Calls one face at a time; batches get so many faces, or ten calls if that is more."""

WARM_UP: Final[int] = 5
"""Calls that are not counted: the first of a new batch size allocates memory."""


@dataclass(frozen=True)
class Speed:
    """Milliseconds a face, preprocessing included, on one core."""

    batch: int
    median_ms: float
    p95_ms: float


def measure_speed(
    reader: FaceReader, faces: Faces, batches: tuple[int, ...] = BATCHES
) -> list[Speed]:
    """Time calls of each batch size on uint8 (N, 48, 48) faces, used in turn; [] for no faces."""
    if not len(faces):
        return []
    with one_core():
        return [_time(reader, faces, batch) for batch in batches]


def _time(reader: FaceReader, faces: Faces, batch: int) -> Speed:
    calls = max(10, REPEATS // batch)
    times_ms = []
    for call in range(-WARM_UP, calls):
        rows = np.arange(call * batch, (call + 1) * batch) % len(faces)
        chosen = faces[rows]
        start = time.perf_counter()
        reader.read(chosen)
        if call >= 0:
            times_ms.append((time.perf_counter() - start) * 1000 / batch)
    return Speed(
        batch=batch,
        median_ms=round(float(np.median(times_ms)), 6),
        p95_ms=round(float(np.percentile(times_ms, 95)), 6),
    )


@contextmanager
def one_core() -> Iterator[None]:
    """Hold every thread of this process on one core, so that a library's own threads gain nothing.

    Where the system cannot do that (anything but Linux), time runs as it is.
    """
    threads = Path("/proc/self/task")
    if not hasattr(os, "sched_setaffinity") or not threads.is_dir():
        yield
        return
    allowed = os.sched_getaffinity(0)
    _hold(threads, {max(allowed)})
    try:
        yield
    finally:
        _hold(threads, allowed)


def _hold(threads: Path, cores: set[int]) -> None:
    for thread in threads.iterdir():
        try:
            os.sched_setaffinity(int(thread.name), cores)
        except ProcessLookupError:  # a thread that ended meanwhile
            continue
