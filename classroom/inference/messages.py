"""What pool and worker say to each other, and how it crosses their socket."""

import pickle
import struct
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.domain.observation import Observation
from classroom.inference.region import Region
from classroom.inference.whereabouts import Search

HEADER: Final = struct.Struct("!Q")
"""Every message is preceded by its length in bytes."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoreRequest:
    """Read this frame, uint8 (H, W, 3)."""

    ticket: int
    rgb: npt.NDArray[np.uint8]
    search: Search


@dataclass(frozen=True, slots=True)
class WorkerReady:
    """The networks are open."""


@dataclass(frozen=True, slots=True)
class WorkerUnfit:
    """The networks cannot be opened; ``reason`` is for the person who runs the server."""

    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class ScoreReply:
    """The frame's largest face if it is usable, else None, and where a face is at all."""

    ticket: int
    face: Observation | None
    region: Region | None


@dataclass(frozen=True, slots=True)
class ScoreFailed:
    """The frame could not be read; the worker goes on."""

    ticket: int


Message = ScoreRequest | WorkerReady | WorkerUnfit | ScoreReply | ScoreFailed


def pack(message: Message) -> bytes:
    """Turn a message into header and body; pickle is safe between two ends of one program."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return HEADER.pack(len(body)) + body


def unpack(body: bytes) -> Message:
    """Turn a body back into its message."""
    message: Message = pickle.loads(body)
    return message
