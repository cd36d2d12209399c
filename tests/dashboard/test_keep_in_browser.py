"""A teacher chooses how long a class is kept, and deletes one, in real Chromium."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from classroom.store.engine import Store
from classroom.store.tables import AuditEntryRow, ClassSessionRow, EmotionEventRow
from tests.dashboard.seeded import seed_past_class

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


def test_a_teacher_chooses_how_long_a_class_is_kept_and_deletes_it(
    teacher: Page, address: str, store: Store
) -> None:
    kept, gone = seed_past_class(store, 3, "Kept"), seed_past_class(store, 3, "Gone")
    teacher.goto(f"{address}/session/{gone.session_id}")
    expect(teacher.locator("#keep-words")).to_contain_text("Will be deleted on")
    before = teacher.locator("#keep-words").inner_text()
    teacher.get_by_label("Keep after the class").first.click()
    teacher.get_by_role("option", name="1 year").click()
    expect(teacher.locator("#keep-words")).not_to_have_text(before)
    with store.sessions() as s:
        row = s.get(ClassSessionRow, gone.session_id)
        assert row is not None
        assert row.keep_days == 365

    teacher.click("#forget-open")
    expect(teacher.get_by_role("dialog")).to_contain_text("cannot be undone")
    teacher.click("#forget-cancel")
    expect(teacher.get_by_role("dialog")).to_have_count(0)
    teacher.click("#forget-open")
    teacher.click("#forget-confirm")
    expect(teacher.locator("#list-sessions")).to_contain_text("Kept")
    expect(teacher.locator("#list-sessions")).not_to_contain_text("Gone")
    with store.sessions() as s:
        assert s.scalars(select(ClassSessionRow.id)).all() == [kept.session_id]
        of_class = EmotionEventRow.session_id == gone.session_id
        assert s.scalar(select(func.count()).where(of_class)) == 0
        about = select(AuditEntryRow.action).where(AuditEntryRow.subject == gone.session_id)
        assert s.scalars(about).all() == ["session.kept", "session.forgotten"]


def test_a_new_class_is_kept_as_long_as_was_chosen(
    teacher: Page, address: str, store: Store
) -> None:
    teacher.goto(address)
    teacher.click("#create-open")
    teacher.fill("#create-title", "Poetry")
    teacher.get_by_label("Students say it themselves").check()
    teacher.get_by_label("Keep after the class").first.click()
    teacher.get_by_role("option", name="7 days").click()
    teacher.click("#create-submit")
    teacher.wait_for_url("**/session/*")
    with store.sessions() as s:
        assert s.scalars(select(ClassSessionRow.keep_days)).all() == [7]
