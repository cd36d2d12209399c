"""The files of FER2013, FER+ and the facial action scores, checked as they are read."""

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.errors import DatasetError
from models.labels import ACTION_COUNT, FACE_SIZE, FER2013_TO_EMOTION, VOTE_LABELS

SPLITS = ("Training", "PublicTest", "PrivateTest")
VOTE_COLUMNS = (*VOTE_LABELS, "unknown", "NF")
FER2013_COLUMNS = ("emotion", "pixels", "Usage")
PIXELS = FACE_SIZE * FACE_SIZE

Columns = tuple[
    npt.NDArray[np.uint8], npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.bool_]
]
"""Faces, FER2013's own labels, split, and whether pixels and order are exact."""


def read_csv(path: Path) -> Columns:
    """Read FER2013's csv: a row a picture, its columns emotion, pixels and Usage."""
    faces, labels, split = [], [], []
    for line, row in _rows(path, FER2013_COLUMNS, "give the csv of FER2013 as it was published"):
        where = f"{path}, line {line}"
        labels.append(_label(row["emotion"], where))
        faces.append(_face(row["pixels"], where))
        split.append(_split(row["Usage"], where))
    if not faces:
        raise DatasetError(f"{path} has a header but no pictures: download it again")
    return np.stack(faces), np.array(labels), np.array(split), np.ones(len(faces), bool)


def read_npz(path: Path) -> Columns:
    """Read FER2013 as the data folder has it: images, labels, usage and perhaps pixel_source."""
    arrays = _arrays(path, ("images", "labels", "usage"))
    images, labels, usage = arrays["images"], arrays["labels"], arrays["usage"]
    if images.dtype != np.uint8 or images.shape[1:] != (FACE_SIZE, FACE_SIZE) or not len(images):
        raise DatasetError(
            f"{path}: the array 'images' is {images.dtype} {images.shape}, "
            f"not uint8 (N, {FACE_SIZE}, {FACE_SIZE}): cut the faces to that size first"
        )
    for name, values, known in (
        ("labels", labels, len(FER2013_TO_EMOTION)),
        ("usage", usage, len(SPLITS)),
    ):
        if values.shape != (len(images),):
            raise DatasetError(
                f"{path}: the array '{name}' has shape {values.shape} beside {len(images)} images: "
                "each image needs one"
            )
        if values.dtype.kind not in "iu":
            raise DatasetError(
                f"{path}: the array '{name}' is {values.dtype}, not whole numbers: "
                "use FER2013's own"
            )
        if values.min() < 0 or values.max() >= known:
            row = int(np.argmax((values < 0) | (values >= known)))
            raise DatasetError(
                f"{path}: the array '{name}' has {values[row]} in row {row}, not 0 to {known - 1}: "
                "use FER2013's own numbers"
            )
    exact = np.ones(len(images), bool)
    if "pixel_source" in arrays:
        exact = arrays["pixel_source"] == 0
        if exact.shape != (len(images),):
            raise DatasetError(
                f"{path}: the array 'pixel_source' has shape {exact.shape} beside {len(images)} "
                "images: each image needs one"
            )
    return images, labels.astype(np.int64), usage.astype(np.int64), exact


def read_votes(path: Path | None, count: int) -> npt.NDArray[np.float32]:
    """Read the votes of FER+, float32 (count, 10); zeros without a file."""
    if path is None:
        return np.zeros((count, len(VOTE_COLUMNS)), np.float32)
    votes = []
    for line, row in _rows(path, VOTE_COLUMNS, "give FER+'s fer2013new.csv"):
        votes.append([_vote(row[name], name, f"{path}, line {line}") for name in VOTE_COLUMNS])
    if len(votes) != count:
        raise DatasetError(
            f"{path} has {len(votes)} rows where FER2013 has {count}: both must have the same "
            "pictures in the same order, so give the two files as they were published"
        )
    if not np.any(votes):
        raise DatasetError(f"{path} holds no vote at all: download it again")
    return np.array(votes, np.float32)


