"""``classroom analyze``: read photos and videos into rows, copies and past classes."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TextIO

import typer

from classroom.cli.analysis import Analysis, check_file
from classroom.cli.options import DatabaseUrl, Json, opened, print_json, settings_from
from classroom.cli.serve import class_url
from classroom.cli.session import ACTOR, TeacherName
from classroom.errors import ImageError, LawNoticeError, SettingsError

if TYPE_CHECKING:  # importing them takes longer than printing help
    from classroom.inference.recordings.recorded_class import RecordedClass
    from classroom.inference.recordings.rows import RowWriter

SOME_FAILED: Final[int] = 1
"""Exit status where a file could not be read to its end; the others were."""
INTERRUPTED: Final[int] = 130
"""Exit status after Ctrl-C, as shells have it."""
LAW_NOTICE: Final[str] = (
    "The EU AI Act (Regulation 2024/1689, Article 5(1)(f)) forbids inferring emotions of people "
    "in education, except for medical or safety reasons. Add --lawful-here if you have made sure "
    "that it is lawful where this class was held, or leave --into-session out: nothing is kept."
)


def analyze(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Photos, videos, folders (and all below), patterns."),
    ],
    every: Annotated[
        float, typer.Option(help="Seconds of a video between two readings; 0.5 as in a class.")
    ] = 0.5,
    annotate: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Write copies with boxes, labels and probabilities drawn; videos without sound.",
        ),
    ] = None,
    into_session: Annotated[
        str | None,
        typer.Option(
            metavar="TITLE",
            help="Keep the videos as a past class: each video a participant, or each face in it.",
        ),
    ] = None,
    lawful_here: Annotated[
        bool,
        typer.Option(
            "--lawful-here", help="For --into-session: inferring emotion is lawful where it was."
        ),
    ] = False,
    confirmed_by: Annotated[str, typer.Option(help="Who confirms that; it is recorded.")] = ACTOR,
    teacher: TeacherName = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write rows to a .csv or .json file."),
    ] = None,
    max_megapixels: Annotated[
        float, typer.Option(help="Largest photo that is decoded whole; JPEGs may have 8 times it.")
    ] = 100.0,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Read faces in photos and videos: one row a face, CSV on the terminal unless told otherwise.

    A row has the file, seconds into the video, the face's number, its box in pixels of the upright
    picture, seven probabilities, the most probable emotion or "unseen", possible confusion (empty
    while unknown) and quality. Files that cannot be read are named; the others are read all the
    same, and the exit status is then 1.
    """
    _check(every, max_megapixels, output, into_session, lawful_here, confirmed_by)
    _check_copies(paths, annotate)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended in order, like Ctrl-C
    from classroom.inference import FaceAnalyzer
    from classroom.inference.recordings import Reader, list_recordings
    from classroom.inference.recordings.annotated import CopyFolder

    with _rows_told(), ExitStack() as stack:
        copies = CopyFolder(annotate) if annotate else None
        listing = list_recordings(paths, leave_out=annotate)
        reader = Reader(FaceAnalyzer.load(), every, max_megapixels)
        recorded = None
        if into_session is not None:
            recorded = stack.enter_context(
                _class(listing.files, into_session, confirmed_by, teacher, database_url)
            )
        rows = stack.enter_context(_rows(output, as_json))
        analysis = Analysis(reader, rows, copies, recorded)
        for path, problem in listing.problems:
            analysis.tell(path, problem)
        interrupted = False
        try:
            analysis.run(listing.files, quiet=output is None and sys.stdout.isatty())
        except KeyboardInterrupt:
            interrupted = True
    _sum_up(analysis, listing.asked, output, as_json)
    if interrupted:
        print("interrupted: what was read by then is kept", file=sys.stderr)
        raise typer.Exit(INTERRUPTED)
    if analysis.problems:
        raise typer.Exit(SOME_FAILED)


