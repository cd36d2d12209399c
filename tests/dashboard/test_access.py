"""No page, callback or download gives one teacher another's class, or changes it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from dash import Dash
from flask import g
from flask.testing import FlaskClient
from sqlalchemy import select

from classroom.domain.episode import Answer
from classroom.errors import SessionNotFoundError
from classroom.settings import Settings
from classroom.store.engine import Store, open_store
from classroom.store.pulse_checks import PulseChecks
from classroom.store.tables import ParticipantRow, Table
from classroom.store.teachers import Teachers
from classroom.store.topics import TopicMarkers
from dashboard.access import Viewer, own_part, own_session
from dashboard.app import build_dashboard
from dashboard.components.drawing import drawing
from dashboard.queries.live import LiveMemory, live_view
from dashboard.queries.student import student_past
from tests.dashboard.seeded import add_student, create_class, flag, say_lost
from tests.postgres import postgres, postgres_url

__all__ = ["postgres", "postgres_url"]

UNKNOWN: Final[str] = "0" * 32
TITLE, STUDENT = "Secret lesson", "Amina Secret"
WORDS_OF_NO_CLASS: Final[frozenset[str]] = frozenset({"teacher", "sign_in", "audit_entry"})


@dataclass(frozen=True, slots=True)
class Asks:
    """What a page puts into its callbacks to ask for a class."""

    ids: dict[str, str]
    """Of the class and of what is in it, by what callbacks call them."""
    shown: dict[str, Any]
    """What the live page says it shows already."""


@pytest.fixture
def app(settings: Settings, store: Store) -> Dash:
    return build_dashboard(settings, store)


@pytest.fixture
def teachers(store: Store) -> dict[str, str]:
    with store.sessions.begin() as s:
        now = datetime.now(UTC)
        names = ("Owner", "Other", "Admin")
        return {name: Teachers(s).add(name, None, name == "Admin", now).id for name in names}


@pytest.fixture
def secrets(store: Store, teachers: dict[str, str]) -> Asks:
    seeded = create_class(store, TITLE, teacher_id=teachers["Owner"])
    add_student(store, seeded, STUDENT)
    flag(store, seeded, STUDENT)
    say_lost(store, seeded, STUDENT)
    with store.sessions.begin() as s:
        PulseChecks(s).ask(seeded.session_id, datetime.now(UTC))
        mark = TopicMarkers(s).mark(seeded.session_id, "Secret topic", seeded.now)
    with store.sessions() as s:
        view = live_view(s, seeded.session_id, LiveMemory(), seeded.now)
    ids = {
        "session": seeded.session_id,
        "hand": seeded.episodes[STUDENT],
        "student": seeded.students[STUDENT],
        "mark": mark.id,
    }
    return Asks(ids, json.loads(json.dumps(drawing(view).shown)))


def signed_in(app: Dash, store: Store, name: str) -> FlaskClient:
    with store.sessions.begin() as s:
        secret = Teachers(s).new_link_of(Teachers(s).by_name(name))
    client: FlaskClient = app.server.test_client()
    assert client.get(f"/sign-in?link={secret}").status_code == 302
    return client


def content(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is kept of classes."""
    with store.sessions() as s:
        return {
            table.name: sorted((tuple(row) for row in s.execute(select(table))), key=repr)
            for table in Table.metadata.sorted_tables
            if table.name not in WORDS_OF_NO_CLASS
        }


NOTE: Final[dict[str, Any]] = {"text": "Changed", "tab": "a tab", "version": 0}
VALUES: Final[dict[str, Any]] = {
    "n_clicks": 1, "n_submit": 1, "n_intervals": 1, "opened": False, "checked": True,
}  # fmt: skip
VALUE_OF_FIELD: Final[dict[str, Any]] = {
    "create-mode.value": "affect",
    "sense-open.n_clicks": 1,
    "sense-slider.value": 0,
    "list-shown.data": [0, 0],
    "topic-wanted.data": {"name": "Changed"},
    "keep-days.value": "90",
}


def filled(part: dict[str, Any], asks: Asks, answer: str) -> Any:
    """Give one input or state of a callback a value that asks for the class."""
    field, of_what, ids = part["id"], part["property"], asks.ids
    value: Any = VALUE_OF_FIELD.get(f"{field}.{of_what}", VALUES.get(of_what))
    if field.startswith("{"):
        kind = json.loads(field)
        wild = {key for key, value in kind.items() if isinstance(value, list)}
        known = ids | {"answer": answer, "place": 0}
        assert wild <= set(known), f"say here what {wild - set(known)} of a callback's id is"
        one = kind | {key: known[key] for key in wild}
        found = {"id": one, "property": of_what, "value": VALUES.get(of_what, "Changed")}
        return [found] if ["ALL"] in kind.values() else found
    if field == "place" and of_what == "pathname":
        value = f"/session/{ids['session']}"
    elif field.endswith("-session") or field == "session":
        value = ids["session"]
    elif field == "live-shown":
        value = asks.shown
    return {"id": field, "property": of_what, "value": value}


