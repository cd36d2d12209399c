"""Long tables in real Chromium: sorted, searched and opened by key, and never a ranking."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from tests.dashboard.seeded import (
    NAMES,
    STRANGE_NAMES,
    add_student,
    create_class,
    seed_running_class,
    whole_second,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

LIBRARY = "() => performance.getEntriesByType('resource').some(e => e.name.includes('ag_grid'))"


def ended_class(store: Store, students: int) -> str:
    seeded = seed_running_class(store, students, minutes=1, names=STRANGE_NAMES + NAMES)
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, seeded.now)
    return f"/session/{seeded.session_id}"


def test_students_are_sorted_and_found_by_name_and_opened_by_key(
    teacher: Page, address: str, store: Store
) -> None:
    teacher.set_viewport_size(ViewportSize(width=1440, height=500))
    teacher.goto(address + ended_class(store, 12))
    expect(teacher.locator("#past-mood-chart .main-svg").first).to_be_visible()
    assert not teacher.evaluate(LIBRARY), "the chart comes first"
    teacher.locator(".people").scroll_into_view_if_needed()
    names = teacher.locator(".people .ag-cell[col-id=name]")
    expect(names).to_have_count(12)
    expect(teacher.locator(".people table")).to_be_hidden()
    for name in STRANGE_NAMES:
        expect(teacher.locator(".people")).to_contain_text(" ".join(name.split())[:20])
    assert teacher.title() == "Raised Hand"
    teacher.emulate_media(media="print")
    expect(teacher.locator(".people table")).to_be_visible()
    expect(teacher.locator(".people .data-grid")).to_be_hidden()
    teacher.emulate_media(media="screen")
    first = names.first.inner_text()
    for never in ("seen", "unseen", "mostly", "flags", "said"):
        head = teacher.locator(f".people .ag-header-cell[col-id={never}]")
        head.click()
        expect(head).not_to_have_class("ag-header-cell-sortable")
        expect(names.first).to_have_text(first)
    by_name = teacher.locator(".people .ag-header-cell[col-id=name]")
    by_name.click()
    by_name.click()
    expect(names.first).not_to_have_text(first)
    teacher.get_by_label("Find a student").fill("CHLO")
    expect(names).to_have_text(["Chloé"])
    names.first.click(position={"x": 150, "y": 20})
    teacher.keyboard.press("Enter")
    expect(teacher.get_by_role("heading", level=1)).to_have_text("Chloé")


def test_names_are_sorted_as_a_reader_would_and_found_without_accents(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = create_class(store)
    typed = ("Zoe", "Özlem", "anna", "Student 10", "Student 2", "Ben", "Cem", "Dana", "Eva")
    for name in typed:
        add_student(store, seeded, name)
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, seeded.now)
    teacher.goto(f"{address}/session/{seeded.session_id}")
    teacher.locator(".people").scroll_into_view_if_needed()
    names = teacher.locator(".people .ag-cell[col-id=name]")
    expect(names).to_have_count(len(typed))
    teacher.locator(".people .ag-header-cell[col-id=name]").click()
    expect(names).to_have_text(
        ["anna", "Ben", "Cem", "Dana", "Eva", "Özlem", "Student 2", "Student 10", "Zoe"]
    )
    teacher.get_by_label("Find a student").fill("ozl")
    expect(names).to_have_text(["Özlem"])


def test_a_phone_and_a_short_table_need_no_grid(teacher: Page, address: str, store: Store) -> None:
    teacher.goto(address + ended_class(store, 5))
    expect(teacher.locator(".people table")).to_be_visible()
    teacher.set_viewport_size(ViewportSize(width=390, height=844))
    teacher.goto(address + ended_class(store, 12))
    expect(teacher.locator(".people tbody tr")).to_have_count(12)
    teacher.locator(".people").scroll_into_view_if_needed()
    teacher.wait_for_timeout(1000)
    expect(teacher.locator(".people table")).to_be_visible()
    assert not teacher.evaluate(LIBRARY)


def test_many_earlier_classes_are_found_by_title(teacher: Page, address: str, store: Store) -> None:
    for number in range(20):
        at = whole_second() - timedelta(days=number)
        seeded = create_class(store, f"Class {number}", now=at)
        with store.sessions.begin() as s:
            ClassSessions(s).end(seeded.session_id, at)
    teacher.goto(address)
    expect(teacher.locator(".session-list").first.locator(".session-line")).to_have_count(8)
    expect(teacher.locator(".older-classes .ag-center-cols-container .ag-row")).to_have_count(12)
    teacher.get_by_label("Find a class").fill("class 17")
    running = create_class(store, "Runs")
    expect(teacher.locator(".session-list").first).to_contain_text("Runs")
    add_student(store, running, "Ada")
    expect(teacher.locator(".session-list").first).to_contain_text("1 here")
    expect(teacher.get_by_label("Find a class")).to_have_value("class 17")
    teacher.get_by_role("link", name="Class 17").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("Class 17")
