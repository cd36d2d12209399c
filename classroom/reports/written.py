"""One way into every format: a class, what is wanted of it, and a file to write it to."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, BinaryIO, Final

from sqlalchemy.orm import Session

from classroom.errors import InputError
from classroom.language import say
from classroom.reports.class_record import ClassRecord, read_class
from classroom.reports.csv_file import write_csv
from classroom.reports.kinds import Form, TableName
from classroom.reports.page import html_report
from classroom.reports.parquet import write_parquet
from classroom.reports.pdf import pdf_report
from classroom.reports.progress import Told, not_told
from classroom.reports.sheets import sheet_of
from classroom.reports.xapi import xapi_statements

LONGEST_NAME: Final[int] = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export; ``table`` is for tables only, and the timeline where none is named."""

    form: Form
    table: TableName | None = None
    zone: tzinfo = UTC
    """Whose clock the pages show; files for programs are in UTC."""
    home_page: str = "http://localhost"
    """Address of the server, to which the accounts of xAPI belong."""

    def __post_init__(self) -> None:
        if self.table is not None and not self.form.is_table:
            raise InputError(
                say(
                    "{form} holds the whole class: --table goes with csv and parquet.",
                    form=self.form.value,
                )
            )


def write_report(
    s: Session,
    session_id: str,
    wanted: Wanted,
    file: BinaryIO,
    now: datetime,
    told: Told = not_told,
) -> None:
    """Write a class to a file.

    Raises ``SessionNotFoundError``, ``HiddenError`` and ``ReportError`` before anything is written.
    """
    record = read_class(s, session_id, now)
    match wanted.form:
        case Form.CSV:
            write_csv(sheet_of(s, record, wanted.table or TableName.TIMELINE), file, told)
        case Form.PARQUET:
            write_parquet(sheet_of(s, record, wanted.table or TableName.TIMELINE), file, told)
        case Form.PDF:
            file.write(pdf_report(record, wanted.zone))
        case _:
            file.write(_text(record, wanted).encode())


def file_name(title: str, wanted: Wanted) -> str:
    """Name a file after its class, in letters that every disk takes."""
    words = re.sub(r"[^\w]+", "-", title).strip("-")[:LONGEST_NAME].strip("-") or "class"
    table = f"-{wanted.table.value}" if wanted.table else ""
    return f"{words}{table}.{wanted.form.ending}"


def _text(record: ClassRecord, wanted: Wanted) -> str:
    match wanted.form:
        case Form.HTML:
            return html_report(record, wanted.zone)
        case Form.XAPI:
            return _json(xapi_statements(record, wanted.home_page))
        case _:
            return _json(record.report.as_json())


def _json(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
