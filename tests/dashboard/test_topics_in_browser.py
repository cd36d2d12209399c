"""Topics are marked, renamed and taken back on the live page, in real Chromium."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from classroom.store.engine import Store
from classroom.store.tables import AuditEntryRow, ConfusionEpisodeRow, TopicMarkerRow
from classroom.store.topics import TopicMarkers
from tests.dashboard.seeded import SeededClass, seed_running_class

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


@pytest.fixture
def seeded(store: Store) -> SeededClass:
    return seed_running_class(store, 4, minutes=2, ahead_s=120)


@pytest.fixture
def page(teacher: Page, address: str, seeded: SeededClass) -> Page:
    """The live page of that class."""
    teacher.goto(f"{address}/session/{seeded.session_id}")
    expect(teacher.locator("#live-mood-chart .main-svg").first).to_be_visible()
    return teacher


def names(store: Store) -> list[str]:
    with store.sessions() as s:
        return list(s.scalars(select(TopicMarkerRow.name)))


def audited(store: Store) -> list[str]:
    with store.sessions() as s:
        actions = s.scalars(select(AuditEntryRow.action).order_by(AuditEntryRow.id))
        return [action for action in actions if action != "teacher.signed_in"]


def test_a_topic_is_marked_by_key_shown_on_the_chart_and_undone(page: Page, store: Store) -> None:
    lines = page.locator("#live-mood-chart .shapelayer path")
    page.keyboard.press("m")
    expect(page.locator("#topic-name")).to_be_focused()
    page.keyboard.type("Recursion")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#live-topic")).to_have_text("Topic: Recursion")
    expect(page.locator("#live-marks")).to_have_text("Recursion")
    expect(lines).to_have_count(1)
    assert names(store) == ["Recursion"]
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator("#live-topic")).to_have_text("")
    expect(page.locator("#live-marks")).to_have_text("")
    expect(lines).to_have_count(0)
    assert names(store) == []
    assert audited(store) == ["topic.marked", "topic.removed"]


def test_no_key_of_a_topics_name_answers_a_hand(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    page.keyboard.press("1")
    page.keyboard.press("m")
    page.keyboard.type("rwlx")
    expect(page.locator("#topic-name")).to_be_focused()
    page.keyboard.type("rwlx")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("m")
    expect(page.locator("#topic-name")).to_have_value("")
    with store.sessions() as s:
        assert set(s.scalars(select(ConfusionEpisodeRow.answer))) == {None}
    assert names(store) == []


def test_a_topic_without_a_name_is_refused_with_a_sentence(page: Page, store: Store) -> None:
    page.click("#topic-open")
    page.click("#topic-save")
    expect(page.locator("#topic-error")).to_have_text(
        "Please give a name for the topic: it is empty."
    )
    expect(page.locator("#topic-name")).to_be_visible()
    page.click("#topic-cancel")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert names(store) == []


def test_a_mark_can_be_renamed_and_removed_later(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    with store.sessions.begin() as s:
        at = seeded.now - timedelta(seconds=60)
        TopicMarkers(s).mark(seeded.session_id, "Lops", at)
    expect(page.locator("#live-topic")).to_have_text("Topic: Lops")
    expect(page.locator("#topic-undo button")).to_have_count(0)
    page.keyboard.press("m")
    field = page.get_by_label("Name of the topic")
    field.fill("Loops")
    page.wait_for_timeout(300)  # as long as a hand needs from one key to the next
    field.press("Enter")
    expect(page.locator("#live-topic")).to_have_text("Topic: Loops")
    expect(field).to_have_value("Loops")
    page.get_by_role("button", name="Remove the mark").click()
    expect(page.locator("#live-topic")).to_have_text("")
    expect(field).to_have_count(0)
    assert names(store) == []
    assert audited(store) == ["topic.renamed", "topic.removed"]