def _check(
    every: float,
    max_megapixels: float,
    output: Path | None,
    into_session: str | None,
    lawful_here: bool,
    confirmed_by: str,
) -> None:
    """Refuse what makes no sense before anything is read."""
    if not 0.001 <= every < float("inf"):
        raise SettingsError("--every takes a positive number of seconds, such as 0.5")
    if not max_megapixels > 0:
        raise SettingsError("--max-megapixels takes a positive number")
    if output is not None and output.suffix.lower() not in {".csv", ".json"}:
        raise SettingsError(f"-o writes .csv or .json files, not {output.name}")
    if into_session is None:
        return
    from classroom.store.names import checked_name

    checked_name(into_session, "title")
    checked_name(confirmed_by, "name")
    if every > 1:
        raise SettingsError("--into-session keeps every second: give --every 1 or less")
    if not lawful_here:
        raise LawNoticeError(LAW_NOTICE)


def _check_copies(paths: list[str], annotate: Path | None) -> None:
    """Refuse copies beside their originals: the next run would read both."""
    folders = [Path(path).resolve() for path in paths if Path(path).is_dir()]
    if annotate is not None and annotate.resolve() in folders:
        raise SettingsError(
            f"--annotate {annotate} is a folder that is read: the copies would be read as photos "
            f"the next time. Name another one, such as {annotate / 'marked'}"
        )


@contextmanager
def _rows_told() -> Iterator[None]:
    """Say in one sentence that rows could not be written; who stops reading them needs none."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(SOME_FAILED) from None
    except OSError as error:
        raise SettingsError(f"the rows cannot be written: {error.strerror or error}") from error


@contextmanager
def _rows(output: Path | None, as_json: bool) -> "Iterator[RowWriter]":
    """Open where rows go: a file by its ending, or the terminal.

    A file that was there is replaced at the end, and only if there are rows.
    """
    from classroom.inference.recordings import CsvRows, JsonRows

    def close(writer: "RowWriter") -> "Iterator[RowWriter]":
        try:
            yield writer
        finally:
            writer.close()

    def writer(file: TextIO, json: bool) -> "RowWriter":
        return JsonRows(file) if json else CsvRows(file)

    if output is None:
        if sys.stdout is None:
            raise SettingsError("there is no standard output: name a file with -o")
        yield from close(writer(sys.stdout, as_json))
        return
    kept = output.is_file()
    target = output.with_name(f"{output.name}.part") if kept else output
    try:
        file = target.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise SettingsError(f"cannot write {output}: {error.strerror}") from error
    with file:
        rows = writer(file, output.suffix.lower() == ".json")
        try:
            yield from close(rows)
        finally:
            if kept and rows.written:
                target.replace(output)
            elif kept:
                target.unlink()


@contextmanager
def _class(
    files: tuple[Path, ...],
    title: str,
    confirmed_by: str,
    teacher: str | None,
    database_url: str | None,
) -> "Iterator[RecordedClass]":
    """Open the database; the class ends about now, so it began as long ago as it lasts."""
    from classroom.inference.recordings.recorded_class import RecordedClass
    from classroom.store.teachers import Teachers

    settings = settings_from(database_url=database_url)
    with opened(settings) as store:
        start = datetime.now(UTC) - timedelta(seconds=max(map(_announced_s, files), default=0.0))
        with store.sessions() as rows:
            Teachers(rows).owner(teacher)  # a name that nobody has is told before anything is read
        keep_days = settings.keep_bounds.default
        yield RecordedClass(store, title, confirmed_by, start, ACTOR, keep_days, teacher)


def _announced_s(file: Path) -> float:
    """Length of a video by its header; 0 for what is none, which is told when its turn comes."""
    from classroom.inference.recordings.photo import is_photo
    from classroom.inference.recordings.video import open_video

    try:
        check_file(file)
        if is_photo(file):
            return 0.0
        with open_video(file) as video:
            return min(video.announced_s or 0.0, 24 * 3600.0)
    except ImageError:
        return 0.0


def _sum_up(analysis: Analysis, asked: int, output: Path | None, as_json: bool) -> None:
    session_id = analysis.recorded.session_id if analysis.recorded else None
    print(f"{analysis.read} of {asked} files read", file=sys.stderr)
    if session_id:
        print(f"Session {session_id}", file=sys.stderr)
        print(f"Its page: {class_url(settings_from(), session_id)}", file=sys.stderr)
    elif analysis.recorded:
        print("No class was made: no video could be read", file=sys.stderr)
    if as_json and output is not None:
        summary: dict[str, Any] = {
            "written": str(output),
            "files": asked,
            "read": analysis.read,
            "problems": analysis.problems,
        }
        print_json(summary | ({"session": session_id} if analysis.recorded else {}))
