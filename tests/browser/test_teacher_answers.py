"""A student and a teacher in two real browsers: a word, a pulse check, and answers to flags."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from classroom.domain.episode import Episode, Evidence
from classroom.domain.ids import ParticipantId
from classroom.store.engine import open_store
from classroom.store.episodes import Episodes
from tests.browser.conftest import Launch, Webcam
from tests.browser.join import PATIENCE_MS, join, participant_id
from tests.browser.server import Created, ServerProcess

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

PRESSES = 5
EVIDENCE = Evidence("brow_down", 2.1, 14.0, 0.92, "Brows lowered for 14 s")


@dataclass(frozen=True)
class Lesson:
    """One student and the teacher's page of their class."""

    session: Created
    student: Page
    teacher: Page


@pytest.fixture
def lesson(
    server: ServerProcess, launch: Launch, webcam: Webcam, teacher: Page
) -> Iterator[Lesson]:
    """A class with one student, open on the teacher's page."""
    session = server.create_session("Recursion, week 6")
    student = launch(webcam("astronaut")).new_page()
    join(student, session.join_url, "Priya")
    teacher.goto(f"http://localhost:{server.dashboard_port}/session/{session.id}")
    expect(teacher.locator(".student-tile")).to_have_count(1, timeout=PATIENCE_MS)
    yield Lesson(session, student, teacher)
    server.end_session(session.id)


def raise_flag(server: ServerProcess, session_id: str, participant: str) -> str:
    """Write an open flag of this student, as the detector would; its id is returned."""
    store = open_store(f"sqlite:///{server.data_dir / 'classroom.sqlite3'}")
    started = datetime.now(UTC) - timedelta(minutes=3)
    episode = Episode(ParticipantId(participant), started, None, 0.8, (EVIDENCE,), 0.3)
    try:
        with store.sessions.begin() as s:
            return Episodes(s).open(session_id, episode)
    finally:
        store.close()


def test_the_list_of_classes_takes_in_what_charts_need(teacher: Page) -> None:
    """Later, on the live page, a hand that goes up would wait for it."""
    expect(teacher.get_by_role("heading", level=1)).to_be_visible()
    teacher.wait_for_function("window.Plotly !== undefined", timeout=PATIENCE_MS)


def test_a_students_word_shows_on_the_teachers_page(lesson: Lesson) -> None:
    hands = lesson.teacher.locator("#live-hands")
    took_s = []
    for _ in range(PRESSES):
        lesson.student.click("#lost")
        said = time.monotonic()
        expect(hands).to_contain_text("I’m lost", timeout=PATIENCE_MS)
        took_s.append(f"{time.monotonic() - said:.2f}")
        expect(hands).to_contain_text("Priya")
        lesson.student.click("#lost")
        expect(hands).not_to_contain_text("I’m lost", timeout=PATIENCE_MS)
    print(f"\n“I'm lost” shows on the teacher's page after {', '.join(took_s)} s")


@pytest.mark.parametrize(
    ("button", "words"), [("yes", "1 following, 0 not"), ("no", "0 following, 1 not")]
)
def test_a_pulse_check_is_asked_answered_and_counted(
    lesson: Lesson, button: str, words: str
) -> None:
    asked = time.monotonic()
    lesson.teacher.click("#pulse-ask")
    answer = lesson.student.locator(f"#pulse-{button}")
    expect(answer).to_be_visible(timeout=PATIENCE_MS)
    print(f"\nthe question shows on the join page after {time.monotonic() - asked:.2f} s")
    counts = lesson.teacher.locator("#live-pulse")
    expect(counts).to_contain_text("0 of 1 answered", timeout=PATIENCE_MS)
    answer.click()
    expect(counts).to_contain_text(f"1 of 1 answered, {words}", timeout=PATIENCE_MS)
    lesson.teacher.click("#pulse-close")
    expect(counts).to_contain_text("Asked", timeout=PATIENCE_MS)
    expect(answer).to_be_hidden(timeout=PATIENCE_MS)


def test_answers_to_flags_change_the_precision_shown(server: ServerProcess, lesson: Lesson) -> None:
    precision = lesson.teacher.locator("#live-precision")
    student = participant_id(lesson.student)
    right, wrong = (raise_flag(server, lesson.session.id, student) for _ in range(2))
    expect(precision).to_contain_text("once you have answered", timeout=PATIENCE_MS)
    lesson.teacher.click(f"[data-hand='{right}'] [data-answer=right]")
    expect(precision).to_contain_text("1 of 1 flag was right", timeout=PATIENCE_MS)
    lesson.teacher.click(f"[data-hand='{wrong}'] [data-answer=wrong]")
    expect(precision).to_contain_text("1 of 2 flags were right", timeout=PATIENCE_MS)
