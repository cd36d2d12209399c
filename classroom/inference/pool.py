"""A pool of supervised inference processes that the event loop never waits for."""

import asyncio
import itertools
import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Reading
from classroom.errors import InferenceError
from classroom.inference.frames import check_frame
from classroom.inference.messages import ScoreReply, ScoreRequest
from classroom.inference.whereabouts import Whereabouts
from classroom.inference.worker_process import WorkerLostError, WorkerProcess

if TYPE_CHECKING:  # Workers import this package too, and settings are 30 MB they do not need.
    from classroom.settings import Settings

logger = logging.getLogger(__name__)

ANALYZER: Final[str] = "classroom.inference.analyzer:FaceAnalyzer.load"
IN_FLIGHT: Final[int] = 2
"""Frames taken on a worker: the one it reads and the one that follows without a pause."""
FIRST_PAUSE_S: Final[float] = 0.5
LONGEST_PAUSE_S: Final[float] = 8.0
"""Pauses between tries to replace a worker that does not come up, doubled each time."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """A frame on its way; ``answer`` becomes None if it is lost."""

    request: ScoreRequest
    answer: asyncio.Future[ScoreReply | None]

    def settle(self, reply: ScoreReply | None) -> None:
        """Answer once; whoever asked may have gone."""
        if not self.answer.done():
            self.answer.set_result(reply)


class InferencePool:
    """Scores frames in worker processes; a worker that dies or hangs is replaced.

    ``analyzer`` names the loader that workers call, ``package.module:Name.loader``.
    """

    def __init__(self, settings: "Settings", analyzer: str = ANALYZER) -> None:
        self._size = settings.workers or max(1, (os.cpu_count() or 1) - 1)
        self._timeout_s = settings.reading_timeout_s
        self._analyzer = analyzer
        self._whereabouts = Whereabouts()
        self._tickets = itertools.count(1)
        self._waiting: asyncio.Queue[_Job] = asyncio.Queue()
        self._answers: set[asyncio.Future[ScoreReply | None]] = set()
        self._workers: set[WorkerProcess] = set()
        self._lanes: list[asyncio.Task[None]] = []
        self._accepting = False
        self._lost = 0
        self._restarts = 0

    @property
    def capacity(self) -> int:
        """Frames that can be handed over now."""
        if not self._accepting:
            return 0
        return max(0, IN_FLIGHT * len(self._workers) - len(self._answers))

    @property
    def lost(self) -> int:
        """Frames lost so far: the pool was full or stopping, or the worker failed on them."""
        return self._lost

    @property
    def restarts(self) -> int:
        """Workers replaced so far."""
        return self._restarts

    @property
    def worker_pids(self) -> list[int]:
        """Process ids of the workers that are up."""
        return sorted(worker.pid for worker in self._workers)

    async def start(self) -> None:
        """Start all workers; raises ``InferenceError`` if the networks cannot be opened."""
        if self._lanes:
            return
        starts = [asyncio.create_task(self._hire()) for _ in range(self._size)]
        try:
            workers = await asyncio.gather(*starts)
        except BaseException:
            for task in starts:
                task.cancel()
            for worker in await asyncio.gather(*starts, return_exceptions=True):
                if isinstance(worker, WorkerProcess):
                    await worker.close()
            raise
        self._workers.update(workers)
        self._lanes = [asyncio.create_task(self._run_lane(worker)) for worker in workers]
        self._accepting = True

    async def stop(self) -> None:
        """Finish what is in flight, then end the workers; safe before ``start`` and twice."""
        self._accepting = False
        if self._answers:
            await asyncio.wait(self._answers, timeout=self._timeout_s)
        for lane in self._lanes:
            lane.cancel()
        await asyncio.gather(*self._lanes, return_exceptions=True)
        self._lanes = []
        self._lose_waiting()

    async def score(
        self,
        participant_id: ParticipantId,
        rgb: npt.NDArray[np.uint8],
        captured_at: float,
        rtp_timestamp: int | None,
    ) -> Reading | None:
        """Read the largest face of uint8 (H, W, 3); None means that the frame was lost.

        Raises ``InferenceError`` for an array that is no frame.
        """
        check_frame(rgb)
        if self.capacity == 0:
            self._lost += 1
            return None
        answer: asyncio.Future[ScoreReply | None] = asyncio.get_running_loop().create_future()
        self._answers.add(answer)
        search = self._whereabouts.search(participant_id, captured_at)
        self._waiting.put_nowait(_Job(ScoreRequest(next(self._tickets), rgb, search), answer))
        try:
            reply = await answer
        finally:
            self._answers.discard(answer)
        if reply is None:
            self._lost += 1
            return None
        self._whereabouts.note(participant_id, captured_at, reply.region, search)
        return Reading(participant_id, captured_at, reply.face, rtp_timestamp)

    async def _run_lane(self, worker: WorkerProcess) -> None:
        """Keep one worker at work for as long as the pool runs, whoever it is."""
        while True:
            try:
                await self._employ(worker)
                worker.kill()
            finally:
                self._workers.discard(worker)
                await worker.close()
            self._restarts += 1
            logger.warning("an inference worker was lost and is being replaced")
            if not self._workers:
                self._lose_waiting()
            worker = await self._replace()
            self._workers.add(worker)

    async def _employ(self, worker: WorkerProcess) -> None:
        """Feed the worker until it dies or hangs."""
        feeding = asyncio.create_task(self._feed(worker))
        dying = asyncio.create_task(worker.died())
        try:
            await asyncio.wait({feeding, dying}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            feeding.cancel()
            dying.cancel()
            outcome, _ = await asyncio.gather(feeding, dying, return_exceptions=True)
            if isinstance(outcome, Exception) and not isinstance(outcome, WorkerLostError):
                logger.error("an inference worker's answer is not understood", exc_info=outcome)

    async def _feed(self, worker: WorkerProcess) -> None:
        while True:
            job = await self._waiting.get()
            if job.answer.done():
                continue
            try:
                reply = await worker.ask(job.request, self._timeout_s)
                job.settle(reply if isinstance(reply, ScoreReply) else None)
            finally:
                job.settle(None)

    async def _replace(self) -> WorkerProcess:
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                return await self._hire()
            except InferenceError as error:
                logger.error("no inference worker can be started: %s", error)
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    async def _hire(self) -> WorkerProcess:
        try:
            return await WorkerProcess.start(self._analyzer)
        except WorkerLostError as error:
            raise InferenceError("An inference worker ended before it was ready") from error

    def _lose_waiting(self) -> None:
        while not self._waiting.empty():
            self._waiting.get_nowait().settle(None)
