"""``classroom session report``: a class to take along, as a file or on the terminal."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Annotated, BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from classroom.cli.options import DatabaseUrl, Json, print_json, settings_from, stored
from classroom.cli.progress import step_bars
from classroom.domain.ids import SessionId
from classroom.errors import InputError, StoreError
from classroom.language import Language, speaking
from classroom.reports.kinds import Form, TableName

Zone = Annotated[
    str, typer.Option("--zone", help="Whose clock html and pdf show, as in Europe/Madrid.")
]


def report(
    session_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the session.")],
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="html and pdf to read, json the whole report, csv and parquet one table, xapi "
            "statements for a learning record store.",
        ),
    ] = Form.JSON,
    table: Annotated[
        TableName | None,
        typer.Option("--table", help="Which table csv or parquet holds; without it the timeline."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write instead of printing.")
    ] = None,
    zone: Zone = "UTC",
    language: Annotated[
        Language, typer.Option("--language", help="The language of html and pdf.")
    ] = Language.ENGLISH,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Report a session: who was seen, the mood over time, and possible confusion."""
    from classroom.reports.written import Wanted, write_report

    wanted = Wanted(form, table, _zone(zone), settings_from().student_url)
    if output is None and not form.is_text and sys.stdout.isatty():
        raise InputError(f"A terminal cannot show {form.value}: name a file with -o.")
    with (
        stored(database_url) as rows,
        _opened(output) as file,
        step_bars() as told,
        speaking(language),
    ):
        write_report(rows, SessionId(session_id), wanted, file, datetime.now(UTC), told)
    if output is None:
        return
    if as_json:
        print_json({"written": str(output)})
    else:
        print(f"Wrote {output}.")


def _zone(name: str) -> tzinfo:
    try:
        return UTC if name.upper() == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            f"There is no time zone {name!r}: give one as in Europe/Madrid."
        ) from error


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """Open what to write to; a file that was there stays as it was until all is written."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name[:50]}.")
    except OSError as error:
        raise StoreError(f"cannot write {output}: {error.strerror}") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        part.chmod(_mode_of(output))
        part.replace(output)
    except OSError as error:
        raise StoreError(f"cannot write {output}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def _mode_of(output: Path) -> int:
    """Permissions of the file that is replaced, or those that this user gives new files."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(output.stat().st_mode)
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
