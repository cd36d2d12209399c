import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import psutil
import pytest

from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Reading
from classroom.errors import InferenceError
from classroom.inference import InferencePool
from classroom.inference.worker_process import WorkerProcess
from classroom.settings import Settings
from tests.fakes.analyzers import EMPTY, GOOD, HANGS, RAISES, SLOW, SOURCE, UNFIT, command

Picture = npt.NDArray[np.uint8]
STUDENT = ParticipantId("student")


@pytest.fixture
async def pool() -> AsyncIterator[InferencePool]:
    """One worker with an analyzer that does what frames say."""
    running = InferencePool(Settings(workers=1, reading_timeout_s=1.0), SOURCE)
    await running.start()
    yield running
    await running.stop()


async def ask(pool: InferencePool, frame: Picture) -> Reading | None:
    return await pool.score(STUDENT, frame, captured_at=12.5, rtp_timestamp=90)


async def until(true: Callable[[], bool], within_s: float = 15.0) -> None:
    async with asyncio.timeout(within_s):
        while not true():  # noqa: ASYNC110 - a process's end is no event of ours
            await asyncio.sleep(0.02)


async def test_reading_carries_who_and_when(pool: InferencePool) -> None:
    reading = await ask(pool, command(GOOD))

    assert reading is not None
    assert (reading.participant_id, reading.captured_at, reading.rtp_timestamp) == (
        STUDENT,
        12.5,
        90,
    )
    assert reading.face is not None


async def test_frame_without_a_face_is_unseen_and_not_lost(pool: InferencePool) -> None:
    reading = await ask(pool, command(EMPTY))

    assert reading is not None
    assert reading.face is None
    assert pool.lost == 0


async def test_frame_that_makes_analysis_raise_is_lost_and_the_worker_stays(
    pool: InferencePool,
) -> None:
    pids = pool.worker_pids

    assert await ask(pool, command(RAISES)) is None
    assert await ask(pool, command(GOOD)) is not None
    assert (pool.worker_pids, pool.lost, pool.restarts) == (pids, 1, 0)


async def test_killed_worker_is_replaced_and_only_its_frame_is_lost(pool: InferencePool) -> None:
    (pid,) = pool.worker_pids
    running = asyncio.create_task(ask(pool, command(SLOW)))
    await asyncio.sleep(0.1)

    os.kill(pid, signal.SIGKILL)

    assert await running is None
    await until(lambda: pool.worker_pids not in ([], [pid]))
    assert await ask(pool, command(GOOD)) is not None
    assert (pool.lost, pool.restarts) == (1, 1)


async def test_idle_worker_that_is_killed_is_replaced_before_anyone_asks(
    pool: InferencePool,
) -> None:
    (pid,) = pool.worker_pids

    os.kill(pid, signal.SIGKILL)

    await until(lambda: pool.worker_pids not in ([], [pid]))
    assert await ask(pool, command(GOOD)) is not None


async def test_hung_worker_is_replaced_after_the_timeout(pool: InferencePool) -> None:
    pids = pool.worker_pids
    asked_at = time.monotonic()

    assert await ask(pool, command(HANGS)) is None

    assert time.monotonic() - asked_at < 3.0
    await until(lambda: pool.worker_pids not in ([], pids))
    assert await ask(pool, command(GOOD)) is not None


async def test_stopped_process_that_reads_nothing_is_replaced(pool: InferencePool) -> None:
    (pid,) = pool.worker_pids
    os.kill(pid, signal.SIGSTOP)

    assert await ask(pool, command(GOOD, 1080, 1920)) is None

    await until(lambda: pool.worker_pids not in ([], [pid]))


async def test_full_pool_loses_a_frame_at_once(pool: InferencePool) -> None:
    running = [asyncio.create_task(ask(pool, command(SLOW))) for _ in range(2)]
    await asyncio.sleep(0)

    assert pool.capacity == 0
    assert await ask(pool, command(GOOD)) is None
    assert pool.lost == 1
    assert all([await task for task in running])
    assert pool.capacity == 2


