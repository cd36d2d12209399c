"""No picture of a student is left behind: neither in the data folder nor in the log."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.join import expect_seen, join
from tests.browser.server import ServerProcess

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PICTURE = re.compile(
    rb"\xff\xd8\xff[\xc0-\xfe]|\x89PNG\r\n\x1a\n|RIFF....(?:WEBP|AVI )|YUV4MPEG2|GIF8[79]a"
    rb"|\x1aE\xdf\xa3|ftyp(?:isom|mp4|avif|heic)|data:image/|iVBORw0KGgo|/9j/4AAQ",
    re.DOTALL,
)
RAW_FRAME_BYTES = 48 * 48
"""The smallest picture that the pipeline holds, the face crop: no value may be as long."""


def pictures_in(paths: list[Path]) -> list[str]:
    return [path.name for path in paths if PICTURE.search(path.read_bytes())]


@pytest.mark.parametrize(
    "picture",
    [b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\x00\x00\x00WEBPVP8 "],
)
def test_the_search_finds_a_picture_amid_other_bytes(tmp_path: Path, picture: bytes) -> None:
    file = tmp_path / "database"
    file.write_bytes(b"x" * 5000 + picture + b"y" * 5000)
    assert pictures_in([file]) == ["database"]


def test_no_picture_is_left_after_a_class(server: ServerProcess, student: Page) -> None:
    session = server.create_session()
    join(student, session.join_url)
    expect_seen(student)
    student.wait_for_timeout(8_000)
    server.end_session(session.id)
    server.stop()
    left = [path for path in server.data_dir.rglob("*") if path.is_file()]
    assert any(path.name.startswith("classroom.sqlite3") for path in left)
    assert pictures_in([*left, server.log]) == []
    assert longest_value(server.data_dir / "classroom.sqlite3") < RAW_FRAME_BYTES


def longest_value(database: Path) -> int:
    """Bytes of the longest text or blob in any column of any table."""

    with closing(sqlite3.connect(database)) as rows:
        tables = [
            name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        longest = 0
        for table in tables:
            for row in rows.execute(f'SELECT * FROM "{table}"'):
                longest = max(
                    [longest, *(len(value) for value in row if isinstance(value, str | bytes))]
                )
        return longest
