"""Files of a class: asked for by a signed-in teacher, from the menu of its page."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page

from classroom.domain.mode import SessionMode
from classroom.reports.kinds import Form, TableName
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.teachers import Teachers
from dashboard.app import build_dashboard
from dashboard.components.download import download_menu, download_path
from tests.dashboard.seeded import SeededClass, seed_past_class, seed_running_class


@pytest.fixture
def client(settings: Settings, store: Store) -> FlaskClient:
    """A signed-in teacher without a browser."""
    client: FlaskClient = build_dashboard(settings, store).server.test_client()
    with store.sessions.begin() as s:
        secret = Teachers(s).new_link(datetime.now(UTC))
    assert client.get(f"/sign-in?link={secret}").status_code == 302
    return client


def group(store: Store) -> SeededClass:
    seeded = seed_running_class(store, 6, mode=SessionMode.AGGREGATE, minutes=1)
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, seeded.now)
    return seeded


@pytest.mark.parametrize("form", list(Form))
def test_every_form_comes_as_a_file_with_the_name_of_the_class(
    client: FlaskClient, store: Store, form: Form
) -> None:
    answer = client.get(download_path(seed_past_class(store, 3).session_id, form), buffered=True)
    assert answer.status_code == 200
    assert answer.mimetype == form.media_type
    assert answer.headers["Content-Type"].count("charset") <= 1
    assert f"filename=Sorting-week-5.{form.ending}" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.data) > 100


def test_table_comes_whole(client: FlaskClient, store: Store) -> None:
    seeded = seed_past_class(store, 3)
    path = download_path(seeded.session_id, Form.PARQUET, TableName.EVENTS)
    frame = pd.read_parquet(io.BytesIO(client.get(path, buffered=True).data))
    assert set(frame["participant"]) == set(seeded.students.values())


def test_nobody_gets_a_file_without_signing_in(settings: Settings, store: Store) -> None:
    stranger = build_dashboard(settings, store).server.test_client()
    answer = stranger.get(download_path(seed_past_class(store, 3).session_id, Form.JSON))
    assert answer.status_code == 401
    assert b"Amina" not in answer.data


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/download/nobody/csv", 404),
        ("/download/{id}/docx", 422),
        ("/download/{id}/csv?table=passwords", 422),
        ("/download/{id}/pdf?table=topics", 422),
        ("/download/{id}/csv?table=events", 403),
    ],
)
def test_what_cannot_be_had_is_answered_with_a_page_that_leads_back(
    client: FlaskClient, store: Store, path: str, status: int
) -> None:
    seeded = group(store)
    answer = client.get(path.format(id=seeded.session_id))
    assert answer.status_code == status
    assert "This file cannot be made" in answer.text
    assert "Back to the class" in answer.text
    assert "Content-Disposition" not in answer.headers


def test_menu_offers_only_what_the_mode_allows() -> None:
    offered = {mode: str(download_menu("id", mode)) for mode in SessionMode}
    assert "table=events" in offered[SessionMode.AFFECT]
    assert not [t for t in TableName if t.shows_people and t in offered[SessionMode.AGGREGATE]]
    assert "table=participants" in offered[SessionMode.SELF_REPORT]
    assert "table=episodes" not in offered[SessionMode.SELF_REPORT]


@pytest.mark.browser
def test_file_is_downloaded_by_keyboard(teacher: Page, address: str, store: Store) -> None:
    seeded = seed_past_class(store, 3)
    teacher.goto(f"{address}/session/{seeded.session_id}")
    teacher.locator("#download summary").focus()
    teacher.keyboard.press("Enter")
    teacher.keyboard.press("Tab")
    teacher.keyboard.press("Tab")
    with teacher.expect_download() as waiting:
        teacher.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "Sorting-week-5.html"
    assert "Sorting, week 5" in Path(waiting.value.path()).read_text()
