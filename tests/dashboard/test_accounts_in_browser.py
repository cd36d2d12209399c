"""Signing in and out, and seeing one's own classes only, in real Chromium."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from classroom.store.engine import Store
from classroom.store.passwords import Passwords
from classroom.store.teachers import Teachers
from tests.dashboard.seeded import create_class

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

PASSWORD = "correct horse battery"


@pytest.fixture
def frizzle(store: Store) -> str:
    """A teacher with a password; gives their id."""
    hashed = Passwords().hash(PASSWORD)
    with store.sessions.begin() as s:
        return Teachers(s).add("Ms Frizzle", hashed, admin=False, now=datetime.now(UTC)).id


def enter(page: Page, password: str = PASSWORD) -> None:
    """Fill in the form by keyboard alone."""
    expect(page.locator("#sign-in-name")).to_be_focused()
    page.keyboard.type("ms frizzle")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def test_a_teacher_signs_in_to_the_class_they_asked_for_and_out_in_all_tabs(
    visitor: Page, address: str, store: Store, frizzle: str
) -> None:
    seeded = create_class(store, "Algebra", teacher_id=frizzle)
    place = f"{address}/session/{seeded.session_id}"
    visitor.goto(place)
    enter(visitor, "something else")
    expect(visitor.get_by_role("alert")).to_contain_text("Name or password is wrong")
    expect(visitor.locator("#sign-in-name")).to_have_value("ms frizzle")
    expect(visitor.locator("#sign-in-password")).to_be_focused()
    visitor.keyboard.type(PASSWORD)
    visitor.keyboard.press("Enter")
    expect(visitor.locator("h1")).to_have_text("Algebra")
    assert visitor.url == place
    expect(visitor.locator("#account-name")).to_have_text("Ms Frizzle")

    other = visitor.context.new_page()
    other.goto(address)
    other.get_by_role("button", name="Sign out").click()
    expect(other.locator("#sign-in-name")).to_be_visible()
    expect(visitor.locator("#sign-in-name")).to_be_visible()
    enter(visitor)
    expect(visitor.locator("h1")).to_have_text("Algebra")


def test_a_teacher_finds_no_trace_of_another_teachers_class(
    visitor: Page, address: str, store: Store, frizzle: str
) -> None:
    theirs = create_class(store, "Somebody else's", teacher_id="somebody else")
    create_class(store, "Algebra", teacher_id=frizzle)
    visitor.goto(address)
    enter(visitor)
    expect(visitor.locator("#list-sessions")).to_contain_text("Algebra")
    assert "Somebody" not in visitor.content()
    visitor.goto(f"{address}/session/{theirs.session_id}")
    expect(visitor.locator("body")).to_contain_text("There is no such class")


def test_an_admin_sees_whose_each_class_is(
    teacher: Page, address: str, store: Store, frizzle: str
) -> None:
    create_class(store, "Algebra", teacher_id=frizzle)
    create_class(store, "Nobody's")
    teacher.goto(address)
    lines = teacher.locator(".session-line")
    expect(lines.filter(has_text="Algebra")).to_contain_text("of Ms Frizzle")
    expect(lines.filter(has_text="Nobody's")).to_contain_text("of no teacher")
