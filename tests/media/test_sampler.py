import asyncio
import time
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from av import VideoFrame

from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Reading
from classroom.errors import InferenceError
from classroom.media.frame import ArrivedFrame
from classroom.media.mailbox import Mailbox
from classroom.media.sampler import Sampler
from tests.fakes.scorer import ScriptedScorer

PICTURE = VideoFrame(32, 24, "rgb24")


class SlowScorer(ScriptedScorer):
    """Takes a while for each frame and has so many places."""

    def __init__(self, places: int, takes_s: float) -> None:
        super().__init__()
        self.free = places
        self.takes_s = takes_s
        self.least_free = places

    @property
    def capacity(self) -> int:
        return self.free

    @capacity.setter
    def capacity(self, value: int) -> None:
        """The scripted scorer sets it once."""

    async def score(self, *frame: Any) -> Reading | None:
        self.free -= 1
        self.least_free = min(self.least_free, self.free)
        try:
            await asyncio.sleep(self.takes_s)
        finally:
            self.free += 1
        return await super().score(*frame)


async def camera(mailbox: Mailbox[ArrivedFrame], fps: float) -> None:
    count = 0
    while True:
        mailbox.put(ArrivedFrame(PICTURE, time.time(), count))
        count += 1
        await asyncio.sleep(1 / fps)


async def run_class(
    sampler: Sampler, students: int, seconds: float, fps: float = 20
) -> dict[str, list[tuple[float, Reading]]]:
    """Let students send for so long and return when which readings came."""
    came: dict[str, list[tuple[float, Reading]]] = {}
    tasks = []
    for number in range(students):
        student, mailbox = ParticipantId(f"s{number}"), Mailbox[ArrivedFrame]()
        came[student] = []

        def note(reading: Reading, _width: int, _height: int) -> None:
            came[reading.participant_id].append((time.monotonic(), reading))

        tasks.append(asyncio.create_task(camera(mailbox, fps)))
        tasks.append(asyncio.create_task(sampler.follow(student, mailbox, note)))
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return came


async def test_each_student_is_read_at_the_rate_asked_for() -> None:
    came = await run_class(Sampler(ScriptedScorer(), readings_per_s=5), students=6, seconds=2)
    assert all(8 <= len(readings) <= 11 for readings in came.values())


async def test_students_are_spread_over_the_period() -> None:
    came = await run_class(Sampler(ScriptedScorer(), readings_per_s=2), students=8, seconds=1.2)
    firsts = sorted(readings[0][0] for readings in came.values())
    assert firsts[-1] - firsts[0] > 0.3
    assert max(b - a for a, b in pairwise(firsts)) < 0.2


async def test_full_pool_is_never_asked_and_shared_fairly() -> None:
    scorer = SlowScorer(places=2, takes_s=0.05)
    came = await run_class(Sampler(scorer, readings_per_s=10), students=10, seconds=3)
    assert scorer.least_free == 0
    counts = Counter({student: len(readings) for student, readings in came.items()})
    assert sum(counts.values()) > 70
    assert max(counts.values()) - min(counts.values()) <= 3


async def test_overload_reads_new_frames_not_old_ones() -> None:
    scorer = SlowScorer(places=1, takes_s=0.1)
    came = await run_class(Sampler(scorer, readings_per_s=10), students=5, seconds=2)
    ages = [
        at - (time.monotonic() - time.time()) - reading.captured_at
        for readings in came.values()
        for at, reading in readings
    ]
    assert max(ages) < 0.3


class ChokingScorer(ScriptedScorer):
    """Cannot take its first frames."""

    async def score(self, *frame: Any) -> Reading | None:
        reading = await super().score(*frame)
        if len(self.asked) <= 3:
            raise InferenceError("This is no frame.")
        return reading


async def test_a_frame_that_cannot_be_read_does_not_end_the_reading_and_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    came = await run_class(Sampler(ChokingScorer(), readings_per_s=10), students=1, seconds=1.5)
    assert len(came["s0"]) > 3
    assert [record.levelname for record in caplog.records] == ["ERROR"]


async def test_pool_without_places_is_waited_for() -> None:
    scorer = SlowScorer(places=0, takes_s=0)
    came = await run_class(Sampler(scorer, readings_per_s=10), students=2, seconds=0.5)
    assert scorer.asked == []
    assert came == {"s0": [], "s1": []}
