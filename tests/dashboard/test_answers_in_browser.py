"""What a teacher answers and asks on the live page, by click and by key, in real Chromium."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Select, select

from classroom.domain.episode import Answer
from classroom.store.engine import Store
from classroom.store.pulse_checks import PulseChecks
from classroom.store.tables import (
    AuditEntryRow,
    ClassSessionRow,
    ConfusionEpisodeRow,
    PulseCheckRow,
    SelfReportRow,
)
from tests.dashboard.seeded import (
    SeededClass,
    add_seconds,
    add_student,
    create_class,
    flag,
    say_lost,
    scores,
    whole_second,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

STUDENTS = ("Ada", "Ben", "Cem")


@pytest.fixture
def seeded(store: Store) -> SeededClass:
    """Three students, flagged one after another."""
    seeded = create_class(store)
    for place, name in enumerate(STUDENTS):
        add_student(store, seeded, name)
        flag(store, seeded, name, ago=timedelta(minutes=8 - place))
    return seeded


@pytest.fixture
def page(teacher: Page, address: str, seeded: SeededClass) -> Page:
    """The live page of that class."""
    teacher.goto(f"{address}/session/{seeded.session_id}")
    expect(hand(teacher, seeded, "Ada")).to_be_visible()
    return teacher


def hand(page: Page, seeded: SeededClass, name: str) -> Locator:
    return page.locator(f".hand[data-hand='{seeded.episodes[name]}']")


def noted(action: str) -> Select[AuditEntryRow]:
    return select(AuditEntryRow).where(AuditEntryRow.action == action)


def answers(store: Store, seeded: SeededClass) -> dict[str, str | None]:
    ids = {episode: name for name, episode in seeded.episodes.items()}
    with store.sessions() as s:
        rows = s.execute(select(ConfusionEpisodeRow.id, ConfusionEpisodeRow.answer))
        return {ids[row[0]]: row[1] for row in rows}


def test_a_click_answers_and_changes_the_precision_shown(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    hand(page, seeded, "Ada").locator("[data-answer=right]").click()
    expect(page.locator("#live-precision")).to_contain_text("1 of 1 flag was right")
    hand(page, seeded, "Ben").locator("[data-answer=wrong]").click()
    expect(page.locator("#live-precision")).to_contain_text("1 of 2 flags were right")
    expect(page.locator("#live-precision")).to_contain_text("likely between 9 and 91 %")
    assert answers(store, seeded) == {"Ada": "right", "Ben": "wrong", "Cem": None}


def test_an_answer_can_be_taken_back_and_the_row_goes_after_a_while(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    ada = hand(page, seeded, "Ada")
    ada.locator("[data-answer=wrong]").click()
    expect(ada).to_contain_text("you said: not confused")
    ada.locator("[data-answer=undo]").click()
    expect(ada).to_contain_text("may be confused")
    expect(page.locator("#live-precision")).to_contain_text("once you have answered")
    assert answers(store, seeded)["Ada"] is None
    ada.locator("[data-answer=right]").click()
    expect(ada).to_contain_text("you said: right")
    expect(ada).to_have_count(0)
    with store.sessions() as s:
        said = [row.details["answer"] for row in s.scalars(noted("hand.answered"))]
    assert said == ["wrong", "undo", "right"]


def test_keys_choose_a_hand_and_answer_it(page: Page, store: Store, seeded: SeededClass) -> None:
    page.keyboard.press("2")
    expect(hand(page, seeded, "Ben")).to_be_focused()
    page.keyboard.press("r")
    expect(hand(page, seeded, "Ben")).to_contain_text("you said: right")
    page.keyboard.press("3")
    page.keyboard.press("x")
    expect(hand(page, seeded, "Cem")).to_contain_text("you said: not confused")
    page.keyboard.press("u")
    expect(hand(page, seeded, "Cem")).to_contain_text("may be confused")
    page.keyboard.press("1")
    page.keyboard.press("l")
    expect(page.locator("#live-hands > .hand").last).to_contain_text("Ada")
    assert answers(store, seeded) == {"Ada": "later", "Ben": "right", "Cem": None}


def test_a_key_answers_the_hand_that_was_chosen_even_when_hands_have_moved(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    page.keyboard.press("2")
    seeded.now = whole_second()
    add_student(store, seeded, "Zoe")
    say_lost(store, seeded, "Zoe", ago=timedelta(minutes=20))
    expect(page.locator("#live-hands > .hand").first).to_contain_text("Zoe")
    page.keyboard.press("w")
    expect(hand(page, seeded, "Ben")).to_contain_text("you said: not confused")
    assert answers(store, seeded) == {"Ada": None, "Ben": "wrong", "Cem": None}


def test_escape_chooses_no_hand_and_no_key_answers_without_a_choice(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    page.keyboard.press("r")
    page.keyboard.press("1")
    page.keyboard.press("Escape")
    expect(hand(page, seeded, "Ada")).not_to_be_focused()
    page.keyboard.press("r")
    hand(page, seeded, "Cem").locator("[data-answer=right]").click()
    expect(hand(page, seeded, "Cem")).to_contain_text("you said: right")
    assert answers(store, seeded) == {"Ada": None, "Ben": None, "Cem": "right"}


def test_keys_rest_while_a_dialog_is_open_or_when_they_are_turned_off(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    page.keyboard.press("1")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("choose the hand with this number")
    page.keyboard.press("r")
    page.click("#keys-toggle")
    expect(page.locator("#keys-toggle")).to_have_text("Turn keys on", use_inner_text=True)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press("1")
    page.keyboard.press("r")
    page.keyboard.press("p")
    page.wait_for_timeout(1500)
    assert set(answers(store, seeded).values()) == {None}
    with store.sessions() as s:
        assert s.scalars(select(PulseCheckRow)).all() == []


def test_a_said_hand_is_helped_by_key(page: Page, store: Store, seeded: SeededClass) -> None:
    seeded.now = whole_second()
    say_lost(store, seeded, "Ada", ago=timedelta(minutes=20))
    expect(page.locator("#live-hands > .hand").first).to_contain_text("I’m lost")
    page.keyboard.press("1")
    page.keyboard.press("h")
    expect(page.locator("#live-hands")).not_to_contain_text("I’m lost")
    with store.sessions() as s:
        assert s.scalars(select(SelfReportRow)).one().withdrawn_at is not None


def test_the_pulse_check_is_asked_by_key_counted_live_and_closed(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    words = page.locator("#live-pulse")
    page.keyboard.press("p")
    expect(words).to_contain_text("0 of 3 answered")
    expect(page.locator("#pulse-ask")).to_be_disabled()
    with store.sessions.begin() as s:
        row = s.scalars(select(PulseCheckRow)).one()
        assert row.session_id == seeded.session_id
        asked = row.asked_at + timedelta(seconds=1)
        PulseChecks(s).answer(row.id, seeded.students["Ada"], True, asked)
        PulseChecks(s).answer(row.id, seeded.students["Ben"], False, asked)
    expect(words).to_contain_text("2 of 3 answered, 1 following, 1 not")
    page.click("#pulse-close")
    expect(words).to_contain_text("Asked")
    expect(page.locator("#pulse-close")).to_be_hidden()
    expect(page.locator("#pulse-ask")).to_be_enabled()


def test_held_back_flags_can_be_opened_and_answered(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    for name in ("Dana", "Eli", "Finn", "Gus"):
        add_student(store, seeded, name)
        flag(store, seeded, name, likelihood=0.3)
    held = page.locator("#live-held")
    expect(held).to_contain_text("1 weaker flag held back")
    expect(page.locator("#live-hands > .hand")).to_have_count(6)
    expect(held.locator(".hand")).to_be_hidden()
    held.locator("summary").click()
    held.locator("[data-answer=right]").click()
    expect(page.locator("#live-precision")).to_contain_text("1 of 1 flag was right")
    assert Answer.RIGHT in answers(store, seeded).values()


def test_the_sensitivity_is_tried_on_the_last_hour_and_applied(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    start = seeded.now - timedelta(minutes=5)
    mood = scores(neutral=1.0)
    add_seconds(store, seeded, seeded.students["Ada"], mood, start, 20, confusion=0.65)
    panel, words = page.locator("#sense-panel"), page.locator("#sense-words")
    expect(panel).to_be_hidden()
    page.click("#sense-open")
    expect(words).to_have_text("In the last hour: about 0 flags instead of 3. In use now.")
    expect(page.locator("#sense-apply")).to_be_disabled()
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(words).to_have_text("In the last hour: about 1 flag instead of 3.")
    page.click("#sense-apply")
    expect(words).to_contain_text("In use from now on")
    with store.sessions() as s:
        assert s.scalars(select(ClassSessionRow.flag_from)).one() == 0.6
        entry = s.scalars(noted("session.sensitivity")).one()
        assert entry.details == {"flag_from": 0.6}


def test_several_lost_at_once_are_said_on_the_page(
    page: Page, store: Store, seeded: SeededClass
) -> None:
    alert = page.get_by_role("status").and_(page.locator("#live-alert"))
    expect(alert).to_have_text("")
    seeded.now = whole_second()
    for name in STUDENTS:
        say_lost(store, seeded, name, ago=timedelta(seconds=1))
    expect(alert).to_contain_text("Several students at once may be lost: 3 of 3")
