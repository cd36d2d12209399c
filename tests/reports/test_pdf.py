"""The PDF report, read by poppler as any reader would."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from classroom.errors import ReportError
from classroom.reports.class_record import read_class
from classroom.reports.kinds import Form
from classroom.reports.pdf import DEBIAN_PACKAGES, pdf_report
from tests.reports.classes import HOSTILE_NAMES, class_of, exported, small_class
from tests.shared_data import REPOSITORY
from tests.store.rows import START, after

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")


def written(s: Session, session_id: str, folder: Path) -> Path:
    file = folder / "class.pdf"
    file.write_bytes(exported(s, session_id, Form.PDF))
    return file


def text_of(file: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


@needs_poppler
def test_small_class_fits_on_two_pages_of_a4(s: Session, tmp_path: Path) -> None:
    file = written(s, small_class(s), tmp_path)
    subprocess.run(["pdftoppm", "-r", "20", "-png", file, tmp_path / "page"], check=True)
    about = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert len(list(tmp_path.glob("page-*.png"))) == 2
    assert re.search(r"Page size: +595\S* x 841\S* pts \(A4\)", about)
    assert re.search(r"Title: +Algebra", about)
    assert "Page 1 of 2" in text_of(file)


@needs_poppler
def test_pages_are_numbered_and_heads_of_tables_come_again(s: Session, tmp_path: Path) -> None:
    session_id, _ = class_of(s, tuple(f"Student {n}" for n in range(80)))
    pages = text_of(written(s, session_id, tmp_path)).split("\f")[:-1]
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        if "Student 7 " in page or "Student 77" in page:
            heads = ("Joined", "Confidence", r"Student +From +For\n")
            assert any(re.search(head, page) for head in heads)
    last_lines = [page.strip().splitlines()[-3].strip() for page in pages[:-1]]
    assert not {"Students", "By minute", "How to read this"} & set(last_lines)


@needs_poppler
def test_names_of_any_kind_are_set(s: Session, tmp_path: Path) -> None:
    session_id, _ = class_of(s, HOSTILE_NAMES)
    text = "".join(text_of(written(s, session_id, tmp_path)).split())
    assert "<script>alert" in text
    assert "=HYPERLINK" in text


def test_missing_libraries_are_named_with_what_to_install(
    s: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = read_class(s, small_class(s), after(900))
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("ctypes.util.find_library", lambda _name: None)

    def no_library(*_args: object) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr("cffi.FFI.dlopen", no_library)
    with pytest.raises(ReportError, match=f"apt-get install {DEBIAN_PACKAGES}"):
        pdf_report(record, START.tzinfo)  # type: ignore[arg-type]  # START is in UTC


def test_setup_installs_what_the_error_names() -> None:
    script = (REPOSITORY / "deploy" / "setup.sh").read_text()
    assert [name for name in DEBIAN_PACKAGES.split() if name not in script] == []


def test_serving_imports_neither_weasyprint_nor_pyarrow() -> None:
    code = (
        "import sys, classroom.app, dashboard.app\n"
        "print([name for name in ('weasyprint', 'pyarrow', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_pdf_leaves_half_pictures_refused() -> None:
    """WeasyPrint lets Pillow read them, and the Try-it page shares its process."""
    script = (
        "from PIL import ImageFile; from classroom.reports.pdf import engine; engine(); "
        "raise SystemExit(ImageFile.LOAD_TRUNCATED_IMAGES)"
    )
    assert (
        subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, check=False).returncode == 0
    )
