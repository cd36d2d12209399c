"""What a teacher sees and does, in real Chromium."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.participants import Participants
from classroom.store.tables import AuditEntryRow, ClassSessionRow, ConfusionEpisodeRow
from classroom.store.teachers import Teachers
from tests.dashboard.seeded import (
    STRANGE_NAMES,
    SeededClass,
    add_seconds,
    add_student,
    create_class,
    flag,
    say_lost,
    scores,
    seed_past_class,
    seed_running_class,
    whole_second,
)
from tests.dashboard.serving import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

CHART = "() => document.querySelector('#live-mood-chart .js-plotly-plot').data.map(d => d.y)"


def open_class(page: Page, address: str, seeded: SeededClass) -> None:
    page.goto(f"{address}/session/{seeded.session_id}")
    page.wait_for_selector("#live-headline")


def slow_down(page: Page) -> None:
    """Let every answer take a second and a half from now on."""
    network = {"offline": False, "latency": 1500, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", network)


def drawn_students(page: Page) -> list[str]:
    tiles = page.locator("#live-tiles > [data-participant]")
    students: list[str] = tiles.evaluate_all("tiles => tiles.map(each => each.dataset.participant)")
    return students


def chart(page: Page) -> Any:
    page.wait_for_selector("#live-mood-chart .js-plotly-plot .plot-container")
    return page.evaluate(CHART)


def test_a_visitor_sees_how_to_sign_in_and_nothing_else(
    visitor: Page, address: str, store: Store
) -> None:
    seeded = create_class(store, title="Secret lesson")
    visitor.goto(f"{address}/session/{seeded.session_id}")
    expect(visitor.locator("body")).to_contain_text("classroom teacher link")
    assert "Secret lesson" not in visitor.content()


def test_a_new_teacher_opens_the_link_and_finds_an_empty_list(
    visitor: Page, address: str, store: Store
) -> None:
    with store.sessions.begin() as s:
        secret = Teachers(s).new_link(datetime.now(UTC))
    visitor.goto(f"{address}/sign-in?link={secret}")
    assert secret not in visitor.url
    teacher = visitor
    expect(teacher.locator("#list-sessions")).to_contain_text("No classes yet")


def test_a_class_that_reads_faces_needs_the_law_confirmed(
    teacher: Page, address: str, store: Store
) -> None:
    teacher.goto(address)
    teacher.click("#create-open")
    teacher.fill("#create-title", "Algebra")
    signed_in = teacher.locator("#account-name").inner_text()
    assert signed_in
    expect(teacher.locator("#create-lawful-by")).to_have_value(signed_in)
    teacher.click("#create-submit")
    expect(teacher.locator("#create-error")).to_contain_text("lawful")
    teacher.check("#create-lawful")
    teacher.fill("#create-lawful-by", "")
    teacher.click("#create-submit")
    expect(teacher.locator("#create-error")).to_contain_text("name of who confirms")
    teacher.fill("#create-lawful-by", "Ms Frizzle")
    teacher.click("#create-submit")
    teacher.wait_for_url("**/session/*")
    with store.sessions() as s:
        row = s.scalars(select(ClassSessionRow)).one()
        assert (row.title, row.mode, row.lawful_confirmed_by) == ("Algebra", "affect", "Ms Frizzle")
        assert s.scalars(select(AuditEntryRow.action)).all() == [
            "teacher.signed_in",
            "session.created",
        ]
    expect(teacher.locator("#join-link")).to_contain_text(f"/join/{row.code}")
    assert teacher.locator(".qr").get_attribute("src", timeout=2000) is not None


@pytest.mark.parametrize("by_key", [False, True])
def test_a_class_without_inference_needs_no_confirmation_and_is_made_once(
    teacher: Page, address: str, store: Store, by_key: bool
) -> None:
    teacher.goto(address)
    teacher.click("#create-open")
    teacher.fill("#create-title", "Poetry")
    teacher.get_by_label("Students say it themselves").check()
    expect(teacher.locator("#create-law")).to_be_hidden()
    slow_down(teacher)
    place = teacher.locator("#create-submit").bounding_box()
    assert place is not None
    teacher.focus("#create-title")
    for _ in range(3):
        if by_key:
            teacher.keyboard.press("Enter")
        else:
            teacher.mouse.click(place["x"] + 5, place["y"] + 5)
        teacher.wait_for_timeout(300)
    teacher.wait_for_url("**/session/*")
    with store.sessions() as s:
        assert len(s.scalars(select(ClassSessionRow)).all()) == 1
    expect(teacher.locator("#live-headline")).to_have_text("Waiting for students")
    assert teacher.locator("#live-mood-chart").count() == 0


def test_times_are_those_of_the_teachers_own_clock(
    browser: Browser, address: str, store: Store
) -> None:
    seeded = seed_past_class(store)
    context = browser.new_context(timezone_id="Asia/Kathmandu")  # nobody else is 5 h 45 min ahead
    page = context.new_page()
    sign_in(page, address, store)
    page.goto(address)
    page.reload()
    with store.sessions() as s:
        started = ClassSessions(s).by_id(seeded.session_id).started_at
    assert started is not None
    there = started.astimezone(ZoneInfo("Asia/Kathmandu"))
    expect(page.locator("body")).to_contain_text(f"{there:%H:%M}")
    context.close()


def test_the_page_follows_the_class_without_reload(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = create_class(store)
    open_class(teacher, address, seeded)
    teacher.evaluate("window.neverReloaded = true")
    before = chart(teacher)
    now = whole_second()
    seeded.now = now
    ada = add_student(store, seeded, "Ada", joined_ago=timedelta(seconds=20))
    add_seconds(store, seeded, ada, scores(happiness=1.0), now - timedelta(seconds=20), 60)
    tile = teacher.locator(f"[data-participant='{ada}']")
    expect(tile).to_contain_text("cheerful")
    expect(teacher.locator("#live-headline")).to_have_text("Cheerful")
    teacher.wait_for_function(
        f"before => JSON.stringify(({CHART})()) !== before", arg=json.dumps(before)
    )
    first = chart(teacher)
    teacher.wait_for_function(
        f"before => JSON.stringify(({CHART})()) !== JSON.stringify(before)", arg=first
    )
    tile.evaluate("element => { element.same = true }")
    flag(store, seeded, "Ada")
    expect(tile).to_contain_text("may be confused")
    expect(teacher.locator("#live-hands")).to_contain_text("Brows lowered")
    assert tile.evaluate("element => element.same"), "the tile was drawn anew, which flickers"
    assert teacher.evaluate("window.neverReloaded")


def test_no_tile_moves_when_someone_joins_or_is_removed(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = create_class(store)
    ada, ben, mia = (
        add_student(store, seeded, name, joined_ago=timedelta(minutes=minutes))
        for name, minutes in (("Ada", 3), ("Ben", 2), ("Mia", 1))
    )
    open_class(teacher, address, seeded)
    menu = teacher.get_by_role("button", name="Remove Mia from class")
    menu.focus()
    zoe = add_student(store, seeded, "Zoe", joined_ago=timedelta(seconds=1))
    tiles = teacher.locator("#live-tiles > [data-participant]")
    expect(tiles).to_have_count(4)
    with store.sessions.begin() as s:
        Participants(s).remove(seeded.session_id, ben, seeded.now)
    expect(tiles).to_have_count(3)
    assert drawn_students(teacher) == [ada, mia, zoe]
    with store.sessions.begin() as s:
        Participants(s).let_back_in(seeded.session_id, ben)
    expect(tiles).to_have_count(4)
    assert drawn_students(teacher) == [ada, ben, mia, zoe]
    expect(menu).to_be_focused()


def test_each_class_has_its_own_tiles(teacher: Page, address: str, store: Store) -> None:
    classes = [seed_running_class(store, size, minutes=1) for size in (5, 3)]
    open_class(teacher, address, classes[0])
    for seeded in (*classes[1:], *classes):
        teacher.get_by_role("link", name="Classes").click()
        teacher.click(f"a[href='/session/{seeded.session_id}']")
        tiles = teacher.get_by_role("list").filter(has=teacher.locator(".student-tile"))
        expect(tiles.get_by_role("listitem")).to_have_count(len(seeded.students))
        assert drawn_students(teacher) == list(seeded.students.values())


def test_an_answer_is_written_and_the_hand_goes_down(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = seed_running_class(store, 4, minutes=1, ahead_s=60)
    open_class(teacher, address, seeded)
    teacher.click("[data-answer=right]")
    expect(teacher.locator("#live-hands")).to_contain_text("No hand is up")
    with store.sessions() as s:
        row = s.scalars(select(ConfusionEpisodeRow)).one()
        assert row.answer == "right"
        assert row.answered_at is not None


def test_a_student_who_was_helped_is_no_longer_lost(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = create_class(store)
    add_student(store, seeded, "Ada")
    say_lost(store, seeded, "Ada")
    open_class(teacher, address, seeded)
    expect(teacher.locator("#live-tiles")).to_contain_text("lost (said so)")
    teacher.click("[data-answer=helped]")
    expect(teacher.locator("#live-hands")).to_contain_text("No hand is up")
    expect(teacher.locator("#live-tiles")).not_to_contain_text("lost")


def test_ending_asks_first_and_leads_to_the_report(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = seed_running_class(store, 3, minutes=1)
    open_class(teacher, address, seeded)
    teacher.click("#end-open")
    teacher.click("#end-cancel")
    expect(teacher.locator("#end-confirm")).to_be_hidden()
    teacher.click("#end-open")
    teacher.click("#end-confirm")
    expect(teacher.locator("body")).to_contain_text("The class as a whole")
    with store.sessions() as s:
        assert s.scalars(select(ClassSessionRow)).one().ended_at is not None


def test_a_past_class_shows_its_trend_flags_and_students(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = seed_past_class(store)
    teacher.goto(f"{address}/session/{seeded.session_id}")
    teacher.wait_for_selector("#past-mood-chart .js-plotly-plot .plot-container")
    expect(teacher.locator(".past-hands")).to_contain_text("you said: right")
    expect(teacher.locator("table")).to_contain_text("Ben")


def test_an_unknown_class_has_a_clear_page(teacher: Page, address: str) -> None:
    teacher.goto(f"{address}/session/nobody-knows")
    expect(teacher.locator("body")).to_contain_text("There is no such class")


def test_strange_names_are_text_and_stay_in_their_tiles(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = seed_running_class(store, 4, minutes=1, names=STRANGE_NAMES)
    open_class(teacher, address, seeded)
    expect(teacher.locator(".student-tile")).to_have_count(4)
    for name in STRANGE_NAMES:
        shown = " ".join(name.split())
        assert teacher.locator(f'[data-participant="{seeded.students[name]}"]').inner_text()
        expect(teacher.locator("#live-tiles")).to_contain_text(shown[:20])
    assert teacher.title() == "Raised Hand"
    wide = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not teacher.evaluate(wide)


def test_the_page_says_so_when_the_dashboard_goes_away(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = seed_running_class(store, 2, minutes=1)
    open_class(teacher, address, seeded)
    teacher.wait_for_timeout(1500)
    teacher.context.set_offline(True)
    expect(teacher.locator("#live-offline")).to_be_visible(timeout=15_000)
    expect(teacher.locator("#live-tiles")).to_contain_text("Amina")
    teacher.context.set_offline(False)
    expect(teacher.locator("#live-offline")).to_be_hidden(timeout=15_000)


def test_a_page_left_open_does_not_pile_up_what_dash_keeps_for_an_undo(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = seed_running_class(store, 2, minutes=1)
    open_class(teacher, address, seeded)
    asked: list[str] = []
    teacher.on("request", lambda request: asked.append(request.url))
    teacher.wait_for_timeout(6000)
    assert len(asked) >= 3
    assert teacher.evaluate("store.getState().history.past.length") <= 3


def test_the_page_says_so_when_the_database_goes_away(
    teacher: Page, address: str, store: Store
) -> None:
    seeded = seed_running_class(store, 2, minutes=1)
    open_class(teacher, address, seeded)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE participant RENAME TO away")
    expect(teacher.locator("#live-store-away")).to_be_visible()
    expect(teacher.locator("#live-tiles")).to_contain_text("Amina")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO participant")
    expect(teacher.locator("#live-store-away")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_scrolls_sideways(teacher: Page, address: str, store: Store, width: int) -> None:
    seeded = seed_running_class(store, 24, minutes=1, ahead_s=30)
    past = seed_past_class(store)
    teacher.set_viewport_size({"width": width, "height": 800})
    for path in ("/", f"/session/{seeded.session_id}", f"/session/{past.session_id}"):
        teacher.goto(address + path)
        teacher.wait_for_selector("h1")
        wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert teacher.evaluate(wide) <= 0, path
