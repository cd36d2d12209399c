import stat
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from classroom.errors import SettingsError
from classroom.settings import Settings
from classroom.store.engine import Store
from classroom.store.teachers import Teachers
from dashboard.app import build_dashboard
from dashboard.sign_in import KEY_FILE, secret_key
from tests.dashboard.seeded import create_class


@pytest.fixture
def client(settings: Settings, store: Store) -> Iterator[FlaskClient]:
    with build_dashboard(settings, store).server.test_client() as client:
        yield client


def one_time_link(store: Store) -> str:
    with store.sessions.begin() as s:
        return f"/sign-in?link={Teachers(s).new_link(datetime.now(UTC))}"


@pytest.mark.parametrize("path", ["/", "/session/any", "/_dash-layout", "/_dash-dependencies"])
def test_without_signing_in_a_page_says_how_to_get_a_link(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 401
    assert "classroom teacher link" in answer.text


def test_without_signing_in_a_callback_gives_no_data(client: FlaskClient, store: Store) -> None:
    create_class(store, title="Secret lesson")
    body = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "place", "property": "pathname", "value": "/"}],
        "changedPropIds": [],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 401
    assert "Secret lesson" not in answer.text


def test_the_link_signs_in_once(client: FlaskClient, store: Store) -> None:
    link = one_time_link(store)
    answer = client.get(link)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert client.get("/").status_code == 200
    client.delete_cookie("raised_hand")
    again = client.get(link)
    assert again.status_code == 403
    assert "no longer works" in again.text


def test_a_forged_cookie_opens_nothing(client: FlaskClient) -> None:
    client.set_cookie("raised_hand", "eyJ0ZWFjaGVyIjoieCJ9.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")
    assert client.get("/").status_code == 401


def test_pages_load_nothing_from_elsewhere(client: FlaskClient, store: Store) -> None:
    client.get(one_time_link(store))
    answer = client.get("/")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "https://" not in answer.text


def test_health_needs_no_sign_in(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200


def test_the_key_is_made_once_and_readable_by_its_owner_only(settings: Settings) -> None:
    key = secret_key(settings.data_dir)
    assert secret_key(settings.data_dir) == key
    mode = (settings.data_dir / KEY_FILE).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_damaged_key_is_a_clear_error(settings: Settings) -> None:
    secret_key(settings.data_dir)
    (settings.data_dir / KEY_FILE).write_bytes(b"short")
    with pytest.raises(SettingsError, match="damaged"):
        secret_key(settings.data_dir)