def asked(part: Any) -> list[str]:
    """How Dash names what triggered a callback."""
    parts = part if isinstance(part, list) else [part]
    names = []
    for one in parts:
        field = one["id"]
        if isinstance(field, dict):
            field = json.dumps(field, sort_keys=True, separators=(",", ":"))
        names.append(f"{field}.{one['property']}")
    return names


def outputs_of(spec: str, ids: dict[str, str]) -> Any:
    """Name a callback's outputs as the browser does."""
    found = []
    for one in spec.strip(".").split("..."):
        field, _, of_what = one.rpartition(".")
        kind: Any = field
        if field.startswith("{"):
            parts = json.loads(field).items()
            kind = {
                key: ids.get(key, "") if isinstance(value, list) else value for key, value in parts
            }
        found.append({"id": kind, "property": of_what})
    return found if spec.startswith("..") else found[0]


def requests(app: Dash, asks: Asks) -> Iterator[dict[str, Any]]:
    """Every callback of the server, asked for this class by each of its inputs in turn."""
    for spec, callback in app.callback_map.items():
        if "callback" not in callback:
            continue  # it runs in the browser
        for answer in (Answer.RIGHT.value, "undo", "helped"):
            inputs = [filled(part, asks, answer) for part in callback["inputs"]]
            state = [filled(part, asks, answer) for part in callback["state"]]
            for trigger in inputs:
                yield {
                    "output": spec,
                    "outputs": outputs_of(spec, asks.ids),
                    "inputs": inputs,
                    "state": state,
                    "changedPropIds": asked(trigger),
                }


def ask_everything(app: Dash, client: FlaskClient, asks: Asks) -> list[str]:
    """Ask each callback and each address with an id in it; returns what was answered."""
    said = []
    for body in requests(app, asks):
        answer = client.post("/_dash-update-component", json=body)
        assert answer.status_code in {200, 204}, (body["output"], answer.text)
        said.append(f"{body['output']} {body['changedPropIds']} {answer.text}")
    for rule in app.server.url_map.iter_rules():
        if not rule.arguments or rule.rule.startswith("/_dash"):
            continue
        address = rule.rule.replace("<form>", "html")
        address = re.sub(r"<[^>]*>", asks.ids["session"], address)
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            answer = client.open(address, method=method, json=NOTE if method == "POST" else None)
            said.append(f"{method} {rule.rule} {answer.text}")
            answer.close()
    return said


def without(said: list[str], ids: dict[str, str]) -> list[str]:
    """Leave out what differs by the question itself, by the moment, or by Dash's own chance."""
    words = "|".join(map(re.escape, ids.values()))
    chance = r'\d{4}-\d\d-\d\dT[\d:.+]+|"end_id":"[^"]*"'
    return [re.sub(f"{words}|{chance}", "…", one) for one in said]


def test_another_teacher_gets_nothing_of_a_class_and_changes_nothing(
    app: Dash, store: Store, secrets: Asks
) -> None:
    before = content(store)
    said = ask_everything(app, signed_in(app, store, "Other"), secrets)
    leaks = [one for one in said if TITLE in one or STUDENT in one or "Secret topic" in one]
    assert leaks == []
    assert content(store) == before


def test_a_foreign_class_looks_exactly_like_one_that_never_was(
    app: Dash, store: Store, secrets: Asks
) -> None:
    other = signed_in(app, store, "Other")
    never = Asks(dict.fromkeys(secrets.ids, UNKNOWN), secrets.shown)
    foreign = without(ask_everything(app, other, secrets), secrets.ids)
    assert foreign == without(ask_everything(app, other, never), never.ids)
    assert any("There is no such class" in one for one in foreign)


@pytest.mark.parametrize("name", ["Owner", "Admin"])
def test_the_same_questions_show_and_change_the_class_of_its_teacher_and_of_admins(
    app: Dash, store: Store, secrets: Asks, name: str
) -> None:
    before = content(store)
    said = ask_everything(app, signed_in(app, store, name), secrets)
    assert any(TITLE in one for one in said)
    after = content(store)
    tables = {"class_session", "confusion_episode", "self_report", "pulse_check", "topic_marker"}
    assert {name for name in before if before[name] != after[name]} >= tables


@pytest.mark.parametrize("odd", ["\x00", "a\x00b", "", "' OR 1=1 --"])
def test_an_odd_id_is_no_class_on_postgresql_too(app: Dash, postgres_url: str, odd: str) -> None:
    away = open_store(postgres_url)
    with app.server.test_request_context(), away.sessions() as s:
        g.viewer = Viewer("admin", "Admin", admin=True)
        with pytest.raises(SessionNotFoundError):
            own_session(s, odd)
        with pytest.raises(SessionNotFoundError):
            own_part(s, ParticipantRow, odd)
        with pytest.raises(SessionNotFoundError):
            student_past(s, "0" * 32, odd, datetime.now(UTC))
    away.close()
