from pathlib import Path

import pytest

from classroom.errors import ClassroomError
from classroom.simulate import Simulation
from tests.cli.command import classroom, json_of
from tests.shared_data import REPOSITORY

KEYS = {
    "students",
    "connected",
    "inferences_per_s",
    "age_p50_ms",
    "age_p95_ms",
    "cpu_cores",
    "rss_mb",
    "dropped",
}


def test_two_virtual_students_are_read_by_a_server_of_their_own(tmp_path: Path) -> None:
    of_the_school = tmp_path / "school.sqlite3"
    done = classroom(
        "simulate", "--students", "2", "--seconds", "5", "--fps", "5", "--json",
        CLASSROOM_DATABASE_URL=f"sqlite:///{of_the_school}",
        CLASSROOM_PUBLIC_URL="https://class.school.example",
        CLASSROOM_TLS="true",
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert not of_the_school.exists()
    report = json_of(done)
    assert set(report) == KEYS
    assert report["students"] == report["connected"] == 2
    assert report["inferences_per_s"] > 1
    assert 0 < report["age_p50_ms"] <= report["age_p95_ms"]
    assert report["cpu_cores"] > 0
    assert report["rss_mb"] > 50
    assert report["dropped"] >= 0


def test_a_url_needs_a_code() -> None:
    with pytest.raises(ClassroomError, match="--code"):
        Simulation(students=1, seconds=1, fps=5, url="http://127.0.0.1:1")


def test_no_student_who_can_join_is_one_clear_error() -> None:
    done = classroom(
        "simulate", "--students", "1", "--seconds", "1", "--url", "http://127.0.0.1:1",
        "--code", "AAAAAA", "--json",
    )  # fmt: skip

    assert done.returncode == 2
    assert "no student could join" in json_of(done)["error"]["message"]


def test_a_folder_without_clips_is_one_clear_error() -> None:
    done = classroom("simulate", "--clips", REPOSITORY / "migrations")

    assert done.returncode == 2
    assert "no clips" in done.stderr