async def test_frames_may_change_their_size(pool: InferencePool) -> None:
    for height, width in [(240, 320), (320, 240), (1364, 720), (17, 33)]:
        reading = await ask(pool, command(GOOD, height, width))
        assert reading is not None
        assert reading.face is not None
        assert reading.face.box.width == width / 2


@pytest.mark.parametrize("shape", [(240, 320), (240, 320, 4), (2, 2, 3)])
async def test_array_that_is_no_frame_is_refused(
    pool: InferencePool, shape: tuple[int, ...]
) -> None:
    with pytest.raises(InferenceError, match="A frame"):
        await ask(pool, np.zeros(shape, np.uint8))

    assert pool.capacity == 2


async def test_stop_finishes_the_frames_in_flight_and_ends_the_workers(
    pool: InferencePool,
) -> None:
    (pid,) = pool.worker_pids
    running = [asyncio.create_task(ask(pool, command(SLOW))) for _ in range(2)]
    await asyncio.sleep(0)

    await pool.stop()

    assert all([await task for task in running])
    assert not psutil.pid_exists(pid)
    assert (pool.capacity, pool.worker_pids) == (0, [])
    assert await ask(pool, command(GOOD)) is None


async def test_stop_before_start_and_twice_is_harmless() -> None:
    pool = InferencePool(Settings(workers=1), SOURCE)

    await pool.stop()
    await pool.stop()

    assert pool.capacity == 0


async def test_asker_that_gives_up_leaves_the_pool_whole(pool: InferencePool) -> None:
    running = asyncio.create_task(ask(pool, command(SLOW)))
    await asyncio.sleep(0.05)

    running.cancel()

    assert await ask(pool, command(GOOD)) is not None
    assert (pool.capacity, pool.restarts) == (2, 0)


async def test_networks_that_cannot_be_opened_stop_the_start_with_their_reason() -> None:
    pool = InferencePool(Settings(workers=2), UNFIT)

    with pytest.raises(InferenceError, match=r"emotion.tflite is damaged; reinstall it"):
        await pool.start()

    assert pool.worker_pids == []
    await pool.stop()


async def test_worker_whose_end_is_interrupted_is_gone_all_the_same() -> None:
    worker = await WorkerProcess.start(SOURCE)
    ending = asyncio.create_task(worker.close())
    await asyncio.sleep(0)

    ending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ending

    assert not psutil.pid_exists(worker.pid)


async def test_interrupt_is_not_for_workers(pool: InferencePool) -> None:
    (pid,) = pool.worker_pids

    os.kill(pid, signal.SIGINT)

    assert await ask(pool, command(GOOD)) is not None
    assert pool.worker_pids == [pid]


async def test_workers_leave_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import asyncio\n"
        "from classroom.inference import InferencePool\n"
        "from classroom.settings import Settings\n"
        "async def main():\n"
        f"    pool = InferencePool(Settings(workers=1), {SOURCE!r})\n"
        "    await pool.start()\n"
        "    print(pool.worker_pids[0], flush=True)\n"
        "    await asyncio.sleep(3600)\n"
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert parent.stdout is not None
    worker = psutil.Process(int(await parent.stdout.readline()))

    parent.kill()
    await parent.wait()

    await until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)


async def test_real_worker_reads_a_real_face(astronaut: Picture) -> None:
    pool = InferencePool(Settings(workers=1))
    await pool.start()
    try:
        reading = await ask(pool, astronaut)
    finally:
        await pool.stop()

    assert reading is not None
    assert reading.face is not None
    assert reading.face.scores.sum() == pytest.approx(1.0, abs=1e-4)


async def test_workers_import_no_web_server_and_no_tensorflow() -> None:
    code = (
        "import sys, classroom.inference.worker, classroom.inference.analyzer;"
        "print([m for m in ('tensorflow', 'keras', 'aiohttp', 'aiortc', 'dash', 'sqlalchemy',"
        " 'pydantic_settings') if m in sys.modules])"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()

    assert printed.decode().strip() == "[]"
