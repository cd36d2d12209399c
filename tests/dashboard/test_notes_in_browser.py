"""Notes, the comparison and a student's page, in real Chromium."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from tests.dashboard.seeded import seed_past_class, seed_running_class, whole_second
from tests.dashboard.serving import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


def test_a_note_saves_itself_survives_reload_and_warns_a_second_tab(
    teacher: Page, address: str, store: Store
) -> None:
    place = f"{address}/session/{seed_past_class(store, 2).session_id}"
    other = teacher.context.new_page()
    other.set_default_timeout(60_000)
    for tab in (teacher, other):
        tab.goto(place)
        tab.wait_for_selector("#note-text")
    teacher.locator("#note-text").press_sequentially("Draw the stack first.")
    expect(teacher.locator("#note-state")).to_contain_text("Saved at")
    expect(teacher.locator("#note-warning")).to_be_hidden()
    other.locator("#note-text").press_sequentially("Fewer slides.")
    expect(other.locator("#note-state")).to_contain_text("Saved at")
    expect(other.locator("#note-warning")).to_contain_text("Draw the stack first.")
    teacher.reload()
    expect(teacher.locator("#note-text")).to_have_value("Fewer slides.")


def test_a_note_typed_while_the_server_is_away_is_saved_later(
    teacher: Page, address: str, store: Store
) -> None:
    teacher.goto(f"{address}/session/{seed_past_class(store, 2).session_id}")
    teacher.wait_for_selector("#note-text")
    teacher.context.set_offline(True)
    teacher.locator("#note-text").press_sequentially("Kept")
    expect(teacher.locator("#note-state")).to_contain_text("Not saved yet")
    teacher.context.set_offline(False)
    expect(teacher.locator("#note-state")).to_contain_text("Saved at")
    teacher.reload()
    expect(teacher.locator("#note-text")).to_have_value("Kept")


def test_a_note_outlives_the_end_of_a_sign_in(teacher: Page, address: str, store: Store) -> None:
    teacher.goto(f"{address}/session/{seed_past_class(store, 2).session_id}")
    teacher.wait_for_selector("#note-text")
    teacher.context.clear_cookies()
    teacher.locator("#note-text").press_sequentially("Kept")
    expect(teacher.locator("#note-state")).to_contain_text("sign in again")
    sign_in(teacher, address, store)
    expect(teacher.locator("#note-state")).to_contain_text("Saved at")
    teacher.reload()
    expect(teacher.locator("#note-text")).to_have_value("Kept")


def test_a_class_created_with_a_course_is_compared_and_its_students_have_pages(
    teacher: Page, address: str, store: Store
) -> None:
    earlier = seed_running_class(
        store, 6, title="Week 1", minutes=1, now=whole_second() - timedelta(days=7)
    )
    this = seed_running_class(store, 6, title="Week 2", minutes=1)
    with store.sessions.begin() as s:
        for seeded in (earlier, this):
            ClassSessions(s).by_id(seeded.session_id).course = "Algebra"
            ClassSessions(s).end(seeded.session_id, seeded.now)
    suggest(teacher, address)
    teacher.goto(f"{address}/session/{this.session_id}")
    expect(teacher.locator("#past-compared")).to_contain_text("Week 1")
    teacher.click("text=Dmitri >> nth=-1")
    expect(teacher.locator("h1")).to_have_text("Dmitri")
    expect(teacher.locator("body")).to_contain_text("no grade and no diagnosis")


def suggest(teacher: Page, address: str) -> None:
    """The dialog of a new class offers the course that exists."""
    teacher.goto(address)
    teacher.click("#create-open")
    teacher.fill("#create-course", "Alg")
    expect(teacher.get_by_role("option", name="Algebra")).to_be_visible()
