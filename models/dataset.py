"""FER2013, FER+ votes and facial action scores, read into one set of aligned arrays."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from models.dataset_files import SPLITS, VOTE_COLUMNS, read_action, read_csv, read_npz, read_votes
from models.labels import FER2013_TO_EMOTION, VOTE_LABELS

__all__ = ["SPLITS", "VOTE_COLUMNS", "FaceSet", "load_faces"]


@dataclass(frozen=True)
class FaceSet:
    """Aligned rows of FER2013.

    ``faces`` uint8 (N, 48, 48); ``labels`` int (N,) in the order of ``EMOTIONS``; ``split`` int
    (N,) index into ``SPLITS``; ``exact`` bool (N,), false where pixels or order are approximate;
    ``votes`` float32 (N, 10) raw FER+ votes, all zero where unknown; ``action`` float32 (N, 52),
    NaN where unknown.
    """

    faces: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]
    split: npt.NDArray[np.int64]
    exact: npt.NDArray[np.bool_]
    votes: npt.NDArray[np.float32]
    action: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.faces)

    def take(self, rows: npt.NDArray[np.bool_] | npt.NDArray[np.int64] | slice) -> Self:
        """Return the chosen rows as a new set."""
        return type(self)(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    def of_split(self, name: str) -> Self:
        """Return the rows of one of ``SPLITS``."""
        return self.take(self.split == SPLITS.index(name))

    def vote_shares(self) -> npt.NDArray[np.float32]:
        """Share of the votes for each of ``VOTE_LABELS``, single votes dropped; zeros if none.

        Dropping single votes as outliers follows Barsoum et al. 2016, section 2.
        """
        votes = np.where(self.votes > 1, self.votes, 0)[:, : len(VOTE_LABELS)]
        total = votes.sum(axis=1, keepdims=True)
        shares = np.divide(votes, total, out=np.zeros_like(votes), where=total > 0)
        return np.where(self.exact[:, None], shares, 0).astype(np.float32)

    def vote_majority(self) -> npt.NDArray[np.int64]:
        """Index into ``VOTE_LABELS`` that has more than half of the votes left, else -1.

        The "majority" rule of Barsoum et al. 2016: single votes are dropped, then an emotion must
        have more than half of all votes that remain, unknown and no-face votes included.
        """
        votes = np.where(self.votes > 1, self.votes, 0)
        top = votes.argmax(axis=1)
        clear = votes.max(axis=1) > 0.5 * votes.sum(axis=1)
        usable = self.exact & clear & (top < len(VOTE_LABELS))
        return np.where(usable, top, -1).astype(np.int64)

    def twins_across_splits(self) -> npt.NDArray[np.bool_]:
        """Mark rows whose exact picture also stands in another split."""
        splits_of: dict[bytes, set[int]] = {}
        keys = [face.tobytes() for face in self.faces]
        for key, split in zip(keys, self.split, strict=True):
            splits_of.setdefault(key, set()).add(int(split))
        return np.array([len(splits_of[key]) > 1 for key in keys])


def load_faces(fer2013: Path, ferplus: Path | None = None, action: Path | None = None) -> FaceSet:
    """Read FER2013 (the npz of the data folder or the well-known csv) with its companions.

    Raises ``DatasetError`` for a file that is missing or has another form; it names the file, the
    row or column, and what to do.
    """
    reader = read_csv if fer2013.suffix.lower() == ".csv" else read_npz
    faces, labels, split, exact = reader(fer2013)
    order = np.array(FER2013_TO_EMOTION, dtype=np.int64)
    votes = read_votes(ferplus, len(faces))
    return FaceSet(faces, order[labels], split, exact, votes, read_action(action, len(faces)))
