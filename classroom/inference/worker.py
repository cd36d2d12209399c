"""One inference process: reads frames from its socket until that closes.

Started by the pool as ``python -m classroom.inference.worker SOURCE`` with the socket as standard
input. It imports neither the web servers nor TensorFlow.
"""

import importlib
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Protocol

import numpy as np
import numpy.typing as npt

from classroom.domain.observation import Observation
from classroom.errors import InferenceError
from classroom.inference.messages import (
    HEADER,
    Message,
    ScoreFailed,
    ScoreReply,
    ScoreRequest,
    WorkerReady,
    WorkerUnfit,
    pack,
    unpack,
)
from classroom.inference.region import Region
from classroom.inference.whereabouts import SEARCH_ALL, Search

logger = logging.getLogger(__name__)


class Analyzer(Protocol):
    """What a worker needs of a ``FaceAnalyzer``."""

    def analyze(
        self,
        rgb: npt.NDArray[np.uint8],
        limit: int | None = None,
        search: Search = SEARCH_ALL,
    ) -> list[Observation]:
        """Read the faces of uint8 (H, W, 3), largest first, as ``search`` says."""
        ...


def main(source: str) -> None:
    """Open the networks and answer requests until the pool closes the socket or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with socket.socket(fileno=sys.stdin.fileno()) as pool:
        try:
            analyzer = load_analyzer(source)
        except InferenceError as error:
            pool.sendall(pack(WorkerUnfit(str(error))))
            return
        pool.sendall(pack(WorkerReady()))
        for request in _requests(pool):
            pool.sendall(pack(_answer(analyzer, request)))


def load_analyzer(source: str) -> Analyzer:
    """Call the loader named by ``package.module:Name.loader``."""
    module, _, name = source.partition(":")
    loader: Callable[[], Analyzer] = attrgetter(name)(importlib.import_module(module))
    return loader()


def _requests(pool: socket.socket) -> Iterator[ScoreRequest]:
    with pool.makefile("rb") as stream:
        while len(header := stream.read(HEADER.size)) == HEADER.size:
            request = unpack(stream.read(*HEADER.unpack(header)))
            assert isinstance(request, ScoreRequest)
            yield request


def _answer(analyzer: Analyzer, request: ScoreRequest) -> Message:
    """Read one frame; whatever goes wrong with it must not take the worker along."""
    try:
        faces = analyzer.analyze(request.rgb, limit=1, search=request.search)
    except Exception:
        logger.exception("a frame could not be read")
        return ScoreFailed(request.ticket)
    if not faces:
        return ScoreReply(request.ticket, None, None)
    face = faces[0]
    region = Region.of(face)
    return ScoreReply(request.ticket, face if face.quality.usable else None, region)


if __name__ == "__main__":
    main(sys.argv[1])
