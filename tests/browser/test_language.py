"""The join page in the student's language: chosen at once, changed at will, never half of each."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.conftest import Launch, Webcam
from tests.browser.join import PATIENCE_MS, expect_seen, expect_state, join, open_page
from tests.browser.server import ServerProcess
from tests.dashboard.test_accessibility import findings
from tests.shared_data import SHARED

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

CLIP = "LivePortrait__d9"
NO_STORAGE = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("blocked", "SecurityError"); } });"""
WATCHED = """(() => {
    window.seen = [];
    const look = () => {
        for (const id of ["title", "status"]) {
            const element = document.getElementById(id);
            if (element && element.checkVisibility({ visibilityProperty: true }))
                window.seen.push(element.textContent);
        }
        requestAnimationFrame(look);
    };
    look();
})();"""


@pytest.fixture(scope="module")
def join_url(server: ServerProcess) -> str:
    """A class that the tests of this file share."""
    return server.create_session("Recursion").join_url


@pytest.fixture
def german(launch: Launch, webcam: Webcam) -> BrowserContext:
    """A browser of a student whose system speaks German."""
    return launch(webcam(CLIP)).new_context(locale="de-DE")


def expect_words(page: Page, element: str, words: str) -> None:
    expect(page.locator(element)).to_have_text(words, timeout=PATIENCE_MS)


def media_sent(page: Page) -> int:
    """Frames that the server has taken of this page's one connection."""
    sent: int = page.evaluate(
        """async () => {
            const [connection] = window.connections;
            const stats = [...(await connection.getStats()).values()];
            return stats.find((each) => each.type === "outbound-rtp").framesSent;
        }"""
    )
    return sent


