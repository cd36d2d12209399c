"""The HTML report as PDF on A4, set by WeasyPrint."""

from datetime import tzinfo
from typing import Any, Final, NoReturn

from PIL import ImageFile

from classroom.errors import ReportError
from classroom.language import say
from classroom.reports.class_record import ClassRecord
from classroom.reports.page import html_report

DEBIAN_PACKAGES: Final[str] = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def pdf_report(record: ClassRecord, zone: tzinfo) -> bytes:
    """Set the report of a class; raises ``ReportError`` without WeasyPrint's system libraries."""
    html = engine()
    document = html(string=html_report(record, zone), url_fetcher=_refuse)
    pdf: bytes = document.write_pdf()
    return pdf


def _refuse(url: str) -> NoReturn:
    """Fetch nothing, whatever somebody typed for a name."""
    raise ValueError("a report refers to nothing outside itself")


def engine() -> Any:
    """Load WeasyPrint, and undo what it does to all of Pillow: it would read halves of pictures."""
    truncated = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        from weasyprint import HTML  # loads Pango, which serving does not need
    except OSError as error:
        raise ReportError(
            say(
                "PDF needs libraries of the system: apt-get install {packages}. "
                "The HTML report needs none, and a browser prints it.",
                packages=DEBIAN_PACKAGES,
            )
        ) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = truncated
    return HTML