def read_action(path: Path | None, count: int) -> npt.NDArray[np.float32]:
    """Read the facial action scores, float32 (count, 52); NaN without a file."""
    if path is None:
        return np.full((count, ACTION_COUNT), np.nan, np.float32)
    scores = _arrays(path, ("blendshapes",))["blendshapes"]
    if scores.shape != (count, ACTION_COUNT):
        raise DatasetError(
            f"{path}: the array 'blendshapes' has shape {scores.shape}, "
            f"not {(count, ACTION_COUNT)}: give the scores of these very pictures"
        )
    if scores.dtype.kind != "f":
        raise DatasetError(
            f"{path}: the array 'blendshapes' is {scores.dtype}, not fractions of 0 to 1"
        )
    return np.asarray(scores, dtype=np.float32)


def _arrays(path: Path, needed: tuple[str, ...]) -> dict[str, npt.NDArray[Any]]:
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            held = {name.removesuffix(".npy") for name in archive.namelist()}
        if missing := [name for name in needed if name not in held]:
            raise DatasetError(
                f"{path} has no array '{missing[0]}', only {', '.join(sorted(held))}: "
                "give the npz of the data folder, or the csv"
            )
        wanted = [*needed, *(["pixel_source"] if "pixel_source" in held else [])]
        with np.load(path) as data:
            return {name: data[name] for name in wanted}
    except OSError as error:
        raise _unreadable(path, error) from error
    except (ValueError, zipfile.BadZipFile, EOFError) as error:
        raise DatasetError(
            f"{path} is no npz file or is damaged ({error}): download it again"
        ) from error


def _rows(path: Path, needed: tuple[str, ...], advice: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and columns of each row, spaces around the names of columns ignored."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, restval="")
            header = [name.strip() for name in reader.fieldnames or ()]
            if missing := [name for name in needed if name not in header]:
                raise DatasetError(
                    f"{path}: line 1 has no column '{missing[0]}', only "
                    f"{', '.join(header)[:200] or 'nothing'}: {advice}"
                )
            reader.fieldnames = header
            for row in reader:
                yield reader.line_num, row
    except OSError as error:
        raise _unreadable(path, error) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(f"{path} is not a csv file ({error}): {advice}") from error


def _unreadable(path: Path, error: OSError) -> DatasetError:
    return DatasetError(f"cannot read {path}: {error.strerror or error}: check the name")


def _label(text: str, where: str) -> int:
    known = len(FER2013_TO_EMOTION)
    if text.strip() not in map(str, range(known)):
        raise DatasetError(
            f"{where}: column 'emotion' holds {_shown(text)}, not 0 to {known - 1}: "
            "correct or delete the row"
        )
    return int(text)


def _vote(text: str, column: str, where: str) -> float:
    if not (text.strip().isascii() and text.strip().isdigit()):
        raise DatasetError(
            f"{where}: column '{column}' holds {_shown(text)}, not a number of votes: "
            "download the file again"
        )
    return float(text)


def _split(text: str, where: str) -> int:
    if text.strip() not in SPLITS:
        raise DatasetError(
            f"{where}: column 'Usage' holds {_shown(text)}, not one of {', '.join(SPLITS)}: "
            "correct or delete the row"
        )
    return SPLITS.index(text.strip())


def _face(text: str, where: str) -> npt.NDArray[np.uint8]:
    try:
        pixels = np.array(text.split(), dtype=np.int64)
    except (ValueError, OverflowError):
        raise DatasetError(
            f"{where}: column 'pixels' holds something that is not a number: download it again"
        ) from None
    if len(pixels) != PIXELS:
        raise DatasetError(
            f"{where}: column 'pixels' holds {len(pixels)} numbers, not {PIXELS} (48x48): "
            "download the file again, or correct or delete the row"
        )
    if pixels.min() < 0 or pixels.max() > 255:
        raise DatasetError(
            f"{where}: column 'pixels' holds {pixels.min()} to {pixels.max()}, not 0 to 255: "
            "give grey levels"
        )
    return pixels.astype(np.uint8).reshape(FACE_SIZE, FACE_SIZE)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 30 else f"{text[:30]}…")
