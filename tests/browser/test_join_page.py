"""The join page in real Chromium against the real server."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from classroom.domain.ids import ParticipantId, SessionId
from classroom.signalling.tokens import Ticket, Tokens, signing_key
from classroom.store.engine import connect_store
from classroom.store.participants import Participants
from classroom.store.pulse_checks import PulseChecks
from tests.browser.conftest import Launch, Webcam
from tests.browser.join import (
    PATIENCE_MS,
    expect_seen,
    expect_state,
    join,
    open_page,
    participant_id,
)
from tests.browser.server import ServerProcess

ASKING = """
    window.prompts = [];
    window.given = [];
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
        await new Promise((allow) => prompts.push(allow));
        const stream = await real(wish);
        given.push(stream);
        return stream;
    };
"""
"""Lets the test say when the student answers the browser's question for the camera."""
LIVE_CAMERAS = (
    "() => given.flatMap((one) => one.getTracks()).filter((t) => t.readyState === 'live').length"
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def participants(server: ServerProcess, session_id: str) -> list[str]:
    return [each["id"] for each in server.report(session_id)["participants"]]


@contextmanager
def opened(server: ServerProcess) -> Iterator[Session]:
    """A transaction on the server's database, as the dashboard has one."""
    store = connect_store(f"sqlite:///{server.data_dir / 'classroom.sqlite3'}")
    try:
        with store.sessions.begin() as s:
            yield s
    finally:
        store.close()


def ask_pulse(server: ServerProcess, session_id: str) -> str:
    with opened(server) as s:
        return PulseChecks(s).ask(session_id, datetime.now(UTC)).id


def wait_for_counts(server: ServerProcess, session_id: str, expected: tuple[int, int]) -> None:
    """Wait until so many follow and so many do not."""
    deadline = time.monotonic() + 10
    counts = None
    while counts != expected:
        assert time.monotonic() < deadline, counts
        time.sleep(0.2)
        with opened(server) as s:
            [result] = PulseChecks(s).results(session_id)
        counts = (result.following, result.not_following)


def test_joining_with_a_camera_needs_consent(server: ServerProcess, student: Page) -> None:
    session = server.create_session()
    open_page(student, session.join_url)
    student.fill("#name", "Priya")
    student.click("#join")
    expect(student.locator("#consent-error")).to_be_visible()
    expect(student.locator("#consent")).to_be_focused()
    expect_state(student, "idle")
    assert participants(server, session.id) == []


def test_student_sees_what_is_read_of_them(server: ServerProcess, student: Page) -> None:
    join(student, server.create_session().join_url)
    expect_seen(student)
    expect(student.locator("#mood")).to_contain_text("Looks")
    face = student.locator("#face-box").bounding_box()
    stage = student.locator("#stage").bounding_box()
    assert face
    assert stage
    assert stage["x"] <= face["x"] + face["width"] / 2 <= stage["x"] + stage["width"]


@pytest.mark.parametrize(
    ("days", "said"), [(7, "deleted 7 days after"), (1, "deleted 1 day after")]
)
def test_student_reads_how_long_their_data_is_kept(
    server: ServerProcess, student: Page, days: int, said: str
) -> None:
    open_page(student, server.create_session(keep_days=days).join_url)
    student.click("#fine-print summary")
    kept = student.locator("#fine-print-list li", has_text="deleted")
    expect(kept).to_contain_text(f"{said} the class has ended")
    expect(kept).to_contain_text("365 at most")


def test_joining_without_a_camera_asks_for_none(server: ServerProcess, student: Page) -> None:
    open_page(student, server.create_session().join_url)
    student.fill("#name", "Jo")
    student.click("#join-without")
    expect_state(student, "live")
    expect(student.locator("#mirror")).to_be_hidden()
    assert student.evaluate("() => document.getElementById('preview').srcObject") is None


def test_self_report_class_shows_no_camera(server: ServerProcess, student: Page) -> None:
    open_page(student, server.create_session(mode="self-report").join_url)
    expect(student.locator("#consent")).to_be_hidden()
    student.fill("#name", "Jo")
    student.click("#join")
    expect_state(student, "live")
    expect(student.locator("#mirror")).to_be_hidden()
    expect(student.locator("#lost")).to_be_visible()


def test_pause_switches_the_camera_off_and_resume_on(server: ServerProcess, student: Page) -> None:
    join(student, server.create_session().join_url)
    expect_seen(student)
    student.click("#pause")
    expect_state(student, "paused")
    assert student.evaluate("() => document.getElementById('preview').srcObject") is None
    student.click("#pause")
    expect_state(student, "live")
    expect_seen(student)


def test_lost_reaches_the_teacher_and_can_be_taken_back(
    server: ServerProcess, student: Page
) -> None:
    session = server.create_session()
    join(student, session.join_url)
    student.click("#lost")
    expect(student.locator("#lost")).to_have_attribute("aria-pressed", "true")
    assert server.report(session.id)["participants"][0]["self_reports"] == 1
    expect(student.locator("#lost")).to_have_attribute("aria-disabled", "false")
    student.click("#lost")
    expect(student.locator("#lost")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("mode", ["affect", "self-report"])
def test_pulse_check_is_answered_with_one_click_with_and_without_a_camera(
    server: ServerProcess, student: Page, mode: str
) -> None:
    session = server.create_session(mode=mode)
    other = student.context.browser
    assert other
    bare = other.new_page()
    open_page(bare, session.join_url)
    bare.fill("#name", "Jo")
    bare.click("#join-without" if mode == "affect" else "#join")
    expect_state(bare, "live")
    pages = [bare]
    if mode == "affect":
        join(student, session.join_url)
        pages.append(student)
    before = [page.locator("#leave").bounding_box() for page in pages]

    pulse_id = ask_pulse(server, session.id)
    for page in pages:
        expect(page.locator("#pulse-question")).to_contain_text("are you following?")
        expect(page.locator("#pulse :focus")).to_have_count(0)
    assert [page.locator("#leave").bounding_box() for page in pages] == before
    for page in pages:
        page.click("#pulse-yes")
        expect(page.locator("#pulse-note")).to_contain_text("Thank you")
        expect(page.locator("#pulse-yes")).to_have_attribute("aria-pressed", "true")
    bare.click("#pulse-no")
    expect(bare.locator("#pulse-note")).to_contain_text("Thank you")
    wait_for_counts(server, session.id, (len(pages) - 1, 1))

    with opened(server) as s:
        PulseChecks(s).close(pulse_id, datetime.now(UTC))
    for page in pages:
        expect(page.locator("#pulse")).to_be_hidden(timeout=PATIENCE_MS)
        expect_state(page, "live")


def test_pulse_answer_that_cannot_be_sent_is_sent_when_the_class_is_back(
    server: ServerProcess, student: Page
) -> None:
    session = server.create_session()
    join(student, session.join_url)
    ask_pulse(server, session.id)
    expect(student.locator("#pulse")).to_be_visible()
    server.kill()
    student.click("#pulse-no")
    expect(student.locator("#pulse-note")).to_have_text("Not sent, tap again.")
    server.start()
    expect(student.locator("#pulse-note")).to_contain_text("Thank you", timeout=PATIENCE_MS)
    wait_for_counts(server, session.id, (0, 1))


def test_leaving_stops_the_camera_and_the_student_can_come_back(
    server: ServerProcess, student: Page
) -> None:
    session = server.create_session()
    join(student, session.join_url)
    student.click("#leave")
    expect_state(student, "ended")
    assert student.evaluate("() => document.getElementById('preview').srcObject") is None
    student.click("#back")
    expect_state(student, "live")
    expect_seen(student)
    assert len(participants(server, session.id)) == 1


def test_deleting_asks_first_and_leaves_nothing(server: ServerProcess, student: Page) -> None:
    session = server.create_session()
    join(student, session.join_url)
    expect_seen(student)
    student.click("#delete")
    student.click("#confirm-keep")
    expect_state(student, "live")
    student.click("#delete")
    student.click("#confirm-delete")
    expect(student.locator("#title")).to_have_text("Your data is deleted")
    student.wait_for_timeout(2_500)  # two rounds of the event writer
    report = server.report(session.id)
    assert report["participants"] == []
    assert report["events"] == 0


def wait_for(page: Page, what: str, count: int) -> None:
    """Wait until there are so many ``prompts`` or streams ``given``."""
    deadline = time.monotonic() + 20
    while page.evaluate(f"() => {what}.length") != count:
        assert time.monotonic() < deadline, what
        page.wait_for_timeout(50)


def test_leaving_while_the_browser_asks_for_the_camera_is_final(
    server: ServerProcess, student: Page
) -> None:
    session = server.create_session()
    join(student, session.join_url)
    student.add_init_script(ASKING)
    student.reload()
    wait_for(student, "prompts", 1)
    student.click("#leave")
    expect_state(student, "ended")
    student.evaluate("() => prompts.forEach((allow) => allow())")
    wait_for(student, "given", 1)
    student.wait_for_timeout(1_000)
    expect_state(student, "ended")
    assert student.evaluate(LIVE_CAMERAS) == 0
    with opened(server) as s:
        assert Participants(s).by_id(participant_id(student)).state == "left"


def test_leaving_while_a_paused_camera_is_asked_for_again_is_final(
    server: ServerProcess, student: Page
) -> None:
    session = server.create_session()
    join(student, session.join_url)
    student.evaluate(f"() => {{ {ASKING} }}")
    student.click("#pause")
    expect_state(student, "paused")
    student.click("#pause")
    wait_for(student, "prompts", 1)
    student.click("#leave")
    student.evaluate("() => prompts.forEach((allow) => allow())")
    wait_for(student, "given", 1)
    student.wait_for_timeout(1_000)
    expect_state(student, "ended")
    expect(student.locator("#title")).to_have_text("You have left the class")
    with opened(server) as s:
        assert Participants(s).by_id(participant_id(student)).state == "left"


def test_a_camera_asked_for_twice_is_open_once(server: ServerProcess, student: Page) -> None:
    student.add_init_script(ASKING)
    open_page(student, server.create_session().join_url)
    student.fill("#name", "Priya")
    student.check("#consent")
    student.click("#join")
    wait_for(student, "prompts", 1)
    student.evaluate("() => prompts.pop()()")
    expect_seen(student)
    for _ in range(2):
        student.click("#pause")  # pauses
        student.click("#pause")  # resumes: the browser asks
    wait_for(student, "prompts", 2)
    student.evaluate("() => prompts.forEach((allow) => allow())")
    wait_for(student, "given", 3)
    expect_seen(student)
    assert student.evaluate(LIVE_CAMERAS) == 1
    student.click("#pause")
    expect_state(student, "paused")
    assert student.evaluate(LIVE_CAMERAS) == 0


def test_unknown_code_says_so(server: ServerProcess, student: Page) -> None:
    answer = student.goto(f"{server.url}/join/NOSUCH")
    assert answer is not None
    assert answer.status == 404
    expect_state(student, "error")
    student.fill("#code-form input", server.create_session().code.lower())
    student.press("#code-form input", "Enter")
    expect_state(student, "idle")


def test_the_front_page_takes_the_code_and_speaks_german(
    server: ServerProcess, launch: Launch
) -> None:
    page = launch().new_page(locale="de-DE")
    page.goto(server.url)
    expect(page.locator("h1")).to_have_text("Am Unterricht teilnehmen")
    expect(page.get_by_role("button")).to_have_text("Öffnen")
    page.get_by_label("Code von deiner Lehrkraft").fill(server.create_session().code.lower())
    page.keyboard.press("Enter")
    expect_state(page, "idle")


def test_ended_class_says_so(server: ServerProcess, student: Page) -> None:
    session = server.create_session()
    server.end_session(session.id)
    answer = student.goto(session.join_url)
    assert answer is not None
    assert answer.status == 410
    expect_state(student, "ended")


def test_class_that_ends_lets_the_student_delete_their_data(
    server: ServerProcess, student: Page
) -> None:
    session = server.create_session()
    join(student, session.join_url)
    expect_seen(student)
    server.end_session(session.id)
    expect_state(student, "ended")
    student.reload()
    expect_state(student, "ended")
    student.click("#delete-after")
    student.click("#confirm-delete")
    expect(student.locator("#title")).to_have_text("Your data is deleted")
    assert participants(server, session.id) == []


def test_denied_camera_says_what_to_do(
    server: ServerProcess, launch: Launch, webcam: Webcam
) -> None:
    page = launch(webcam("astronaut"), allowed=False).new_page()
    open_page(page, server.create_session().join_url)
    page.fill("#name", "Priya")
    page.check("#consent")
    page.click("#join")
    expect_state(page, "error")
    expect(page.locator("#note")).to_contain_text("choose Allow")
    page.click("#join-without")
    expect_state(page, "live")


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [("NotFoundError", "No camera was found"), ("NotReadableError", "used by another program")],
)
def test_each_camera_failure_has_its_own_sentence(
    server: ServerProcess, student: Page, failure: str, sentence: str
) -> None:
    student.add_init_script(
        "navigator.mediaDevices.getUserMedia ="
        f" () => Promise.reject(new DOMException('', '{failure}'));"
    )
    open_page(student, server.create_session().join_url)
    student.fill("#name", "Priya")
    student.check("#consent")
    student.click("#join")
    expect(student.locator("#note")).to_contain_text(sentence)


def test_camera_unplugged_in_class_is_named_and_can_be_taken_up_again(
    server: ServerProcess, student: Page
) -> None:
    join(student, server.create_session().join_url)
    expect_seen(student)
    student.evaluate(
        "() => { const [track] = document.getElementById('preview').srcObject.getTracks();"
        " track.stop(); track.dispatchEvent(new Event('ended')); }"
    )
    expect(student.locator("#note")).to_contain_text("unplugged")
    expect_state(student, "error")
    student.click("#note-action")
    expect_state(student, "live")
    expect_seen(student)


def test_reload_comes_back_as_the_same_participant(server: ServerProcess, student: Page) -> None:
    session = server.create_session()
    join(student, session.join_url)
    before = participant_id(student)
    student.reload()
    expect_state(student, "live")
    expect_seen(student)
    assert participant_id(student) == before
    assert participants(server, session.id) == [before]


def test_second_tab_takes_over_and_the_first_does_not_fight(
    server: ServerProcess, student: Page
) -> None:
    session = server.create_session()
    join(student, session.join_url)
    with student.context.expect_page() as opened:
        student.evaluate("() => { window.open(location.href); }")  # copies sessionStorage
    second = opened.value
    expect_state(second, "live")
    expect(student.locator("#title")).to_have_text("This class is open in another tab")
    second.wait_for_timeout(3_000)
    expect_state(second, "live")
    expect_state(student, "error")
    assert len(participants(server, session.id)) == 1


def come_with(page: Page, token: str) -> None:
    """Load the page again with another token of the same place."""
    page.evaluate(
        "(token) => { for (const [key, value] of Object.entries(sessionStorage))"
        " sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(value), token })); }",
        token,
    )
    page.reload()
    expect(page.locator("#title")).to_have_text("Your place in this class has run out")


def test_damaged_token_deletes_nothing_and_asks_to_join_again(
    server: ServerProcess, student: Page
) -> None:
    session = server.create_session()
    join(student, session.join_url)
    come_with(student, "forged")
    student.click("#delete-after")
    student.click("#confirm-delete")
    expect(student.locator("#note")).to_contain_text("Not deleted")
    assert len(participants(server, session.id)) == 1
    student.click("#back")
    expect(student.locator("#join")).to_be_visible()


def test_a_place_that_has_run_out_can_still_be_deleted(
    server: ServerProcess, student: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = server.create_session()
    join(student, session.join_url)
    ticket = Ticket(ParticipantId(participant_id(student)), SessionId(session.id))
    long_ago = time.time() - 40 * 24 * 3600
    with monkeypatch.context() as then:
        then.setattr("time.time", lambda: long_ago)
        token = Tokens(signing_key(server.data_dir), 60).issue(ticket)
    come_with(student, token)
    student.click("#delete-after")
    student.click("#confirm-delete")
    expect(student.locator("#title")).to_have_text("Your data is deleted")
    assert participants(server, session.id) == []


def test_page_comes_back_by_itself_after_the_server_was_killed(
    server: ServerProcess, student: Page
) -> None:
    session = server.create_session()
    join(student, session.join_url)
    expect_seen(student)
    before = participant_id(student)
    server.kill()
    expect_state(student, "reconnecting")
    server.start()
    expect_state(student, "live")
    expect_seen(student)
    assert participants(server, session.id) == [before]


def test_waits_between_tries_grow_and_differ(server: ServerProcess, student: Page) -> None:
    student.goto(server.create_session().join_url)
    least, most = (
        student.evaluate(
            "async (chance) => { const { delayMs } = await import('/static/backoff.js');"
            " return [0, 1, 2, 20].map((attempt) => delayMs(attempt, () => chance)); }",
            chance,
        )
        for chance in (0, 1)
    )
    assert least == [250, 500, 1000, 5000]
    assert most == [500, 1000, 2000, 10000]
