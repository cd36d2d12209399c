"""The door of a class in real Chromium: each click becomes a row, and an entry of who did it."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from classroom.store.engine import Store
from classroom.store.tables import AuditEntryRow
from tests.dashboard.seeded import SeededClass, add_student, create_class

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


@pytest.fixture
def seeded(store: Store) -> SeededClass:
    seeded = create_class(store)
    for name in ("Ada", "Ben"):
        add_student(store, seeded, name)
    return seeded


@pytest.fixture
def page(teacher: Page, address: str, seeded: SeededClass) -> Page:
    teacher.goto(f"{address}/session/{seeded.session_id}")
    expect(teacher.locator(".student-tile")).to_have_count(2)
    return teacher


def audited(store: Store) -> list[tuple[str, str | None]]:
    with store.sessions() as s:
        rows = s.execute(
            select(AuditEntryRow.action, AuditEntryRow.subject).order_by(AuditEntryRow.id)
        )
        return [(action, subject) for action, subject in rows]


def test_lock_remove_and_let_back_in_are_done_and_audited(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    page.click("#lock")
    expect(page.locator("#lock")).to_have_text("Unlock")
    expect(page.locator("#live-head")).to_contain_text("locked")
    page.click("#lock")
    expect(page.locator("#lock")).to_have_text("Lock")

    remove = page.get_by_role("button", name="Remove Ben from class")
    remove.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#remove-name")).to_have_text("Ben")
    page.click("#remove-cancel")
    expect(page.locator("#remove-confirm")).to_be_hidden()
    remove.click()
    page.click("#remove-confirm")
    expect(page.locator(".student-tile")).to_have_count(1)
    page.click("#live-removed-title")
    page.get_by_role("button", name="Let Ben back in").click()
    expect(page.locator(".student-tile")).to_have_count(2)
    expect(page.locator("#live-removed")).to_be_hidden()

    ben = seeded.students["Ben"]
    assert audited(store)[-4:] == [
        ("session.locked", seeded.session_id),
        ("session.unlocked", seeded.session_id),
        ("participant.removed", ben),
        ("participant.let_back_in", ben),
    ]


def test_the_link_is_copied_shown_large_and_checked(page: Page, seeded: SeededClass) -> None:
    page.click("#share-open")
    expect(page.locator("#preflight-lines")).to_contain_text("works on this computer only")
    page.click("#copy-link")
    expect(page.locator("#copy-said")).to_have_text("Copied ✓")
    page.click("#show-code")
    expect(page.locator(".large-code")).to_have_text(seeded.code)
    page.keyboard.press("Escape")
    expect(page.locator("#large-code")).to_be_hidden()
