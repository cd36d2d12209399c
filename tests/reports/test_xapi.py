"""xAPI statements, held against the rules of the specification, 1.0.3."""

import json
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from classroom.domain.mode import SessionMode
from classroom.reports.kinds import Form
from classroom.store.participants import ConnectionState, Participants
from classroom.store.pulse_checks import PulseChecks
from tests.reports.classes import HOME, HOSTILE_NAMES, class_of, end, exported, small_class
from tests.store.rows import after, new_participant, new_session

STATEMENT = {
    "id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority",
    "version", "attachments",
}  # fmt: skip
RESULT = {"score", "success", "completion", "response", "duration", "extensions"}
CONTEXT = {
    "registration", "instructor", "team", "contextActivities", "revision", "platform", "language",
    "statement", "extensions",
}  # fmt: skip
DEFINITION = {"name", "description", "type", "moreInfo", "extensions"}
DURATION = re.compile(r"P(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def statements(s: Session, session_id: str, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported(s, session_id, Form.XAPI, **more))
    for statement in found:
        check_statement(statement)
    assert len({each["id"] for each in found}) == len(found)
    return found


def check_statement(statement: dict[str, Any]) -> None:
    assert {"actor", "verb", "object"} <= set(statement) <= STATEMENT
    assert str(UUID(statement["id"])) == statement["id"]
    assert UUID(statement["id"]).version == 5
    check_nothing_empty(statement)
    check_actor(statement["actor"])
    check_iri(statement["verb"]["id"])
    check_language_map(statement["verb"]["display"])
    check_activity(statement["object"])
    check_moment(statement["timestamp"])
    result, context = statement.get("result", {}), statement.get("context", {})
    assert set(result) <= RESULT
    assert set(context) <= CONTEXT
    assert DURATION.fullmatch(result.get("duration", "PT0S"))
    for key in result.get("extensions", {}):
        check_iri(key)
    assert str(UUID(context["registration"])) == context["registration"]
    for parents in context.get("contextActivities", {}).values():
        for activity in parents:
            check_activity(activity)


def check_nothing_empty(value: Any) -> None:
    """No null, no empty object, anywhere but in extensions (Data, 2.2)."""
    assert value is not None
    assert value != {}
    for inner in value.values() if isinstance(value, dict) else []:
        check_nothing_empty(inner)


def check_actor(actor: dict[str, Any]) -> None:
    """Exactly one identifier, and never an address (Data, 2.4.2)."""
    assert set(actor) == {"objectType", "account"}
    assert actor["objectType"] in {"Agent", "Group"}
    assert set(actor["account"]) == {"homePage", "name"}
    assert actor["account"]["homePage"] == HOME
    assert re.fullmatch(r"[0-9a-f]{32}", actor["account"]["name"])


def check_activity(activity: dict[str, Any]) -> None:
    assert set(activity) <= {"objectType", "id", "definition"}
    assert activity.get("objectType", "Activity") == "Activity"
    check_iri(activity["id"])
    assert set(activity["definition"]) <= DEFINITION
    check_iri(activity["definition"]["type"])
    check_language_map(activity["definition"]["name"])


def check_iri(text: str) -> None:
    assert urlsplit(text).scheme in {"http", "https", "urn"}
    assert not re.search(r"\s", text)


def check_language_map(names: dict[str, str]) -> None:
    assert names
    assert all(LANGUAGE.fullmatch(tag) for tag in names)


def check_moment(text: str) -> None:
    moment = datetime.fromisoformat(text)
    assert moment.utcoffset() == timedelta(0)
    assert re.search(r"T\d\d:\d\d:\d\d\.\d{3}", text)


def verbs(found: list[dict[str, Any]]) -> list[str]:
    return sorted(each["verb"]["id"].rsplit("/", 1)[1] for each in found)


def test_class_is_attended_commented_and_answered(s: Session) -> None:
    found = statements(s, small_class(s))
    assert verbs(found) == ["attended", "attended", "commented", "responded"]
    assert [each["timestamp"] for each in found] == sorted(each["timestamp"] for each in found)
    [lost] = [each for each in found if each["verb"]["id"].endswith("commented")]
    assert lost["result"] == {"response": "I'm lost"}


def test_exporting_twice_gives_the_same_statements(s: Session) -> None:
    session_id = small_class(s)
    assert statements(s, session_id) == statements(s, session_id, now=after(5000))


@pytest.mark.parametrize("state", ["left", "lost"])
def test_student_attended_until_they_were_gone(s: Session, state: ConnectionState) -> None:
    session_id, [ada, bob] = class_of(s, ("Ada", "Bob"))
    Participants(s).set_state(ada, state, after(90))
    durations = {
        each["actor"]["account"]["name"]: each["result"]["duration"]
        for each in statements(s, session_id)
        if each["verb"]["id"].endswith("attended")
    }
    assert durations == {ada: "PT90.00S", bob: "PT600.00S"}


def test_running_class_is_not_attended_yet(s: Session) -> None:
    assert "attended" not in verbs(statements(s, small_class(s, ended=False)))


def test_no_name_of_a_student_is_in_a_statement(s: Session) -> None:
    session_id, _ = class_of(s, HOSTILE_NAMES)
    statements(s, session_id)
    text = json.dumps(json.loads(exported(s, session_id, Form.XAPI)), ensure_ascii=False)
    assert not [name for name in HOSTILE_NAMES if name in text]
    assert "mbox" not in text


def test_nothing_read_from_a_face_is_in_a_statement(s: Session) -> None:
    text = exported(s, small_class(s), Form.XAPI).decode()
    assert not [word for word in ("happiness", "confus", "brow", "flag") if word in text]


def test_answers_to_a_pulse_check_are_the_classs_and_nobodys(s: Session) -> None:
    session_id = small_class(s)
    [answer] = [e for e in statements(s, session_id) if e["verb"]["id"].endswith("responded")]
    assert answer["actor"]["objectType"] == "Group"
    assert answer["actor"]["account"]["name"] == session_id
    assert answer["result"]["extensions"] == {
        "urn:x-raised-hand:answered": 1,
        "urn:x-raised-hand:students": 2,
        "urn:x-raised-hand:following": 0,
        "urn:x-raised-hand:not-following": 1,
    }


def test_class_only_session_speaks_of_the_class_alone(s: Session) -> None:
    names = tuple(f"Student-{n}" for n in range(6))
    session_id, students = class_of(s, names, SessionMode.AGGREGATE)
    [attended] = statements(s, session_id)
    assert attended["actor"]["objectType"] == "Group"
    assert attended["actor"]["account"]["name"] == session_id
    assert not [who for who in students if who in exported(s, session_id, Form.XAPI).decode()]


@pytest.mark.parametrize(("answering", "shown"), [(4, False), (5, True)])
def test_class_only_session_says_no_answers_of_a_small_group(
    s: Session, answering: int, shown: bool
) -> None:
    session_id = new_session(s, SessionMode.AGGREGATE)
    students = [new_participant(s, session_id, f"Student {n}") for n in range(6)]
    pulse = PulseChecks(s).ask(session_id, after(0))
    for student in students[:answering]:
        PulseChecks(s).answer(pulse.id, student, True, after(5))
    [answer] = [e for e in statements(s, end(s, session_id)) if verbs([e]) == ["responded"]]
    assert ("urn:x-raised-hand:following" in answer["result"]["extensions"]) is shown


def test_class_without_anybody_has_no_statement(s: Session) -> None:
    assert statements(s, end(s, new_session(s))) == []
