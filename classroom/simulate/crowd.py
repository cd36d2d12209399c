"""Students in a process of their own, so that sending does not slow the one that measures."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

from aiohttp import ClientSession

from classroom.errors import ClassroomError
from classroom.simulate.clip import EncodedClip
from classroom.simulate.student import VirtualStudent

logger = logging.getLogger(__name__)

JOINING_AT_ONCE: Final[int] = 4
"""As many offers at a time: a class comes in over a minute, not in one instant."""


@dataclass(frozen=True, slots=True)
class CrowdPlan:
    """Who joins what, and for how long."""

    url: str
    code: str
    names: tuple[str, ...]
    clips: tuple[EncodedClip, ...]
    local: bool
    """Whether server and students share one clock."""
    seconds: float


@dataclass(frozen=True, slots=True)
class StudentSettled:
    """One student has joined, or could not and says why."""

    failure: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """Everyone has joined, in this and all other crowds: measure from now on."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a crowd has seen."""

    connected: int
    readings: int
    ages_s: tuple[float, ...]


def run_crowd(plan: CrowdPlan, pipe: Connection) -> None:
    """Join, tell of each student, wait for ``Measure``, and answer with ``Measured``."""
    logging.getLogger("aioice").setLevel(logging.ERROR)
    asyncio.run(_run(plan, pipe))


async def _run(plan: CrowdPlan, pipe: Connection) -> None:
    async with ClientSession(plan.url) as http:
        students = [
            VirtualStudent(http, name, plan.clips[n % len(plan.clips)], local=plan.local)
            for n, name in enumerate(plan.names)
        ]
        try:
            await _join(students, plan.code, pipe)
            await asyncio.to_thread(pipe.recv)
            for student in students:
                student.forget()
            await asyncio.sleep(plan.seconds)
            pipe.send(_measured(students))
        finally:
            await asyncio.gather(*(student.leave() for student in students))


async def _join(students: Sequence[VirtualStudent], code: str, pipe: Connection) -> None:
    turns = asyncio.Semaphore(JOINING_AT_ONCE)

    async def join(student: VirtualStudent) -> None:
        async with turns:
            try:
                await student.join(code)
            except ClassroomError as error:
                pipe.send(StudentSettled(str(error)))
            else:
                pipe.send(StudentSettled(None))

    await asyncio.gather(*(join(student) for student in students))


def _measured(students: Sequence[VirtualStudent]) -> Measured:
    return Measured(
        connected=sum(student.connected for student in students),
        readings=sum(student.readings for student in students),
        ages_s=tuple(age for student in students for age in student.ages_s()),
    )
