import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from classroom.reports.kinds import Form
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import open_store
from tests.cli.command import classroom, json_of


def created(*arguments: str) -> dict[str, Any]:
    done = classroom("session", "create", "--title", "Maths", *arguments, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    made: dict[str, Any] = json_of(done)
    return made


def test_create_prints_id_code_and_the_link_for_students() -> None:
    made = created("--lawful-here")

    assert set(made) == {"id", "code", "join_url"}
    assert made["join_url"].endswith(f"/join/{made['code']}")


def test_a_database_that_fails_in_the_middle_is_one_clear_error(settings: Settings) -> None:
    store = open_store(settings.resolved_database_url)
    with store.sessions.begin() as s:
        s.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON class_session "
                "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
            )
        )
    store.close()
    done = classroom("session", "create", "--title", "Maths", "--lawful-here", "--json")

    assert done.returncode == 2
    assert json_of(done)["error"]["code"] == "store"
    assert "disk is full" in json_of(done)["error"]["message"]
    assert "Maths" not in done.stdout + done.stderr


def test_a_course_is_listed_and_reported() -> None:
    made = created("--lawful-here", "--course", " Maths\t7b ")

    (listed,) = json_of(classroom("session", "list", "--json"))
    report = json_of(classroom("session", "report", made["id"], "--json"))

    assert listed["course"] == report["session"]["course"] == "Maths 7b"


def test_a_course_that_is_too_long_is_refused() -> None:
    done = classroom(
        "session", "create", "--title", "Maths", "--course", "x" * 101, "--lawful-here", "--json"
    )

    assert done.returncode == 2
    assert "100 characters" in json_of(done)["error"]["message"]


def test_create_without_the_law_confirmed_fails_with_the_notice() -> None:
    done = classroom("session", "create", "--title", "Maths", "--json")

    assert done.returncode == 2
    assert json_of(done)["error"]["code"] == "law_notice"
    assert "5(1)(f)" in json_of(done)["error"]["message"]


def test_self_report_mode_needs_no_confirmation() -> None:
    assert created("--mode", "self-report")["code"]


def test_an_empty_title_is_refused_in_one_line() -> None:
    done = classroom("session", "create", "--title", "  ", "--lawful-here")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_list_and_end_tell_of_the_same_session() -> None:
    made = created("--lawful-here")

    before = json_of(classroom("session", "list", "--json"))
    ended = json_of(classroom("session", "end", made["id"], "--json"))
    after = json_of(classroom("session", "list", "--json"))

    assert [each["id"] for each in before] == [made["id"]]
    assert before[0]["ended_at"] is None
    assert after[0]["ended_at"][:19] == ended["ended_at"][:19]


def test_the_list_is_whole_at_80_columns() -> None:
    title = "Fractions [week 2], with a title so long that it goes on below"
    made = json_of(
        classroom(
            "session", "create", "--title", title, "--mode", "self-report",
            "--course", "Maths 7b", "--json",
        )
    )  # fmt: skip

    printed = classroom("session", "list", COLUMNS="80").stdout
    named = " ".join(line[:32].strip() for line in printed.splitlines()[1:])

    assert max(map(len, printed.splitlines())) <= 80
    assert named == f"{title} · Maths 7b {made['id']}"
    assert re.search(
        rf" {made['code']}  self-report  \d{{4}}-\d\d-\d\d \d\d:\d\d  waiting\b", printed
    )


def test_end_asks_first_and_leaves_the_session_if_not_confirmed() -> None:
    made = created("--lawful-here")

    done = classroom("session", "end", made["id"])

    assert done.returncode != 0
    assert json_of(classroom("session", "list", "--json"))[0]["ended_at"] is None


def test_an_unknown_session_is_a_json_error() -> None:
    done = classroom("session", "report", "nobody", "--json")

    assert done.returncode == 2
    assert json_of(done)["error"]["code"] == "unknown_code"


def test_report_has_the_keys_of_the_contract() -> None:
    report = json_of(classroom("session", "report", created("--lawful-here")["id"], "--json"))

    parts = {"session", "participants", "timeline", "episodes", "events"}
    parts |= {"topics", "pulse_checks", "precision"}
    assert set(report) == parts
    assert set(report["session"]) == {
        "id", "title", "mode", "started_at", "ended_at", "course",
    }  # fmt: skip


def test_report_can_be_written_to_a_file(tmp_path: Path) -> None:
    made = created("--lawful-here")
    file = tmp_path / "timeline.csv"

    done = classroom("session", "report", made["id"], "--format", "csv", "-o", file)

    assert done.returncode == 0
    assert file.read_text().startswith("at,students_seen,neutral")


