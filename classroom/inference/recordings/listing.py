"""Which files are meant: files, folders and patterns in, one list without repeats out."""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PHOTO_ENDINGS: Final = frozenset(
    {
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".webp", ".avif", ".bmp", ".gif"),
        *(".tif", ".tiff", ".ppm", ".pgm"),
    }
)
VIDEO_ENDINGS: Final = frozenset(
    {
        *(".mp4", ".m4v", ".mov", ".3gp", ".mkv", ".webm", ".avi", ".ts", ".mts", ".m2ts"),
        *(".mpg", ".mpeg", ".flv", ".wmv", ".asf", ".ogv", ".mxf", ".y4m"),
    }
)
"""What is looked for in folders; a file that is named itself may end as it likes."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Files to read, each with the folder it was found from, and what was named in vain."""

    files: tuple[Path, ...]
    problems: tuple[tuple[str, str], ...]
    """A path or pattern as it was given, and what is wrong with it."""

    @property
    def asked(self) -> int:
        """How many things were asked for, found or not."""
        return len(self.files) + len(self.problems)


def list_recordings(paths: Sequence[str], leave_out: Path | None = None) -> Listing:
    """Find the files that ``paths`` name; ``leave_out`` is a folder of our own copies."""
    found: dict[Path, Path] = {}
    problems: list[tuple[str, str]] = []
    for text in paths:
        for path, problem in _named(text, leave_out):
            if problem:
                problems.append((str(path), problem))
            else:
                found.setdefault(_identity(path), path)
    return Listing(tuple(found.values()), tuple(problems))


def _named(text: str, leave_out: Path | None) -> Iterator[tuple[Path, str]]:
    path = Path(text)
    try:
        if path.is_dir():
            yield from _in_folder(path, leave_out)
        elif path.exists() or path.is_symlink():
            yield path, ""
        elif glob.has_magic(text):
            yield from _matching(text, leave_out)
        else:
            yield path, "there is no such file or folder"
    except OSError as error:
        yield path, (error.strerror or str(error)).lower()


def _matching(pattern: str, leave_out: Path | None) -> Iterator[tuple[Path, str]]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - patterns may be absolute
    if not matches:
        yield Path(pattern), "no file matches this pattern"
    for match in matches:
        path = Path(match)
        if not path.is_dir():
            yield path, ""
        elif "**" not in pattern:
            yield from _in_folder(path, leave_out)


def _in_folder(folder: Path, leave_out: Path | None) -> Iterator[tuple[Path, str]]:
    empty = True
    denied: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=denied.append):
        folders[:] = sorted(_kept(Path(parent), folders, leave_out))
        for name in sorted(names):
            if not name.startswith(".") and is_recording_name(name):
                empty = False
                yield Path(parent) / name, ""
    for error in denied:
        yield Path(str(error.filename)), (error.strerror or "cannot be read").lower()
    if empty and not denied:
        yield folder, "there is no photo or video in this folder"


def _kept(parent: Path, folders: Iterable[str], leave_out: Path | None) -> Iterator[str]:
    for name in folders:
        ours = leave_out is not None and (parent / name).resolve() == leave_out.resolve()
        if not name.startswith(".") and not ours:
            yield name


def is_recording_name(name: str) -> bool:
    """Whether a file of this name is taken for a photo or video."""
    return Path(name).suffix.lower() in PHOTO_ENDINGS | VIDEO_ENDINGS


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()
