"""The seam that lets one evaluation serve every network: faces in, what the heads say out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from models.labels import EMOTIONS, VOTE_LABELS

BATCH: Final[int] = 64

Faces = npt.NDArray[np.uint8]
Scores = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Told how many of how many faces are done."""


class Heads(Protocol):
    """What a network says of N faces, float32; None for a head that it does not have."""

    @property
    def fer2013(self) -> Scores:
        """Probabilities (N, 7) in the order of ``EMOTIONS``."""

    @property
    def votes(self) -> Scores | None:
        """Shares of people's votes (N, 8) in the order of ``VOTE_LABELS``."""

    @property
    def action(self) -> Scores | None:
        """Facial action scores (N, 52) in the order of ``ACTION_NAMES``."""

    @property
    def emotions(self) -> Scores:
        """Probabilities (N, 7) as they would be served."""


class FaceReader(Protocol):
    """A network of any make. ``EmotionModel`` is one."""

    def read(self, faces: Faces) -> Heads:
        """Read uint8 (N, 48, 48) faces."""


@dataclass(frozen=True, eq=False)
class Readings:
    """The heads of a whole set of faces; what is served is the one head there is without votes."""

    fer2013: Scores
    votes: Scores | None
    action: Scores | None
    emotions: Scores

    @property
    def vote_shares(self) -> Scores:
        """The vote head (N, 8), or in its place the seven emotions with no contempt."""
        if self.votes is not None:
            return self.votes
        missing = len(VOTE_LABELS) - len(EMOTIONS)
        return np.pad(self.fer2013, ((0, 0), (0, missing)))


def read_all(reader: FaceReader, faces: Faces, progress: Progress | None = None) -> Readings:
    """Read any number of faces in batches of 64."""
    parts: list[Heads] = []
    for start in range(0, len(faces), BATCH):
        parts.append(reader.read(faces[start : start + BATCH]))
        if progress:
            progress(min(start + BATCH, len(faces)), len(faces))
    parts = parts or [reader.read(faces)]
    return Readings(
        fer2013=np.concatenate([part.fer2013 for part in parts]),
        votes=_join([part.votes for part in parts]),
        action=_join([part.action for part in parts]),
        emotions=np.concatenate([part.emotions for part in parts]),
    )


def _join(parts: list[Scores | None]) -> Scores | None:
    there = [part for part in parts if part is not None]
    return np.concatenate(there) if there else None
