"""Pages of the student side, served by the real server; its webcam shows an empty wall."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.join import expect_state, join, open_page
from tests.browser.server import ServerProcess
from tests.browser.webcam import webcam_of_wall
from tests.dashboard.serving import CHROMIUM
from tests.pictures.page import Shown

ARGUMENTS = ("--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@contextmanager
def student_pages() -> Iterator[tuple[Browser, list[Shown]]]:
    """Serve a class; gives a browser with a webcam, and the pages to photograph."""
    with tempfile.TemporaryDirectory() as place, ExitStack() as opened:
        folder = Path(place)
        server = ServerProcess(folder)
        server.start()
        opened.callback(server.stop)
        camera = webcam_of_wall(folder / "wall.y4m")
        playwright = opened.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM) if CHROMIUM.exists() else None,
            args=[*ARGUMENTS, f"--use-file-for-fake-video-capture={camera}"],
        )
        opened.callback(browser.close)
        yield browser, _pages(server)


def _pages(server: ServerProcess) -> list[Shown]:
    url = server.create_session("Recursion, week 6").join_url
    ended = server.create_session("Sorting, week 5")
    server.end_session(ended.id)

    def form(page: Page) -> None:
        open_page(page, url)

    def in_class(page: Page) -> None:
        join(page, url)
        page.wait_for_selector("#reading[data-seen='no']", timeout=45_000)

    def lost(page: Page) -> None:
        open_page(page, url)
        page.fill("#name", "Priya")
        page.check("#consent")
        page.click("#join-without")
        expect_state(page, "live")
        page.click("#lost")
        page.wait_for_selector("#lost[aria-pressed='true']")

    def over(page: Page) -> None:
        page.goto(ended.join_url)
        page.wait_for_selector("h1")
        page.wait_for_load_state("networkidle")

    return [
        Shown("join", "A student reads what is computed and stored, and agrees or not", form),
        Shown("join-german", "The same in German", form, locale="de-DE"),
        Shown("in-class", "A student's own page: what is read of them, and the way out", in_class),
        Shown("lost", "A student without a camera says “I’m lost”", lost),
        Shown("join-ended", "A link to a class that is over", over),
    ]
