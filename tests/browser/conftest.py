"""Real Chromium students in front of the real server."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

from tests.browser.join import PATIENCE_MS
from tests.browser.server import ServerProcess
from tests.browser.webcam import webcam_of_astronaut, webcam_of_clip, webcam_of_wall
from tests.shared_data import SHARED

ARGUMENTS = (
    "--use-fake-device-for-media-stream",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Launch = Callable[..., Browser]
Webcam = Callable[[str], Path]


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Playwright, gone before other tests need the event loop that it occupies."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def webcam(tmp_path_factory: pytest.TempPathFactory) -> Webcam:
    """Make webcams by name: a shared clip's, or one made here where the clip is absent."""
    folder = tmp_path_factory.mktemp("webcams")

    def make(name: str) -> Path:
        target = folder / f"{name}.y4m"
        if target.exists():
            return target
        clip = next((SHARED / "clips").glob(f"{name}.*"), None)
        if clip is not None:
            return webcam_of_clip(clip, target)
        return webcam_of_wall(target) if "no_face" in name else webcam_of_astronaut(target)

    return make


@pytest.fixture
def launch(playwright: Playwright) -> Iterator[Launch]:
    """Start Chromium; ``webcam`` is what its camera shows, ``allowed`` what the student says."""
    with ExitStack() as opened:

        def start(webcam: Path | None = None, *, allowed: bool = True) -> Browser:
            arguments = [*ARGUMENTS]
            if allowed:
                arguments.append("--use-fake-ui-for-media-stream")
            if webcam is not None:
                arguments.append(f"--use-file-for-fake-video-capture={webcam}")
            try:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=arguments
                )
            except Error as error:
                pytest.skip(f"no Chromium: run `make setup` ({error.message.splitlines()[0]})")
            opened.callback(browser.close)
            return browser

        yield start


@pytest.fixture
def student(launch: Launch, webcam: Webcam) -> Page:
    """A page of a student whose camera shows the astronaut's face."""
    return launch(webcam("astronaut")).new_page()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A running server that the tests of one file share."""
    running = ServerProcess(tmp_path_factory.mktemp("server"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def teacher(server: ServerProcess, launch: Launch) -> Page:
    """A teacher who has signed in."""
    page = launch().new_page()
    server.await_dashboard()
    page.goto(str(server.command("teacher", "link", "--json")["teacher_link"]))
    page.set_default_timeout(PATIENCE_MS)
    return page
