"""A row per face, written as it comes: CSV or a JSON array, never held in memory."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol, TextIO

from classroom.domain.emotion import EMOTIONS
from classroom.domain.observation import Box
from classroom.inference.recordings.seconds import VideoSecond
from classroom.inference.recordings.tracking import FrameReading

UNSEEN: Final[str] = "unseen"
COLUMNS: Final[tuple[str, ...]] = (
    "file", "time", "face", "x", "y", "width", "height", *EMOTIONS, "label", "confusion", "quality",
)  # fmt: skip


FORMULA_STARTS: Final = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Row:
    """One face in one photo or frame, or that there was none; what is unknown is None."""

    file: str
    time_s: float | None
    """Seconds into the video; None for photos."""
    face: int | None
    """From 1: largest first in a photo, the same person throughout a video."""
    box: Box | None
    """In pixels of the upright picture."""
    emotions: tuple[float, ...] | None
    """In the order of ``EMOTIONS``; None for a face that is too dark, small or turned."""
    label: str
    """The most probable emotion, or ``unseen``."""
    confusion: float | None
    quality: float | None
    """Weakest of size, light, sharpness and frontality, 0..1."""

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values; unknown is null."""
        box = self.box
        return {
            "file": self.file,
            "time": _rounded(self.time_s, 3),
            "face": self.face,
            "box": None
            if box is None
            else {
                "x": round(box.left, 1),
                "y": round(box.top, 1),
                "width": round(box.width, 1),
                "height": round(box.height, 1),
            },
            "emotions": None
            if self.emotions is None
            else {name: round(p, 4) for name, p in zip(EMOTIONS, self.emotions, strict=True)},
            "label": self.label,
            "confusion": _rounded(self.confusion, 4),
            "quality": _rounded(self.quality, 4),
        }

    def as_line(self) -> list[Any]:
        """Return the cells in the order of ``COLUMNS``; unknown is empty.

        A file whose name a spreadsheet would take for a formula is named from its folder on.
        """
        plain = self.as_json()
        box = plain["box"] or {}
        emotions = plain["emotions"] or {}
        formula = self.file.startswith(FORMULA_STARTS)
        return [
            f"./{self.file}" if formula else self.file,
            plain["time"],
            plain["face"],
            *(box.get(name) for name in ("x", "y", "width", "height")),
            *(emotions.get(name) for name in EMOTIONS),
            plain["label"],
            plain["confusion"],
            plain["quality"],
        ]


def rows_of_photo(file: str, reading: FrameReading) -> Iterator[Row]:
    """Give a photo's rows; one row that says so where it has no face."""
    return _rows(file, reading, {})


def rows_of_second(file: str, second: VideoSecond) -> Iterator[Row]:
    """Give the rows of all frames of a second, each with its person's possible confusion."""
    confusion = {number: person.second.confusion for number, person in second.people.items()}
    for frame in second.frames:
        yield from _rows(file, frame, confusion)


def _rows(file: str, reading: FrameReading, confusion: dict[int, float | None]) -> Iterator[Row]:
    if not reading.faces:
        yield Row(file, reading.time_s, None, None, None, UNSEEN, None, None)
    for face in reading.faces:
        scores = face.observation.scores
        yield Row(
            file=file,
            time_s=reading.time_s,
            face=face.number,
            box=face.observation.box,
            emotions=tuple(map(float, scores)) if face.seen else None,
            label=EMOTIONS[int(scores.argmax())] if face.seen else UNSEEN,
            confusion=confusion.get(face.number) if face.seen else None,
            quality=face.observation.quality.overall,
        )


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


class RowWriter(Protocol):
    """Where rows go."""

    written: int
    """Rows so far."""

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows now."""

    def close(self) -> None:
        """Write what must stand at the end; the file stays open."""


class CsvRows:
    """Writes CSV with a head line."""

    def __init__(self, file: TextIO) -> None:
        self.written = 0
        self._file = file
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows now."""
        for row in rows:
            self._writer.writerow(row.as_line())
            self.written += 1
        self._file.flush()

    def close(self) -> None:
        """CSV needs no end."""
        self._file.flush()


class JsonRows:
    """Writes one JSON array, an object a line, that is well-formed once closed."""

    def __init__(self, file: TextIO) -> None:
        self.written = 0
        self._file = file
        self._before = "[\n"

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows now."""
        for row in rows:
            self._file.write(self._before + json.dumps(row.as_json(), ensure_ascii=False))
            self._before = ",\n"
            self.written += 1
        self._file.flush()

    def close(self) -> None:
        """End the array."""
        self._file.write("[]\n" if self._before == "[\n" else "\n]\n")
        self._file.flush()
