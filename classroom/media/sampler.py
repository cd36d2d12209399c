"""Asks for a few readings a second of each student, evenly, and never for more than fit."""

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Reading
from classroom.media.frame import ArrivedFrame
from classroom.media.mailbox import Mailbox

logger = logging.getLogger(__name__)

GOLDEN = 0.6180339887498949
"""Multiples of it, modulo 1, spread any number of students evenly over a period."""
CAPACITY_POLL_S = 0.005


class FrameScorer(Protocol):
    """What the sampler needs of an inference pool."""

    @property
    def capacity(self) -> int:
        """Frames that can be given now."""

    async def score(
        self,
        participant_id: ParticipantId,
        rgb: npt.NDArray[np.uint8],
        captured_at: float,
        rtp_timestamp: int | None,
    ) -> Reading | None:
        """Read one frame, uint8 (H, W, 3); None where it was lost."""


class Sampler:
    """Shares the scorer among all students: whoever waits longest is served first."""

    def __init__(self, scorer: FrameScorer, readings_per_s: float) -> None:
        self._scorer = scorer
        self._period_s = 1.0 / readings_per_s
        self._turn = asyncio.Lock()
        self._students = 0

    async def follow(
        self,
        participant_id: ParticipantId,
        mailbox: Mailbox[ArrivedFrame],
        on_reading: Callable[[Reading, int, int], None],
    ) -> None:
        """Read one student's newest frame every period, until cancelled.

        ``on_reading`` is given each reading with the width and height of the picture it is of.
        """
        self._students += 1
        clock = asyncio.get_running_loop().time
        due = clock() + self._period_s * (self._students * GOLDEN % 1.0)
        failed = False
        while True:
            await asyncio.sleep(due - clock())
            await mailbox.wait()
            try:
                await self._read_newest(participant_id, mailbox, on_reading)
            except Exception:  # whatever was wrong with one frame, the next is looked at
                if not failed:
                    logger.exception("a frame of a student could not be read")
                failed = True
            due = max(due + self._period_s, clock())

    async def _read_newest(
        self,
        participant_id: ParticipantId,
        mailbox: Mailbox[ArrivedFrame],
        on_reading: Callable[[Reading, int, int], None],
    ) -> None:
        async with self._turn:
            while self._scorer.capacity <= 0:  # noqa: ASYNC110 - a pool of processes has no event
                await asyncio.sleep(CAPACITY_POLL_S)
            arrived = mailbox.take()
            if arrived is None:
                return
            rgb = await asyncio.to_thread(arrived.picture)
            asked = asyncio.ensure_future(
                self._scorer.score(participant_id, rgb, arrived.captured_at, arrived.rtp_timestamp)
            )
            await asyncio.sleep(0)  # lets the scorer take the slot before the next student asks
        reading = await asked
        if reading is not None:
            on_reading(reading, rgb.shape[1], rgb.shape[0])
