"""``classroom teacher``, and whose the classes of the command line are."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from classroom.domain.mode import SessionMode
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import open_store
from classroom.store.passwords import Passwords
from classroom.store.teachers import Teachers
from tests.cli.command import classroom, json_of
from tests.shared_data import REPOSITORY
from tests.store.rows import START

PASSWORD = "correct horse battery"


def add(name: str, *arguments: str, typed: str = PASSWORD + "\n") -> Any:
    return classroom("teacher", "add", name, "--password-stdin", "--json", *arguments, typed=typed)


@contextmanager
def opened() -> Iterator[Session]:
    """The store that the commands use."""
    store = open_store(Settings().resolved_database_url)
    with store.sessions.begin() as s:
        yield s
    store.close()


def known(*names: str) -> None:
    """Have these teachers, added one after another."""
    with opened() as s:
        for place, name in enumerate(names):
            Teachers(s).add(name, None, admin=False, now=START + timedelta(seconds=place))


def names() -> list[str]:
    with opened() as s:
        return [row.name for row in Teachers(s).list_all()]


def typed_at_a_terminal(*arguments: str, answers: tuple[str, ...]) -> tuple[int, str]:
    """Run ``classroom`` as at a keyboard; returns its exit code and all that the screen showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "classroom", *arguments],
        cwd=REPOSITORY,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        shown = b""
        given = 0
        while True:
            try:
                part = os.read(ours, 1000)
            except OSError:  # Linux's word for the other end being closed
                break
            shown += part
            if len(re.findall(rb"(?:Password|confirmation): ", shown)) > given < len(answers):
                os.write(ours, answers[given].encode() + b"\n")
                given += 1
        os.close(ours)
        return process.wait(60), shown.decode()


def test_a_teacher_is_added_and_listed_without_their_password() -> None:
    known("Ms Frizzle")

    assert json_of(add("Head", "--admin"))["admin"] is True

    rows = json_of(classroom("teacher", "list", "--json"))
    assert [(row["name"], row["admin"], row["password"]) for row in rows] == [
        ("Ms Frizzle", False, False),
        ("Head", True, True),
    ]
    assert set(rows[0]) == {"id", "name", "admin", "password", "created_at"}


def test_at_a_terminal_the_password_is_asked_for_twice_and_not_shown() -> None:
    code, shown = typed_at_a_terminal(
        "teacher", "add", "Ms Frizzle", answers=(PASSWORD, "a slip", PASSWORD, PASSWORD)
    )

    assert code == 0, shown
    assert "do not match" in shown
    assert PASSWORD not in shown
    assert names() == ["Ms Frizzle"]


def test_without_a_terminal_the_way_to_pipe_a_password_is_named() -> None:
    done = classroom("teacher", "add", "Ms Frizzle")

    assert done.returncode == 2
    assert "--password-stdin" in done.stderr
    assert names() == []


def test_a_short_password_or_a_taken_name_adds_nobody() -> None:
    known("Ms Frizzle")

    assert "10 characters" in json_of(add("Head", typed="short\n"))["error"]["message"]
    assert "already" in json_of(add("ms frizzle"))["error"]["message"]
    assert names() == ["Ms Frizzle"]


@pytest.mark.parametrize("command", ["password", "remove", "link"])
def test_an_unknown_name_is_one_clear_line(command: str) -> None:
    done = classroom("teacher", command, "Nobody")

    assert done.returncode == 2
    assert "`classroom teacher list`" in done.stderr


def test_a_changed_password_is_the_one_that_counts() -> None:
    known("Ms Frizzle")

    classroom("teacher", "password", "Ms Frizzle", "--password-stdin", typed=PASSWORD + "\n")

    with opened() as s:
        kept = Teachers(s).by_name("Ms Frizzle").password_hash
    assert Passwords().check(kept, PASSWORD).right


def test_remove_asks_first_and_leaves_the_classes_to_admins() -> None:
    known("Ms Frizzle", "Head")
    with opened() as s:
        owner = Teachers(s).by_name("Ms Frizzle").id
        ClassSessions(s).create("Maths", SessionMode.SELF_REPORT, None, START, owner)

    assert classroom("teacher", "remove", "Ms Frizzle").returncode != 0
    assert names() == ["Ms Frizzle", "Head"]
    done = classroom("teacher", "remove", "Ms Frizzle", "--yes", "--json")

    assert json_of(done) == {"removed": "Ms Frizzle", "classes_left": 1}
    assert names() == ["Head"]


def test_a_class_belongs_to_the_named_teacher() -> None:
    known("Ms Frizzle", "Head")
    create = ("session", "create", "--mode", "self-report", "--title")
    classroom(*create, "named", "--teacher", "head")
    classroom(*create, "of one of two")

    listed = json_of(classroom("session", "list", "--json"))
    assert {row["title"]: row["teacher"] for row in listed} == {
        "named": "Head",
        "of one of two": None,
    }


def test_a_class_without_a_name_belongs_to_the_only_teacher() -> None:
    known("Ms Frizzle")
    classroom("session", "create", "--mode", "self-report", "--title", "Maths")

    assert json_of(classroom("session", "list", "--json"))[0]["teacher"] == "Ms Frizzle"
