"""The files of one ``classroom analyze``, read one by one: a bar, and a line for each problem."""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from classroom.errors import ImageError

if TYPE_CHECKING:  # importing them takes longer than printing help
    from rich.progress import Progress

    from classroom.inference.recordings.annotated import CopyFolder
    from classroom.inference.recordings.reading import Reader
    from classroom.inference.recordings.recorded_class import RecordedClass
    from classroom.inference.recordings.rows import RowWriter

PHOTO_IN_CLASS: Final[str] = (
    "a photo has no length, so it cannot become part of a class: --into-session takes videos"
)


class Analysis:
    """Reads files one by one; a bad one is told and the next is read."""

    def __init__(
        self,
        reader: "Reader",
        rows: "RowWriter",
        copies: "CopyFolder | None",
        recorded: "RecordedClass | None",
    ) -> None:
        self._reader = reader
        self._rows = rows
        self._copies = copies
        self.recorded = recorded
        self.problems: list[dict[str, str]] = []
        self.read = 0

    def run(self, files: Sequence[Path], *, quiet: bool) -> None:
        """Read all files, with a progress bar on stderr unless ``quiet``."""
        from rich.console import Console
        from rich.progress import Progress, TimeRemainingColumn

        console = Console(stderr=True)
        with Progress(
            *Progress.get_default_columns()[:-1],
            TimeRemainingColumn(),
            console=console,
            disable=quiet or not console.is_terminal,
        ) as progress:
            files_task = progress.add_task("Files", total=len(files))
            for file in files:
                progress.update(files_task, description=f"{shown(file.name):.30}")
                try:
                    self._file(file, progress)
                    self.read += 1
                except ImageError as error:
                    self.tell(str(file), str(error))
                progress.advance(files_task)

    def tell(self, path: str, problem: str) -> None:
        """Write one line about a file on stderr, at once, and keep it for the summary."""
        told = {"file": shown(path), "problem": " ".join(problem.split())}
        print(f"classroom: {told['file']}: {told['problem']}", file=sys.stderr)
        self.problems.append(told)

    def _file(self, file: Path, progress: "Progress") -> None:
        from classroom.inference.recordings.photo import is_photo

        check_file(file)
        if is_photo(file):
            self._photo(file)
        else:
            self._video(file, progress)

    def _photo(self, file: Path) -> None:
        from classroom.inference.recordings.rows import rows_of_photo

        if self.recorded is not None:
            raise ImageError(PHOTO_IN_CLASS)
        photo, reading = self._reader.photo(file)
        self._rows.write(rows_of_photo(shown(str(file)), reading))
        if self._copies:
            self._copies.write_photo(Path(shown(file.name)), photo, reading)

    def _video(self, file: Path, progress: "Progress") -> None:
        from classroom.inference.recordings.listing import PHOTO_ENDINGS
        from classroom.inference.recordings.rows import rows_of_second
        from classroom.inference.recordings.video import open_video

        with ExitStack() as stack:
            try:
                video = stack.enter_context(open_video(file))
            except ImageError as error:
                if file.suffix.lower() in PHOTO_ENDINGS:
                    raise ImageError("this is no picture, though it is named so") from error
                raise
            copy = recording = None
            if self._copies:
                copy = stack.enter_context(self._copies.video(Path(shown(file.name)), video))
            if self.recorded is not None:
                recording = stack.enter_context(self.recorded.video(shown(file.stem)))
            task = progress.add_task("  seconds of it", total=video.announced_s)
            stack.callback(progress.remove_task, task)
            for second in self._reader.video(video, copy=copy):
                self._rows.write(rows_of_second(shown(str(file)), second))
                if recording is not None:
                    recording.add(second)
                progress.update(task, completed=second.at_s + 1)


def check_file(file: Path) -> None:
    """Say what stops a file from being read before a decoder guesses at it."""
    try:
        if not file.is_file():
            exists = file.exists()
            raise ImageError("this is no ordinary file" if exists else "there is no such file")
        if file.stat().st_size == 0:
            raise ImageError("the file is empty")
        with file.open("rb"):
            pass
    except OSError as error:
        raise ImageError((error.strerror or "cannot be read").lower()) from error


def shown(name: str) -> str:
    """A file name as text that can be written anywhere: one line, valid UTF-8."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "�" for c in text)