def test_teacher_link_prints_a_new_link_each_time() -> None:
    links = {json_of(classroom("teacher", "link", "--json"))["teacher_link"] for _ in range(2)}

    assert len(links) == 2
    assert all("/sign-in?link=" in link for link in links)


@pytest.mark.parametrize("form", list(Form))
def test_report_is_written_in_every_form(form: Form, tmp_path: Path) -> None:
    file = tmp_path / f"class.{form.ending}"

    done = classroom(
        "session", "report", created("--lawful-here")["id"], "--format", form, "-o", file
    )

    assert done.returncode == 0, done.stderr
    assert file.stat().st_size > 0
    assert list(tmp_path.glob(".*")) == []


def test_report_that_fails_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("of last week")
    made = created("--lawful-here", "--mode", "aggregate")

    done = classroom(
        "session",
        "report",
        made["id"],
        "--format",
        "csv",
        "--table",
        "events",
        "-o",
        file,
        "--json",
    )

    assert done.returncode == 2
    assert json_of(done)["error"]["code"] == "hidden"
    assert file.read_text() == "of last week"
    assert list(tmp_path.glob(".events*")) == []


def test_table_of_a_report_comes_through_a_pipe() -> None:
    done = classroom(
        "session", "report", created("--lawful-here")["id"], "--format", "csv", "--table", "topics"
    )

    assert done.stdout == "name,started_at,ended_at,flags,said_lost,confused_seconds\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "pdf", "--table", "events"), "--table goes with csv and parquet"),
        (("--format", "html", "--zone", "Mars/Olympus"), "no time zone 'Mars/Olympus'"),
        (("-o", "/nowhere/at/all.json"), "cannot write /nowhere/at/all.json"),
    ],
)
def test_report_says_in_a_line_what_is_wrong(arguments: tuple[str, ...], said: str) -> None:
    done = classroom("session", "report", created("--lawful-here")["id"], *arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_report_is_written_in_the_language_asked_for(tmp_path: Path) -> None:
    made, file = created("--lawful-here"), tmp_path / "stunde.html"

    done = classroom(
        "session", "report", made["id"], "--format", "html", "--language", "de", "-o", str(file)
    )

    assert done.returncode == 0, done.stderr
    assert "Wie das zu lesen ist" in file.read_text()


def test_a_language_that_no_report_has_is_refused() -> None:
    done = classroom("session", "report", "x", "--format", "html", "--language", "tlh")

    assert done.returncode == 2
    assert "en" in done.stderr


def test_the_days_to_keep_a_class_are_listed_and_bounded() -> None:
    created("--lawful-here")
    created("--lawful-here", "--keep-days", "7")

    listed = json_of(classroom("session", "list", "--json"))
    refused = classroom(
        "session", "create", "--title", "Maths", "--keep-days", "400", "--lawful-here", "--json"
    )

    assert sorted(each["keep_days"] for each in listed) == [7, 30]
    assert refused.returncode == 2
    assert "1 to 365 days" in json_of(refused)["error"]["message"]


def test_a_school_sets_the_days() -> None:
    limits: dict[str, Any] = {"CLASSROOM_KEEP_DAYS": "5", "CLASSROOM_KEEP_DAYS_AT_MOST": "6"}

    classroom("session", "create", "--title", "Maths", "--lawful-here", **limits)
    listed = json_of(classroom("session", "list", "--json", **limits))
    wrong = classroom("session", "list", CLASSROOM_KEEP_DAYS="9", CLASSROOM_KEEP_DAYS_AT_MOST="6")

    assert [each["keep_days"] for each in listed] == [5]
    assert wrong.returncode == 2
    assert "keep_days must not be more than keep_days_at_most" in wrong.stderr


def test_forget_says_what_is_overdue_and_deletes_it_only_without_dry_run(
    settings: Settings,
) -> None:
    running, old = created("--lawful-here")["id"], created("--lawful-here")["id"]
    store = open_store(settings.resolved_database_url)
    with store.sessions.begin() as s:
        ClassSessions(s).end(old, datetime.now(UTC) - timedelta(days=31))
    store.close()

    dry = json_of(classroom("session", "forget", "--overdue", "--dry-run", "--json"))
    listed = json_of(classroom("session", "list", "--json"))
    done = json_of(classroom("session", "forget", "--overdue", "--json"))
    left = json_of(classroom("session", "list", "--json"))

    assert dry == {"dry_run": True, "sessions": [old]}
    assert len(listed) == 2
    assert done == {"dry_run": False, "sessions": [old]}
    assert [each["id"] for each in left] == [running]


def test_forget_without_saying_what_deletes_nothing() -> None:
    done = classroom("session", "forget")

    assert done.returncode == 2
    assert "--overdue" in done.stderr
