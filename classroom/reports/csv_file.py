"""CSV that a spreadsheet opens without running what students typed."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import BinaryIO, Final

from classroom.reports.progress import Told, not_told
from classroom.reports.sheets import Cell, Sheet

DIGITS: Final[int] = 4
_STARTS_FORMULA: Final = re.compile(r"(^|[,;|\t\r\n])(\s*)(?=[=+\-@＝＋－＠])")
"""Where a spreadsheet would begin to read a formula, also one that cuts cells at another character.

OWASP, CSV Injection: https://owasp.org/www-community/attacks/CSV_Injection
"""


def write_csv(sheet: Sheet, file: BinaryIO, told: Told = not_told) -> None:
    """Write a table as UTF-8: times in ISO 8601 UTC, what is unknown left empty."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in sheet.columns)
    written = 0
    for batch in sheet.batches:
        writer.writerows([_cell(cell) for cell in row] for row in batch)
        written += len(batch)
        told("Writing rows", written, sheet.rows)
    text.detach()


def neutralised(text: str) -> str:
    """Put an apostrophe before whatever a spreadsheet would take for a formula."""
    safe = _STARTS_FORMULA.sub(lambda found: f"{found[0]}'", text)
    return f"'{safe}" if safe.startswith(("\t", "\r", "\n")) else safe


def _cell(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case bool():
            return "true" if cell else "false"
        case str():
            return neutralised(cell)
        case float():
            return round(cell, DIGITS)
        case _:
            return cell
