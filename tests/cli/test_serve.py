import shutil
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from classroom.cli.serve import announce, dashboard_environment, sign_in_url
from classroom.settings import Settings
from tests.cli.command import announced, classroom, json_of, serving, wait_until
from tests.shared_data import REPOSITORY

FREE = ("--port", "0", "--dashboard-port", "0")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def test_serve_brings_up_both_sides_and_stops_both_on_sigterm() -> None:
    with serving("--json", *FREE, "--workers", "1") as server:
        addresses = announced(server)
        wait_until(lambda: answers(f"{addresses['student_url']}/readyz"))
        wait_until(lambda: answers(f"{addresses['dashboard_url']}/healthz"))
        children = psutil.Process(server.pid).children(recursive=True)

        server.send_signal(signal.SIGTERM)

        assert server.wait(30) == 0
        _, alive = psutil.wait_procs(children, timeout=10)
        assert alive == []


def test_a_dashboard_that_dies_is_started_again() -> None:
    with serving("--json", *FREE, "--workers", "1") as server:
        dashboard_url = announced(server)["dashboard_url"]
        wait_until(lambda: answers(f"{dashboard_url}/healthz"))
        child = dashboard_of(server.pid)

        child.kill()

        wait_until(lambda: answers(f"{dashboard_url}/healthz"))
        assert dashboard_of(server.pid).pid != child.pid


def test_a_killed_server_leaves_no_dashboard_behind() -> None:
    with serving("--json", *FREE, "--workers", "1") as server:
        dashboard_url = announced(server)["dashboard_url"]
        wait_until(lambda: answers(f"{dashboard_url}/healthz"))
        child = dashboard_of(server.pid)

        server.kill()

        psutil.wait_procs([child], timeout=15)
        assert not child.is_running()


def test_the_one_time_link_is_printed_on_the_first_start_only() -> None:
    with serving("--json", *FREE, "--workers", "1") as server:
        first = announced(server)["teacher_link"]
    with serving("--json", *FREE, "--workers", "1") as server:
        second = announced(server)["teacher_link"]

    assert "/sign-in?link=" in first
    assert second is None


@pytest.mark.parametrize(
    ("taken_flag", "other_flag"),
    [("--port", "--dashboard-port"), ("--dashboard-port", "--port")],
)
def test_a_taken_port_is_one_clear_line_that_names_its_flag(
    taken_flag: str, other_flag: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = classroom("serve", taken_flag, port, other_flag, "0")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"port {port}" in done.stderr
    assert taken_flag in done.stderr


def test_one_port_for_both_sides_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    done = classroom("serve", "--port", port, "--dashboard-port", port, "--json")

    assert done.returncode == 2
    assert "both sides" in json_of(done)["error"]["message"]


def test_an_unwritable_data_folder_is_one_clear_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("a folder cannot be made under a file")
    done = classroom("serve", *FREE, CLASSROOM_DATA_DIR=str(file / "data"))

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert str(file) in done.stderr


def test_a_bad_database_url_is_one_clear_line() -> None:
    done = classroom("serve", *FREE, "--database-url", "no-database")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_unreachable_database_is_a_json_error_that_hides_its_password() -> None:
    url = "postgresql+psycopg://someone:hunter2@127.0.0.1:1/classroom"
    done = classroom("serve", *FREE, "--database-url", url, "--json")

    assert done.returncode == 2
    assert json_of(done)["error"]["message"]
    assert "hunter2" not in done.stdout + done.stderr


def test_a_bad_setting_in_the_environment_is_named() -> None:
    done = classroom("serve", "--json", CLASSROOM_PORT="many")

    assert done.returncode == 2
    assert "port" in json_of(done)["error"]["message"]


def test_ray_is_refused_as_long_as_it_is_not_built() -> None:
    done = classroom("serve", *FREE, "--pool", "ray")

    assert done.returncode == 2
    assert "--pool process" in done.stderr


def test_damaged_weights_are_one_clear_line(tmp_path: Path) -> None:
    for package in ("classroom", "dashboard", "migrations", "models"):
        shutil.copytree(
            REPOSITORY / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    weights = tmp_path / "models" / "weights" / "emotion.tflite"
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 0xFF
    weights.write_bytes(content)

    done = classroom("serve", *FREE, "--workers", "1", cwd=tmp_path)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "damaged" in done.stderr


def test_serve_says_where_the_data_is_and_what_keeps_others_out(tmp_path: Path) -> None:
    with serving("--json", *FREE, "--host", "0.0.0.0", CLASSROOM_DATA_DIR=str(tmp_path)) as server:
        told = announced(server)
        ports = [urlsplit(told[name]).port for name in ("student_url", "dashboard_url")]
        wait_until(lambda: answers(f"{told['student_url']}/readyz"))
        wait_until(lambda: answers(f"{told['dashboard_url']}/healthz"))
        listens = {
            each.laddr.port: each.laddr.ip
            for process in (psutil.Process(server.pid), dashboard_of(server.pid))
            for each in process.net_connections("tcp")
            if each.status == psutil.CONN_LISTEN
        }

    assert told["data"] == str(tmp_path)
    assert [each["name"] for each in told["warnings"]] == ["address"]
    assert "CLASSROOM_PUBLIC_URL" in told["warnings"][0]["do"]
    assert [listens[port] for port in ports] == ["0.0.0.0", "127.0.0.1"]


def test_serve_prints_the_data_folder_and_its_warnings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    announce(Settings(data_dir=tmp_path, dashboard_host="0.0.0.0"), None, as_json=False)

    told = capsys.readouterr().out
    assert f"Data:      {tmp_path}\n" in told
    assert "CLASSROOM_PUBLIC_URL" in told
    assert "passwords cross the network unencrypted" in told


def test_the_place_of_the_data_hides_its_password(capsys: pytest.CaptureFixture[str]) -> None:
    url = "postgresql+psycopg://school:hunter2@db/classroom?password=hunter3"
    announce(Settings(database_url=url), None, as_json=False)

    told = capsys.readouterr().out
    assert "Data:      postgresql+psycopg://school:***@db/classroom\n" in told


def test_the_dashboard_gets_the_flags_of_serve(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path, port=1234, dashboard_port=4321, dashboard_host="::1", workers=3
    )

    environment = dashboard_environment(settings)

    assert environment["CLASSROOM_PORT"] == "1234"
    assert environment["CLASSROOM_DASHBOARD_PORT"] == "4321"
    assert environment["CLASSROOM_DASHBOARD_HOST"] == "::1"
    assert environment["CLASSROOM_WORKERS"] == "3"
    assert environment["CLASSROOM_DATABASE_URL"] == settings.resolved_database_url


def test_the_sign_in_link_leads_to_the_dashboard() -> None:
    settings = Settings(dashboard_host="0.0.0.0", dashboard_port=4321)

    assert sign_in_url(settings, "secret") == "http://localhost:4321/sign-in?link=secret"


def dashboard_of(server_pid: int) -> psutil.Process:
    return next(
        child
        for child in psutil.Process(server_pid).children()
        if "classroom.cli.dashboard_child" in child.cmdline()
    )