def test_a_german_browser_is_taken_through_a_class_in_german(
    join_url: str, german: BrowserContext
) -> None:
    if not (SHARED / "clips" / f"{CLIP}.mp4").exists():
        pytest.skip("the shared clips are not here: the webcam has no face of a video")
    page = german.new_page()
    page.add_init_script(WATCHED)

    def dawdle(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    page.route("**/static/words/de.js", dawdle)
    open_page(page, join_url)
    assert page.locator("html").get_attribute("lang") == "de"
    seen = page.evaluate("window.seen")
    assert "Kamera aus" in seen
    assert not {"Joining the class…", "Camera off"} & set(seen)
    expect_words(page, "#join", "Mit Kamera mitmachen")
    expect(page.locator("label[for=consent]")).to_contain_text("Ich bin einverstanden")
    page.fill("#name", "Priya")
    page.check("#consent")
    page.click("#join")
    expect_state(page, "live")
    expect_seen(page)
    expect(page.locator("#mood")).to_contain_text(re.compile("Wirkt|Schwer zu sagen"))
    page.click("#lost")
    expect_words(page, "#lost-label", "Jetzt ist es klar")
    page.click("#leave")
    expect_words(page, "#title", "Du hast den Unterricht verlassen")
    assert page.title() == "Du hast den Unterricht verlassen · Raised Hand"


def test_switching_in_class_keeps_the_stream_and_what_was_pressed(
    join_url: str, student: Page
) -> None:
    student.add_init_script(
        """window.connections = [];
        const Real = RTCPeerConnection;
        window.RTCPeerConnection = class extends Real {
            constructor(...given) { super(...given); window.connections.push(this); }
        };"""
    )
    join(student, join_url)
    expect_seen(student)
    student.click("#lost")
    expect_words(student, "#lost-label", "Got it now")
    stream = student.evaluate("window.stream = document.getElementById('preview').srcObject")
    assert stream is not None
    before = media_sent(student)

    student.focus("#language")
    student.keyboard.press("d")
    expect_words(student, "#lost-label", "Jetzt ist es klar")
    expect(student.locator("#lost")).to_have_attribute("aria-pressed", "true")
    expect_words(student, "#pause", "Pause")
    expect_words(student, "#leave", "Gehen")
    expect_state(student, "live")
    assert student.locator("html").get_attribute("lang") == "de"
    assert student.evaluate("document.getElementById('preview').srcObject === window.stream")
    student.wait_for_timeout(1_500)
    assert student.evaluate("window.connections.length") == 1
    assert media_sent(student) > before
    expect_seen(student)

    student.reload()
    expect_state(student, "live")
    expect_words(student, "#lost-label", "Jetzt ist es klar")


def test_what_was_typed_stays_when_the_language_changes(join_url: str, student: Page) -> None:
    open_page(student, join_url)
    student.fill("#name", "Priya")
    student.check("#consent")
    student.select_option("#language", "de")
    expect_words(student, "#join", "Mit Kamera mitmachen")
    expect(student.locator("#name")).to_have_value("Priya")
    expect(student.locator("#consent")).to_be_checked()
    assert student.title() == "Recursion · Raised Hand"


def test_the_language_chosen_on_the_page_is_stronger_than_the_browsers(
    join_url: str, german: BrowserContext
) -> None:
    page = german.new_page()
    open_page(page, join_url)
    page.select_option("#language", "en")
    another = german.new_page()
    open_page(another, join_url)
    expect(another.locator("#language")).to_have_value("en")
    expect_words(another, "#join", "Join with camera")


@pytest.mark.parametrize(
    ("locale", "button"), [("de-CH", "Mit Kamera mitmachen"), ("fr-FR", "Join with camera")]
)
def test_without_storage_the_browser_decides_and_the_page_still_switches(
    join_url: str, launch: Launch, locale: str, button: str
) -> None:
    page = launch().new_context(locale=locale).new_page()
    page.add_init_script(NO_STORAGE)
    open_page(page, join_url)
    expect_words(page, "#join", button)
    for language, other in (("de", "Mit Kamera mitmachen"), ("en", "Join with camera")):
        page.select_option("#language", language)
        expect_words(page, "#join", other)


def test_an_error_that_only_the_server_knows_is_shown_in_its_own_words(
    join_url: str, german: BrowserContext
) -> None:
    page = german.new_page()
    open_page(page, join_url)
    page.fill("#name", "Priya")
    answers: list[dict[str, Any]] = [
        {"code": "full", "message": "This server is full."},
        {"code": "new_one", "message": "The class is on an excursion."},
    ]

    def refuse(route: Route) -> None:
        route.fulfill(status=409, json={"error": answers.pop(0)})

    page.route("**/participants", refuse)
    page.click("#join-without")
    expect(page.locator("#note-text")).to_contain_text("Dieser Server ist voll")
    page.click("#join-without")
    expect_words(page, "#note-text", "The class is on an excursion.")
    expect(page.locator("#note-text")).to_have_attribute("lang", "en")


def test_a_name_that_the_class_does_not_take_is_said_at_the_field(
    join_url: str, german: BrowserContext
) -> None:
    page = german.new_page()
    open_page(page, join_url)
    page.fill("#name", "\u202eadA")
    page.click("#join-without")
    expect(page.locator("#name-error")).to_contain_text("sichtbaren Zeichen, höchstens 80")
    expect(page.locator("#name")).to_be_focused()


def test_pages_beside_the_class_speak_german_too(
    server: ServerProcess, german: BrowserContext
) -> None:
    page = german.new_page()
    page.goto(server.url)
    expect(page.locator("main")).to_contain_text("Öffne den Link")
    page.goto(f"{server.url}/nowhere")
    expect(page.locator("#status")).to_contain_text("Diese Seite gibt es nicht")
    assert page.title() == "Etwas stimmt nicht · Raised Hand"
    page.goto(f"{server.url}/join/NOSUCH")
    expect_words(page, "#title", "Zu diesem Code gibt es keinen Unterricht")


@pytest.mark.parametrize("missing", ["words/de.js", "student.js"])
def test_a_page_that_loads_in_part_says_so_in_both_languages(
    join_url: str, german: BrowserContext, missing: str
) -> None:
    page = german.new_page()

    def lose(route: Route, _request: Request) -> None:
        route.abort()

    page.route(f"**/static/{missing}", lose)
    page.goto(join_url)
    for words in ("did not load completely", "nicht vollständig geladen"):
        expect(page.get_by_text(words)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".foot")).to_be_visible()


def test_without_javascript_both_languages_say_what_to_do(join_url: str, launch: Launch) -> None:
    page = launch().new_context(java_script_enabled=False).new_page()
    page.goto(join_url)
    for language, words in (("en", "needs JavaScript"), ("de", "braucht JavaScript")):
        told = page.locator(f"noscript [lang={language}]")
        expect(told).to_be_visible()
        expect(told).to_contain_text(words)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_axe_finds_nothing_serious_before_in_and_after_a_class(
    join_url: str, launch: Launch, webcam: Webcam, locale: str, scheme: str
) -> None:
    context = launch(webcam("astronaut")).new_context(
        locale=locale, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    open_page(page, join_url)
    page.click("#fine-print summary")
    page.click("#join")
    assert findings(page) == []
    page.fill("#name", "Priya")
    page.check("#consent")
    page.click("#join")
    expect_state(page, "live")
    expect_seen(page)
    page.click("#lost")
    expect(page.locator("#lost")).to_have_attribute("aria-pressed", "true")
    assert findings(page) == []
    page.click("#leave")
    expect_state(page, "ended")
    assert findings(page) == []
