import base64
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from skimage import data

from classroom.errors import ClassroomError
from dashboard.pages.try_it import LIMIT_BYTES, content_of
from tests.inference.recordings.films import film

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

FILE_INPUT = "#try-upload input[type=file]"
written: list[str] = []


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    flags = arguments[2] if event == "open" else None
    if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        written.append(str(arguments[0]))


@pytest.fixture(scope="module")
def opened_for_writing() -> Callable[[], list[str]]:
    """Every file that Python code of this process opened to write since it was last asked."""
    sys.addaudithook(_note)

    def since() -> list[str]:
        found = list(written)
        written.clear()
        return found

    return since


def portrait() -> Any:
    return data.astronaut()  # type: ignore[no-untyped-call]


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.fromarray(portrait()).save(file, "JPEG")
    return file.getvalue()


def test_a_photo_is_read_shown_and_kept_nowhere(
    teacher: Page, address: str, opened_for_writing: Callable[[], list[str]]
) -> None:
    teacher.goto(address)
    teacher.get_by_role("link", name="Try it").click()
    expect(teacher.locator(".try-card")).to_contain_text("Nothing is kept")
    opened_for_writing()

    teacher.set_input_files(
        FILE_INPUT, {"name": "eileen.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    )

    expect(teacher.locator(".try-read")).to_contain_text("Looks cheerful")
    assert opened_for_writing() == []
    expect(teacher.locator("#try-busy")).to_be_hidden()
    expect(teacher.locator(".try-bars li")).to_have_count(7)
    picture = teacher.locator(".try-image").bounding_box()
    box = teacher.locator(".try-box").bounding_box()
    assert picture is not None
    assert box is not None
    assert (box["x"] - picture["x"]) / picture["width"] == pytest.approx(179 / 512, abs=0.02)
    assert box["width"] / picture["width"] == pytest.approx(91 / 512, abs=0.03)


def test_a_video_shows_its_mood_and_the_moment_that_is_chosen_by_key(
    teacher: Page, address: str, tmp_path: Path
) -> None:
    small = np.ascontiguousarray(portrait()[:256, 100:356])
    content = film(tmp_path / "a.mp4", [small] * 20 + [np.zeros_like(small)] * 10).read_bytes()
    teacher.goto(f"{address}/try")
    teacher.wait_for_selector("#try-upload")
    teacher.set_input_files(
        FILE_INPUT, {"name": "short.mp4", "mimeType": "video/mp4", "buffer": content}
    )

    expect(teacher.locator(".try-moment-words:visible")).to_contain_text("0.0 s · Looks cheerful")
    teacher.wait_for_selector("#try-chart .js-plotly-plot .plot-container")
    unseen = "() => document.querySelector('#try-chart .js-plotly-plot').data.at(-1).y"
    assert teacher.evaluate(unseen) == [0, 0, 0, 0, 100, 100]
    teacher.locator("#try-moment [role=slider]").focus()
    teacher.keyboard.press("End")
    expect(teacher.locator(".try-moment-words:visible")).to_contain_text("2.5 s · No face")


def test_a_file_that_cannot_be_read_says_so_in_place_and_the_next_works(
    teacher: Page, address: str
) -> None:
    teacher.goto(f"{address}/try")
    teacher.wait_for_selector("#try-upload")
    for _ in range(2):
        teacher.set_input_files(
            FILE_INPUT, {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"text"}
        )
        expect(teacher.locator("#try-error")).to_contain_text("notes.jpg: nothing in it")
    teacher.set_input_files(
        FILE_INPUT, {"name": "eileen.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    )
    expect(teacher.locator(".try-read")).to_be_visible()
    expect(teacher.locator("#try-error")).to_have_text("")


def test_a_large_file_is_refused_before_it_is_sent(
    teacher: Page, address: str, tmp_path: Path
) -> None:
    large = tmp_path / "large.mp4"
    with large.open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)
    teacher.goto(f"{address}/try")
    teacher.wait_for_selector("#try-upload")
    sent: list[int] = []
    teacher.on("request", lambda request: sent.append(len(request.post_data or "")))

    teacher.set_input_files(FILE_INPUT, large)

    expect(teacher.locator("#try-error")).to_contain_text("large.mp4: too large")
    time.sleep(0.5)
    assert max(sent, default=0) < 10_000


def test_the_server_refuses_what_is_too_large_or_not_whole() -> None:
    head = "data:image/png;base64,"
    with pytest.raises(ClassroomError, match="too large"):
        content_of(head + "A" * ((LIMIT_BYTES + 1000) * 4 // 3))
    for broken in ("nonsense", head + "A", "data:text/plain,hello"):
        with pytest.raises(ClassroomError, match="whole"):
            content_of(broken)
    assert content_of(head + base64.b64encode(b"bytes").decode()) == b"bytes"


def test_the_page_needs_a_teacher(visitor: Page, address: str) -> None:
    visitor.goto(f"{address}/try")

    expect(visitor.locator("body")).to_contain_text("classroom teacher link")


def test_the_file_dialog_opens_by_keyboard(teacher: Page, address: str) -> None:
    teacher.goto(f"{address}/try")
    teacher.get_by_role("button", name="Choose a file").focus()
    teacher.evaluate(  # the click on the input opens the dialog, of which a test may hear nothing
        "document.querySelector('#try-upload input').addEventListener("
        "'click', event => { window.asked = true; event.preventDefault(); })"
    )

    teacher.keyboard.press("Enter")

    teacher.wait_for_function("() => window.asked")
