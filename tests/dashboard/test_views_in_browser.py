"""Filters, hidden names, the side window and the call at a class alert, in real Chromium."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Request, expect

from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from tests.dashboard.seeded import NAMES, SeededClass, flag, seed_running_class

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


@pytest.fixture
def seeded(store: Store) -> SeededClass:
    return seed_running_class(store, 12, minutes=2, names=NAMES[:12], ahead_s=200)


@pytest.fixture
def page(teacher: Page, address: str, seeded: SeededClass) -> Page:
    """The live page of that class."""
    teacher.goto(f"{address}/session/{seeded.session_id}")
    expect(teacher.locator(".student-tile")).to_have_count(12)
    expect(teacher.locator("#live-mood-chart .main-svg").first).to_be_visible()
    return teacher


def seen(page: Page) -> list[str]:
    tiles = page.locator(".student-tile:visible .tile-name")
    return tiles.all_text_contents()


def test_tiles_are_found_by_key_without_accents_and_by_their_state(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("chloe")
    expect(page.locator("#live-filtered")).to_have_text("1 of 12 shown")
    assert seen(page) == ["Chloé"]
    page.locator("#live-search").fill("nobody of this name")
    expect(page.locator("#live-filtered")).to_have_text("No student matches.")
    assert seen(page) == []
    page.locator("#live-search").fill("")
    expect(page.locator("#live-filtered")).to_have_text("")
    page.locator("#live-search").blur()
    page.keyboard.press("f")
    expect(page.locator(".student-tile:visible")).to_have_count(1)
    assert seen(page) == ["Dmitri"]


def test_a_hand_that_goes_up_comes_into_the_filtered_tiles(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    page.get_by_text("Hands up", exact=True).click()
    expect(page.locator("#live-filtered")).to_have_text("1 of 12 shown")
    flag(store, seeded, "Ben", likelihood=0.3, ago=timedelta(seconds=1))
    expect(page.locator("#live-filtered")).to_have_text("2 of 12 shown")
    assert seen(page) == ["Ben", "Dmitri"]


def test_hidden_names_never_reach_a_page_that_is_opened_anew(page: Page) -> None:
    page.keyboard.press("n")
    expect(page.locator(".names-note")).to_be_visible()
    expect(page.locator(".tile-name").first).to_have_text("Student 1")
    sent: list[str] = []

    def keep(asked: Request) -> None:
        answer = asked.response()
        if answer is not None and "_dash-update" in asked.url:
            sent.append(answer.text())

    page.on("requestfinished", keep)
    page.reload()
    expect(page.locator(".hand-name").first).to_contain_text("Student")
    expect(page.locator(".names-note")).to_be_visible()
    page.wait_for_timeout(1500)
    assert not [name for name in NAMES[:12] if f'"{name}"' in "".join(sent)]
    page.keyboard.press("n")
    expect(page.locator(".tile-name").first).to_have_text(NAMES[0])


def test_names_stay_hidden_when_the_class_ends_until_they_are_asked_for(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    page.keyboard.press("n")
    expect(page.locator(".tile-name").first).to_have_text("Student 1")
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, datetime.now(UTC))
    expect(page.locator(".people tbody th").first).to_have_text("Student 1")
    assert "Dmitri" not in page.locator("#page").inner_text()
    page.click("#show-names")
    expect(page.locator(".people tbody th").first).to_have_text(NAMES[0])


def test_a_side_window_shows_what_matters_at_a_glance(page: Page) -> None:
    page.click("#view-menu summary")
    with page.expect_popup() as opened:
        page.click("#live-side")
    side = opened.value
    expect(side.locator("#live-headline")).to_be_visible()
    expect(side.locator(".trend")).to_be_hidden()
    expect(side.locator(".hand").first).to_be_visible()
    width = side.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    expect(page.locator(".trend")).to_be_visible()


def test_a_class_alert_calls_when_it_comes_and_not_while_it_stands(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    page.context.grant_permissions(["notifications"])
    page.evaluate(
        """window.called = [];
        window.Notification = class {
          static permission = "granted";
          constructor(title, { body }) { window.called.push(body); }
        };
        document.hasFocus = () => false;"""
    )
    page.click("#view-menu summary")
    page.get_by_text("A notification then").click()
    for place, name in enumerate(NAMES[4:10]):
        flag(store, seeded, name, likelihood=0.3, ago=timedelta(seconds=place))
    expect(page.locator("#live-alert")).to_contain_text("Several students")
    flag(store, seeded, NAMES[10], likelihood=0.3, ago=timedelta(seconds=0))
    expect(page.locator("#live-alert")).to_contain_text("7 of")
    assert len(page.evaluate("window.called")) == 1


def test_the_chart_can_be_read_as_a_table(page: Page) -> None:
    page.click("#live-table-open")
    rows = page.locator("#live-table tbody tr")
    expect(rows.first.locator("th")).to_have_text("now")
    shares = [int(text.removesuffix(" %")) for text in rows.nth(1).locator("td").all_inner_texts()]
    assert sum(shares) == pytest.approx(100, abs=4)
    page.click("#live-table-open")
    expect(page.locator("#live-table table")).to_have_count(0)
