"""Choosing a language in real Chromium, by mouse and by keyboard, on a phone too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from classroom.store.engine import Store
from tests.dashboard.seeded import SeededClass, seed_past_class, seed_running_class
from tests.dashboard.serving import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


@pytest.fixture
def german(browser: Browser, address: str, store: Store) -> Iterator[Page]:
    """A phone set to German, on which the teacher has signed in."""
    context = browser.new_context(locale="de-DE", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(60_000)
    sign_in(page, address, store)
    yield page
    context.close()


def live(store: Store) -> SeededClass:
    return seed_running_class(store, 8, minutes=2, ahead_s=300)


def test_a_teacher_chooses_by_keyboard_and_stays_where_they_were(
    teacher: Page, address: str, store: Store
) -> None:
    place = f"{address}/session/{live(store).session_id}"
    teacher.goto(place)
    expect(teacher.get_by_role("heading", name="The class now")).to_be_visible()

    teacher.get_by_role("button", name="Deutsch").focus()
    teacher.keyboard.press("Enter")

    expect(teacher.get_by_role("heading", name="Die Klasse jetzt")).to_be_visible()
    assert teacher.url == place
    assert teacher.evaluate("document.documentElement.lang") == "de"
    expect(teacher.get_by_role("button", name="Deutsch")).to_have_attribute("aria-current", "true")
    expect(teacher.get_by_role("button", name="Stimmt ✓: Ja, Dmitri war verwirrt")).to_be_visible()

    teacher.get_by_role("button", name="English").click()
    expect(teacher.get_by_role("heading", name="The class now")).to_be_visible()


def test_what_changes_on_the_page_later_is_german_too(
    german: Page, address: str, store: Store
) -> None:
    seeded = live(store)
    german.goto(f"{address}/session/{seeded.session_id}")
    german.get_by_role("button", name="Kommt ihr mit?").click()
    expect(german.locator("#live-pulse")).to_contain_text("von 8 geantwortet · noch")
    german.fill("#live-search", "niemand heißt so")
    expect(german.locator("#live-filtered")).to_have_text("Niemand passt dazu.")
    german.click("#live-table-open")
    expect(german.locator("#live-table th").first).to_have_text("wann")
    width = german.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_a_past_class_and_its_report_are_german(german: Page, address: str, store: Store) -> None:
    ended = seed_past_class(store)
    german.goto(f"{address}/session/{ended.session_id}")
    expect(german.get_by_role("heading", name="Was auffiel")).to_be_visible()
    german.fill("#note-text", "Den Stapel zuerst zeichnen.")
    expect(german.locator("#note-state")).to_contain_text("Gespeichert um ")
    answer = german.request.get(
        f"{address}/download/{ended.session_id}/html", headers={"Accept-Language": "de"}
    )
    assert "Wie das zu lesen ist" in answer.text()
    assert german.evaluate("document.documentElement.scrollWidth") <= 390
