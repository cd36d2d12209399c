import re
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from classroom.errors import SettingsError
from classroom.settings import Settings
from classroom.store.audit import AuditTrail
from classroom.store.engine import Store
from classroom.store.passwords import Check, Passwords
from classroom.store.tables import TeacherRow
from classroom.store.teachers import Teachers
from dashboard.app import build_dashboard
from dashboard.sign_in import KEY_FILE, secret_key
from tests.dashboard.seeded import create_class

PASSWORD: Final[str] = "correct horse battery"


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
    assert '<p class="brand">Raised Hand</p>' in answer.text


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


def add_teacher(store: Store, name: str = "Ms Frizzle", password: str | None = PASSWORD) -> str:
    hashed = Passwords().hash(password) if password else None
    with store.sessions.begin() as s:
        return Teachers(s).add(name, hashed, admin=False, now=datetime.now(UTC)).id


def enter(
    client: FlaskClient, name: str = "Ms Frizzle", password: str = PASSWORD, **more: Any
) -> TestResponse:
    form = {"name": name, "password": password, "to": more.pop("to", "/")}
    return client.post("/sign-in", data=form, **more)


def audited(store: Store) -> list[tuple[str, str, str | None, dict[str, Any]]]:
    with store.sessions() as s:
        rows = reversed(AuditTrail(s).list_all())
        return [(row.actor, row.action, row.subject, row.details) for row in rows]


def test_name_and_password_sign_in_and_lead_to_the_page_asked_for(
    client: FlaskClient, store: Store
) -> None:
    add_teacher(store)
    assert 'name="to" value="/session/abc"' in client.get("/session/abc").text
    answer = enter(client, " ms FRIZZLE ", to="/session/abc")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/session/abc")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", ""]
)
def test_signing_in_leads_nowhere_but_to_this_site(
    client: FlaskClient, store: Store, to: str
) -> None:
    add_teacher(store)
    assert enter(client, to=to).headers["Location"] == "/"


def test_a_wrong_name_looks_like_a_wrong_password(client: FlaskClient, store: Store) -> None:
    add_teacher(store)
    add_teacher(store, "Links only", password=None)
    answers = [
        enter(client, password="something else"),
        enter(client, name="Ms Nobody"),
        enter(client, name="Links only", password=""),
    ]
    assert [answer.status_code for answer in answers] == [401] * 3
    pages = {re.sub('name="name" value="[^"]*"', "", answer.text) for answer in answers}
    assert len(pages) == 1
    assert "Name or password is wrong" in pages.pop()
    assert client.get("/").status_code == 401


def test_a_name_that_was_typed_stays_as_text_and_the_password_does_not(
    client: FlaskClient,
) -> None:
    page = enter(client, name='"><script>', password="one that is secret").text
    assert "&quot;&gt;&lt;script&gt;" in page
    assert "<script>" not in page
    assert "one that is secret" not in page


def test_after_five_wrong_tries_even_the_right_password_waits(
    client: FlaskClient, store: Store
) -> None:
    add_teacher(store)
    for _ in range(5):
        assert enter(client, password="something else").status_code == 401
    answer = enter(client)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 4
    assert "Too many wrong tries" in answer.text
    assert enter(client, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 303


def test_a_weak_hash_is_replaced_as_its_owner_signs_in(client: FlaskClient, store: Store) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    with store.sessions.begin() as s:
        Teachers(s).add("Ms Frizzle", weak, admin=False, now=datetime.now(UTC))
    assert enter(client).status_code == 303
    with store.sessions() as s:
        assert Teachers(s).by_name("Ms Frizzle").password_hash != weak
    assert enter(client).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:8080"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/_dash-update-component"])
def test_no_other_site_signs_anybody_in_or_out_or_changes_a_class(
    client: FlaskClient, store: Store, path: str, headers: dict[str, str]
) -> None:
    add_teacher(store)
    enter(client)
    answer = client.post(path, data={"name": "Ms Frizzle", "password": PASSWORD}, headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert client.get("/").status_code == 200


def test_a_callback_takes_no_form_which_another_page_could_send(
    client: FlaskClient, store: Store
) -> None:
    add_teacher(store)
    enter(client)
    assert client.post("/_dash-update-component", data={"output": "x"}).status_code == 415
    answer = client.post("/_dash-update-component", data="{}", content_type="text/plain")
    assert answer.status_code == 415


def test_this_sites_own_form_signs_in(client: FlaskClient, store: Store) -> None:
    add_teacher(store)
    assert enter(client, headers={"Origin": "http://localhost"}).status_code == 303
    assert enter(client, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_signing_out_ends_the_cookie_for_whoever_copied_it_too(
    client: FlaskClient, store: Store
) -> None:
    add_teacher(store)
    enter(client)
    cookie = client.get_cookie("raised_hand")
    assert cookie is not None
    client.get("/sign-out")
    assert client.get("/").status_code == 200, "a link elsewhere signs nobody out"
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert client.get("/").status_code == 401
    client.set_cookie("raised_hand", cookie.value)
    assert client.get("/").status_code == 401


def test_a_changed_password_and_a_removal_sign_out_at_once(
    client: FlaskClient, store: Store
) -> None:
    add_teacher(store)
    enter(client)
    with store.sessions.begin() as s:
        Teachers(s).set_password(Teachers(s).by_name("Ms Frizzle"), Passwords().hash("a new one!"))
    assert client.get("/").status_code == 401
    assert enter(client, password="a new one!").status_code == 303
    with store.sessions.begin() as s:
        Teachers(s).remove(Teachers(s).by_name("Ms Frizzle"))
    assert client.get("/").status_code == 401


def test_sign_ins_are_audited_without_names(client: FlaskClient, store: Store) -> None:
    teacher = add_teacher(store)
    enter(client, password="something else")
    enter(client)
    client.post("/sign-out")
    assert audited(store) == [
        ("", "teacher.sign_in_failed", None, {}),
        (teacher, "teacher.signed_in", teacher, {"by": "password"}),
        (teacher, "teacher.signed_out", teacher, {}),
    ]


def test_the_page_says_so_where_the_database_is_away(client: FlaskClient, store: Store) -> None:
    add_teacher(store)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE teacher RENAME TO away")
    answer = enter(client)
    assert answer.status_code == 503
    assert "Cannot reach the database" in answer.text
    assert 'value="Ms Frizzle"' in answer.text


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


def test_a_password_changed_while_it_is_checked_lets_nobody_in(
    client: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.sessions.begin() as s:
        kept = Passwords().hash(PASSWORD)
        teacher_id = Teachers(s).add("Ada", kept, False, datetime.now(UTC)).id
    check = Passwords.check

    def slow(self: Passwords, kept_hash: str | None, password: str) -> Check:
        found = check(self, kept_hash, password)
        with store.sessions.begin() as s:
            teacher = s.get(TeacherRow, teacher_id)
            assert teacher is not None
            Teachers(s).set_password(teacher, self.hash("another one altogether"))
        return found

    monkeypatch.setattr(Passwords, "check", slow)
    answer = client.post("/sign-in", data={"name": "Ada", "password": PASSWORD})
    assert answer.status_code == 401
    assert client.get("/").status_code == 401
