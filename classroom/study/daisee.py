"""DAiSEE as the data folder holds it: one face picture for every ten seconds of a person."""

import csv
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from classroom.confusion.posture import posture_of
from classroom.errors import DataError
from classroom.inference import FaceAnalyzer

CLIP_S: Final[float] = 10.0
LEVELS: Final[frozenset[str]] = frozenset("0123")
CONFUSED: Final[int] = 2
"""Label (0 to 3) from which a clip counts as confused; the usual cut."""
COLUMNS: Final[tuple[str, ...]] = ("file", "split", "subject", "confusion")
ENLARGEMENT: Final[int] = 2
MARGIN_PX: Final[int] = 60
"""The crops are small and tight; detectors want some room around a face."""

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Clips:
    """N clips, those of a person next to each other in order of time."""

    person: npt.NDArray[np.str_]
    split: npt.NDArray[np.str_]
    confusion: npt.NDArray[np.int64]
    """Labels 0 to 3."""
    action: npt.NDArray[np.float64]
    """Blendshape scores (N, 52), as the emotion network reads them; NaN without a face."""
    emotions: npt.NDArray[np.float64]
    """Probabilities (N, 7) in the order of ``EMOTIONS``; NaN without a face."""
    posture: npt.NDArray[np.float64]
    """``classroom.confusion.posture.Posture`` (N, 12); NaN without a face."""

    def __len__(self) -> int:
        return len(self.person)

    @property
    def confused(self) -> npt.NDArray[np.bool_]:
        """Whether each clip counts as confused."""
        return self.confusion >= CONFUSED

    @property
    def hours(self) -> float:
        """Length of all clips together."""
        return len(self) * CLIP_S / 3600

    def take(self, rows: npt.NDArray[np.int64]) -> "Clips":
        """Keep some rows."""
        columns = {each.name: getattr(self, each.name)[rows] for each in fields(self)}
        return Clips(**columns)

    def rows_of_people(self) -> Iterator[npt.NDArray[np.int64]]:
        """Rows of each person, in order of time."""
        for person in dict.fromkeys(self.person.tolist()):
            yield np.flatnonzero(self.person == person)


def read_daisee(
    folder: Path, analyzer: FaceAnalyzer, told: Told = lambda what, done, total: None
) -> Clips:
    """Read ``labels.csv`` and the faces of ``faces.zip``; raises ``DataError`` if they do not fit.

    The faces go through the pipeline that serves a class, landmarks and crop included.
    """
    rows = _labels(folder / "labels.csv")
    rows.sort(key=lambda row: row["subject"])  # stable: the order of time stays
    action = np.full((len(rows), 52), np.nan)
    emotions = np.full((len(rows), 7), np.nan)
    posture = np.full((len(rows), 12), np.nan)
    with _faces(folder / "faces.zip") as archive:
        for number, row in enumerate(rows):
            for face in analyzer.analyze(_picture(archive, row["file"]), limit=1):
                action[number], emotions[number] = face.action, face.scores
                posture[number] = posture_of([face]).row()
            told("reading faces", number + 1, len(rows))
    return Clips(
        person=np.array([row["subject"] for row in rows]),
        split=np.array([row["split"] for row in rows]),
        confusion=np.array([int(row["confusion"]) for row in rows]),
        action=action,
        emotions=emotions,
        posture=posture,
    )


def _labels(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8") as file:
            table = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
            if missing:
                raise DataError(f"{path} has no column {', '.join(missing)}")
            rows = list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} cannot be read: {error}") from error
    bad = [number for number, row in enumerate(rows, 2) if row["confusion"] not in LEVELS]
    if bad or not rows:
        where = f"line {bad[0]}: confusion is 0, 1, 2 or 3" if bad else "there is no row in it"
        raise DataError(f"{path}: {where}")
    return rows


def _faces(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{path} cannot be read: {error}") from error


def _picture(archive: zipfile.ZipFile, name: str) -> npt.NDArray[np.uint8]:
    try:
        content = archive.read(name)
    except (KeyError, zipfile.BadZipFile, EOFError) as error:
        raise DataError(f"{archive.filename} has no readable {name}") from error
    bgr = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    if bgr is None:
        raise DataError(f"{name} in {archive.filename} is no picture")
    rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
    large = cv2.resize(rgb, None, fx=ENLARGEMENT, fy=ENLARGEMENT, interpolation=cv2.INTER_CUBIC)
    margins = (MARGIN_PX,) * 4
    return np.asarray(cv2.copyMakeBorder(large, *margins, cv2.BORDER_CONSTANT), dtype=np.uint8)
