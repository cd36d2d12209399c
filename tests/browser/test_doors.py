"""A teacher at the door of a class: real Chromium on both sides, the real server between."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Launch, Webcam
from tests.browser.join import PATIENCE_MS, expect_state, join, open_page
from tests.browser.server import ServerProcess

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]


def test_a_locked_class_refuses_a_newcomer_and_a_removed_student_is_told(
    server: ServerProcess, launch: Launch, webcam: Webcam, teacher: Page
) -> None:
    session = server.create_session("Recursion, week 6")
    browser = launch(webcam("astronaut"))
    inside, late = browser.new_page(), browser.new_page()
    join(inside, session.join_url, "Priya")
    open_page(late, session.join_url)
    late.fill("#name", "Ravi")
    late.check("#consent")
    teacher.goto(f"http://localhost:{server.dashboard_port}/session/{session.id}")
    expect(teacher.locator(".student-tile")).to_have_count(1, timeout=PATIENCE_MS)

    teacher.click("#lock")
    expect(teacher.locator("#lock")).to_have_text("Unlock", timeout=PATIENCE_MS)
    late.click("#join")
    expect(late.locator("#note-text")).to_contain_text("locked this class", timeout=PATIENCE_MS)
    expect(late.locator("#name")).to_have_value("Ravi")
    expect(late.locator("#consent")).to_be_checked()
    inside.reload()
    expect_state(inside, "live")

    teacher.click("#lock")
    expect(teacher.locator("#lock")).to_have_text("Lock", timeout=PATIENCE_MS)
    late.click("#note-action")
    expect_state(late, "live")
    expect(teacher.locator(".student-tile")).to_have_count(2, timeout=PATIENCE_MS)

    teacher.get_by_role("button", name="Remove Priya from class").click()
    expect(teacher.locator("#remove-name")).to_have_text("Priya", timeout=PATIENCE_MS)
    teacher.click("#remove-confirm")
    expect(inside.locator("#title")).to_have_text(
        "Your teacher has removed you from this class", timeout=PATIENCE_MS
    )
    expect(inside.locator("#delete-after")).to_be_visible()
    expect(teacher.locator(".student-tile")).to_have_count(1, timeout=PATIENCE_MS)
    expect_state(late, "live")
    inside.reload()
    expect_state(inside, "ended")
    inside.click("#back")
    expect(inside.locator("#note-text")).to_contain_text("not let you back", timeout=PATIENCE_MS)

    teacher.click("#live-removed-title")
    teacher.get_by_role("button", name="Let Priya back in").click()
    expect(teacher.locator(".student-tile")).to_have_count(2, timeout=PATIENCE_MS)
    inside.click("#back")
    expect_state(inside, "live")
    server.end_session(session.id)
