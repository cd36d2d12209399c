import csv
import io
from pathlib import Path
from typing import Any

from classroom.cli.session import timeline_csv
from classroom.domain.emotion import EMOTIONS
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


def test_a_report_form_that_is_not_built_yet_says_so() -> None:
    done = classroom("session", "report", "any", "--format", "pdf")

    assert done.returncode == 2
    assert "--format json or csv" in done.stderr


def test_csv_leaves_the_emotions_of_an_unseen_second_empty() -> None:
    seen = dict.fromkeys(EMOTIONS, 0.125)
    timeline = [
        {"at": "2026-01-01T10:00:00+00:00", "students_seen": 1, "emotions": seen, "confused": 1},
        {"at": "2026-01-01T10:00:01+00:00", "students_seen": 0, "emotions": {}, "confused": 0},
    ]

    rows = list(csv.DictReader(io.StringIO(timeline_csv({"timeline": timeline}))))

    assert rows[0]["fear"] == "0.125"
    assert [rows[1][name] for name in EMOTIONS] == [""] * len(EMOTIONS)


def test_teacher_link_prints_a_new_link_each_time() -> None:
    links = {json_of(classroom("teacher", "link", "--json"))["teacher_link"] for _ in range(2)}

    assert len(links) == 2
    assert all("/sign-in?link=" in link for link in links)
