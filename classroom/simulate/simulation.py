"""A whole simulation: clips, server, crowds of students, and the figures."""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from classroom.errors import ClassroomError
from classroom.settings import Settings
from classroom.simulate.clip import EncodedClip, clip_files, encode_clip, synthetic_clip
from classroom.simulate.crowd import CrowdPlan, Measure, Measured, StudentSettled, run_crowd
from classroom.simulate.meter import ServerMeter, local_pid
from classroom.simulate.report import SimulationReport, percentile_ms
from classroom.simulate.server import Target, dropped_frames, own_server

CROWD_SIZE: Final[int] = 50
"""Students in one process."""
SAMPLE_EVERY_S: Final[float] = 1.0

Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What to simulate. ``url`` and ``code`` name a running class; else a server is started."""

    students: int
    seconds: float
    fps: float
    clips: Path | None = None
    url: str | None = None
    code: str | None = None
    database_url: str | None = None
    """Where a started server keeps its class; without it in a folder that is deleted."""

    def __post_init__(self) -> None:
        if self.students < 1 or self.seconds <= 0 or self.fps <= 0:
            raise ClassroomError("students, seconds and fps must be more than 0")
        if self.url and not self.code:
            raise ClassroomError("--url needs --code: the class that the students join")


def simulate(simulation: Simulation, settings: Settings, tell: Tell) -> SimulationReport:
    """Run a simulation and return its figures; raises ``ClassroomError``."""
    clips = _encoded(simulation, tell)
    with _target(simulation, settings, tell) as target:
        return _measure(simulation, target, clips, tell)


def _encoded(simulation: Simulation, tell: Tell) -> tuple[EncodedClip, ...]:
    if simulation.clips is None:
        tell("Making a clip", 0, 1)
        return (synthetic_clip(simulation.fps),)
    files = clip_files(simulation.clips)[: simulation.students]
    clips = []
    for done, file in enumerate(files):
        tell("Encoding clips", done, len(files))
        clips.append(encode_clip(file, simulation.fps))
    return tuple(clips)


@contextmanager
def _target(simulation: Simulation, settings: Settings, tell: Tell) -> Iterator[Target]:
    if simulation.url and simulation.code:
        url = simulation.url.rstrip("/")
        yield Target(url, simulation.code, local_pid(url))
        return
    tell("Starting a server", 0, 1)
    with own_server(settings, simulation.students, simulation.database_url) as target:
        yield target


def _measure(
    simulation: Simulation, target: Target, clips: Sequence[EncodedClip], tell: Tell
) -> SimulationReport:
    with _crowds(simulation, target, clips) as pipes:
        _await_joined(pipes, simulation.students, tell)
        dropped = dropped_frames(target.url)
        meter = None if target.pid is None else ServerMeter(target.pid)
        if meter:
            meter.start()
        for pipe in pipes:
            pipe.send(Measure())
        _watch(simulation.seconds, meter, tell)
        cores = meter.cpu_cores() if meter else None
        dropped_after = dropped_frames(target.url)
        measured = [_received(pipe) for pipe in pipes]
    ages_s = [age for each in measured for age in each.ages_s]
    return SimulationReport(
        students=simulation.students,
        connected=sum(each.connected for each in measured),
        inferences_per_s=round(sum(each.readings for each in measured) / simulation.seconds, 2),
        age_p50_ms=percentile_ms(ages_s, 50),
        age_p95_ms=percentile_ms(ages_s, 95),
        cpu_cores=None if cores is None else round(cores, 2),
        rss_mb=None if meter is None else round(meter.rss_bytes / 1e6, 1),
        dropped=None if dropped is None or dropped_after is None else dropped_after - dropped,
    )


@contextmanager
def _crowds(
    simulation: Simulation, target: Target, clips: Sequence[EncodedClip]
) -> Iterator[list[Connection]]:
    """Start the processes that hold the students; end them in the end."""
    spawn = multiprocessing.get_context("spawn")
    local = urlsplit(target.url).hostname in {"localhost", "127.0.0.1", "::1"}
    pipes, processes = [], []
    for first in range(0, simulation.students, CROWD_SIZE):
        numbers = range(first, min(first + CROWD_SIZE, simulation.students))
        turned = tuple(clips[n % len(clips)] for n in numbers)
        plan = CrowdPlan(
            url=target.url,
            code=target.code,
            names=tuple(f"Student {n + 1}" for n in numbers),
            clips=turned,
            local=local,
            seconds=simulation.seconds,
        )
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=run_crowd, args=(plan, theirs), daemon=True)
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    try:
        yield pipes
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            process.join(5)
            if process.is_alive():
                process.kill()
                process.join()


def _await_joined(pipes: Sequence[Connection], students: int, tell: Tell) -> None:
    failures: list[str] = []
    for settled in range(students):
        tell("Students join", settled, students)
        ready = wait(pipes)[0]
        if not isinstance(ready, Connection):
            continue
        message = _from(ready)
        if isinstance(message, StudentSettled) and message.failure:
            failures.append(message.failure)
    if len(failures) == students:
        raise ClassroomError(f"no student could join: {failures[0]}")


def _watch(seconds: float, meter: ServerMeter | None, tell: Tell) -> None:
    started = time.monotonic()
    while (elapsed := time.monotonic() - started) < seconds:
        tell("Measuring", int(elapsed), int(seconds))
        time.sleep(min(SAMPLE_EVERY_S, seconds - elapsed))
        if meter:
            meter.sample()


def _received(pipe: Connection) -> Measured:
    message = _from(pipe)
    if not isinstance(message, Measured):
        raise ClassroomError("the students' process answered out of turn")
    return message


def _from(pipe: Connection) -> object:
    try:
        return pipe.recv()
    except EOFError as error:
        raise ClassroomError("the students' process ended too early") from error
