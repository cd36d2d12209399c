"""A worker as the pool sees it: started, asked, and ended."""

import asyncio
import contextlib
import os
import socket
import sys
from typing import Final, Self

from classroom.errors import InferenceError
from classroom.inference.messages import (
    HEADER,
    Message,
    ScoreRequest,
    WorkerReady,
    WorkerUnfit,
    pack,
    unpack,
)

START_TIMEOUT_S: Final[float] = 60.0
"""Opening the networks takes half a second; slow disks and busy cores get a hundred times that."""
GRACE_S: Final[float] = 1.0
"""How long a worker may take to leave once its socket is closed."""


class WorkerLostError(Exception):
    """The worker died or hangs; the pool replaces it."""


class WorkerProcess:
    """One running worker; made by ``start``, ended by ``close``.

    A fresh interpreter rather than ``multiprocessing``'s spawn, which would import the command line
    and both web servers again into every worker (docs/adr/0101).
    """

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer

    @classmethod
    async def start(cls, source: str) -> Self:
        """Start a worker and wait until its networks are open.

        Raises ``InferenceError`` with the worker's reason if it cannot open them, and
        ``WorkerLostError`` if it dies or hangs before.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            reader, writer = await asyncio.open_unix_connection(sock=ours)
            try:
                process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    "classroom.inference.worker",
                    source,
                    stdin=theirs.fileno(),
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                    process_group=0,  # Ctrl-C in the terminal is for the server alone.
                )
            except BaseException:
                writer.close()
                raise
        worker = cls(process, reader, writer)
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                answer = await worker._receive()
        except BaseException as error:
            worker.kill()
            await worker.close()
            if isinstance(error, TimeoutError):
                raise WorkerLostError from error
            raise
        if not isinstance(answer, WorkerReady):
            await worker.close()
            reason = answer.reason if isinstance(answer, WorkerUnfit) else "it answered nonsense"
            raise InferenceError(reason)
        return worker

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    async def died(self) -> None:
        """Wait until the process is gone."""
        await self._process.wait()

    async def ask(self, request: ScoreRequest, timeout_s: float) -> Message:
        """Have one frame read; raises ``WorkerLostError`` if that takes too long or breaks off."""
        try:
            async with asyncio.timeout(timeout_s):
                self._writer.write(pack(request))
                await self._writer.drain()
                return await self._receive()
        except (TimeoutError, OSError) as error:
            raise WorkerLostError from error

    def kill(self) -> None:
        """End a process that hangs."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def close(self) -> None:
        """End the process: it leaves by itself when its socket closes, or is killed.

        A caller that is cancelled here leaves no process behind either.
        """
        self._writer.close()
        try:
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(GRACE_S):
                    await self._writer.wait_closed()
                    await self._process.wait()
        finally:
            self.kill()
            await self._process.wait()

    async def _receive(self) -> Message:
        try:
            header = await self._reader.readexactly(HEADER.size)
            return unpack(await self._reader.readexactly(*HEADER.unpack(header)))
        except (asyncio.IncompleteReadError, OSError) as error:
            raise WorkerLostError from error
