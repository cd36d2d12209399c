"""A class of virtual students, some of whom change their face or say that they are lost."""

import asyncio
import logging
import multiprocessing
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Final

import av
import numpy as np
from aiohttp import ClientSession

from classroom.simulate.clip import EncodedClip, Picture, encode, letterboxed, synthetic_clip
from classroom.simulate.crowd import JOINING_AT_ONCE
from classroom.simulate.student import VirtualStudent

FPS: Final = 10.0
SETTLE_S: Final = 15.0
"""How long everyone is watched before the first change: tiles have their faces by then."""
BETWEEN_S: Final = (0.5, 1.5)
"""Between two changes: uneven, so that they fall on every part of a second."""
AFTERWARDS_S: Final = 5.0

Looks = dict[str, EncodedClip]
"""Clips of one person by the emotion that they show; the first is what a student begins with."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who joins what. The first students change their face in turn, the last ones are lost."""

    url: str
    code: str
    students: int
    changing: int
    lost: int
    looks: Looks
    changes: int
    """Changed faces in all, and as many words said or taken back."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What a student did, at a moment of this computer's clock."""

    name: str
    kind: str
    """An emotion that the face shows now; ``flagged`` where lost, ``found`` where no longer."""
    at: float


def two_looks(clip: Path, **between_s: tuple[float, float]) -> Looks:
    """Cut stretches out of one clip, by emotion; each plays there and back again."""
    with av.open(str(clip)) as container:
        frames = [
            (frame.time or 0.0, letterboxed(frame.to_ndarray(format="rgb24").astype(np.uint8)))
            for frame in container.decode(video=0)
        ]
    return {emotion: _stretch(frames, *ends) for emotion, ends in between_s.items()}


@contextmanager
def held(crowd: Crowd) -> Iterator[Connection]:
    """Let a crowd join from a process of its own; gives the pipe to it.

    It says ``joined`` once everyone is there, waits for a word, tells each ``Happened``, then says
    ``over``.
    """
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_run, args=(crowd, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(10)
        if process.is_alive():
            process.kill()
            process.join()


def _stretch(frames: list[tuple[float, Picture]], start_s: float, end_s: float) -> EncodedClip:
    def nearest(at_s: float) -> Picture:
        return min(frames, key=lambda frame: abs(frame[0] - at_s))[1]

    chosen = [nearest(float(at_s)) for at_s in np.arange(start_s, end_s, 1 / FPS)]
    return encode([*chosen, *chosen[-2:0:-1]], FPS)


def _run(crowd: Crowd, pipe: Connection) -> None:
    logging.getLogger("aioice").setLevel(logging.ERROR)
    asyncio.run(_hold(crowd, pipe))


async def _hold(crowd: Crowd, pipe: Connection) -> None:
    first, other = next(iter(crowd.looks.values())), synthetic_clip(FPS)
    async with ClientSession(crowd.url) as http:
        students = {
            f"Student {n + 1}": VirtualStudent(
                http, f"Student {n + 1}", first if n < crowd.changing else other, local=True
            )
            for n in range(crowd.students)
        }
        try:
            await _join(crowd, list(students.values()))
            pipe.send("joined")
            await asyncio.to_thread(pipe.recv)
            await asyncio.sleep(SETTLE_S)
            names = list(students)
            await asyncio.gather(
                _take_turns(crowd, names[: crowd.changing], _faces(crowd, students), pipe),
                _take_turns(crowd, names[-crowd.lost :], _words(students), pipe),
            )
            await asyncio.sleep(AFTERWARDS_S)
            pipe.send("over")
        finally:
            await asyncio.gather(*(student.leave() for student in students.values()))


async def _join(crowd: Crowd, students: list[VirtualStudent]) -> None:
    turns = asyncio.Semaphore(JOINING_AT_ONCE)

    async def join(student: VirtualStudent) -> None:
        async with turns:
            await student.join(crowd.code)

    await asyncio.gather(*(join(student) for student in students))


def _faces(
    crowd: Crowd, students: dict[str, VirtualStudent]
) -> Callable[[str, int], Awaitable[str]]:
    emotions = list(crowd.looks)

    async def change(name: str, turn: int) -> str:
        emotion = emotions[(turn + 1) % len(emotions)]
        students[name].show(crowd.looks[emotion])
        return emotion

    return change


def _words(students: dict[str, VirtualStudent]) -> Callable[[str, int], Awaitable[str]]:
    async def say(name: str, turn: int) -> str:
        lost = turn % 2 == 0
        await students[name].say_lost(lost)
        return "flagged" if lost else "found"

    return say


async def _take_turns(
    crowd: Crowd, names: list[str], act: Callable[[str, int], Awaitable[str]], pipe: Connection
) -> None:
    chance = Random(len(names))
    for count, name in zip(range(crowd.changes), cycle(names), strict=False):
        began = time.time()
        kind = await act(name, count // len(names))
        pipe.send(Happened(name, kind, began))
        await asyncio.sleep(chance.uniform(*BETWEEN_S))
