"""What holds for the project as a whole."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from classroom.settings import Settings
from tests.cli.command import classroom
from tests.shared_data import REPOSITORY, SHARED

README = REPOSITORY / "README.md"

RUN_ELSEWHERE = {
    "make run": "tests/cli/test_serve.py runs what it runs; CI sets up by make test",
    "make test": ".ci/run",
    "make setup": "make test needs it",
    "make check": "make test needs it",
    "make pictures": "tests/pictures/test_pictures.py runs what it runs",
    "make texts": "tests/language/test_catalogue.py runs what it runs",
    "classroom serve": "tests/cli/test_serve.py",
    "classroom check": "tests/cli/test_check.py",
    "classroom teacher add": "below",
    "classroom teacher list": "below",
    "classroom teacher password": "below",
    "classroom teacher remove": "below",
    "classroom teacher link": "below",
    "classroom session create": "below",
    "classroom session list": "below",
    "classroom session report": "below",
    "classroom session end": "below",
    "classroom session forget": "below",
    "classroom simulate": "tests/simulate/test_simulation.py",
    "classroom analyze": "tests/cli/test_analyze.py",
    "classroom evaluate emotion": "tests/cli/test_networks.py",
    "classroom evaluate confusion": "tests/study/test_daisee.py",
    "classroom evaluate speed": "tests/benchmark/test_speed.py",
    "classroom train confusion": "tests/study/test_daisee.py",
    "classroom train bench": "tests/models/test_bench.py",
    "classroom train emotion": "tests/cli/test_networks.py, dry; tests/models trains for real",
}
"""Every command of the README, and where it is run for real."""

EXPORTED = (".csv", ".html", ".pdf", ".parquet", ".json")
SESSION_COMMANDS = ("classroom session", "classroom teacher")
ASK_FOR_PASSWORDS = ("classroom teacher add", "classroom teacher password")


def readme_commands() -> list[str]:
    blocks = re.findall(r"```bash\n(.*?)```", README.read_text(), re.DOTALL)
    lines = [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]
    return [re.sub(r"^([A-Z_]+=\S+ )*(\.venv/bin/)?", "", line) for line in lines if line]


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return [REPOSITORY / name for name in listed.stdout.split("\0") if name]


def test_every_command_of_the_readme_is_run_somewhere() -> None:
    unknown = [
        command
        for command in readme_commands()
        if not any(command.startswith(known) for known in RUN_ELSEWHERE)
    ]

    assert readme_commands()
    assert unknown == []


@pytest.mark.parametrize("command", readme_commands())
def test_a_readme_command_has_flags_that_exist(command: str) -> None:
    program, *arguments = shlex.split(command)
    if program == "make":
        assert f"\n{arguments[0]}:" in (REPOSITORY / "Makefile").read_text()
        return
    words = [word for word in arguments[:2] if re.fullmatch("[a-z]+", word)]
    given = {word for word in arguments if word.startswith("-")}

    offered = classroom(*words, "--help", COLUMNS="200").stdout

    assert {flag for flag in given if not re.search(rf"{flag}\b", offered)} == set()


@pytest.mark.timeout(600)  # ten commands, each a process of its own
def test_the_session_commands_of_the_readme_run_in_their_order(tmp_path: Path) -> None:
    session_id = ""
    for command in readme_commands():
        if not command.startswith(SESSION_COMMANDS):
            continue
        arguments = shlex.split(command)[1:]
        arguments = [session_id if word == "ID" else word for word in arguments]
        arguments = [
            str(tmp_path / word) if word.endswith(EXPORTED) else word for word in arguments
        ]
        if command.startswith(ASK_FOR_PASSWORDS):
            arguments.append("--password-stdin")
        done = classroom(*arguments, typed="correct horse battery\n")
        assert done.returncode == 0, (command, done.stderr)
        made = re.search(r"Session ([0-9a-f]{32})", done.stdout)
        session_id = made.group(1) if made else session_id

    assert session_id
    exported = [
        "class.html",
        "class.pdf",
        "statements.json",
        "stunde.html",
        "timeline.csv",
        "topics.parquet",
    ]
    assert sorted(each.name for each in tmp_path.glob("*.*")) == exported


def test_settings_that_the_readme_names_exist() -> None:
    named = set(re.findall(r"CLASSROOM_([A-Z_]+[A-Z])", README.read_text()))

    assert named
    assert {name.lower() for name in named} - set(Settings.model_fields) == set()


@pytest.mark.parametrize("document", ["README.md", "docs/pages.md"])
def test_pictures_of_the_documents_exist(document: str) -> None:
    file = REPOSITORY / document
    pictures = re.findall(r'(?:src|srcset)="([^"]+)"', file.read_text())

    assert pictures
    assert [each for each in pictures if not (file.parent / each).exists()] == []


def test_serving_imports_no_tensorflow() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import classroom.app, dashboard.app"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert not re.search(r"\| +(tensorflow|keras)\b", done.stderr)


def test_no_file_names_a_registry_host() -> None:
    from pip._internal.models.index import PyPI

    hosts = [PyPI.netloc.encode(), PyPI.file_storage_domain.encode()]
    naming = [
        str(path)
        for path in tracked_files()
        if path.is_file() and any(host in path.read_bytes() for host in hosts)
    ]

    assert naming == []


def test_every_pin_has_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        pins = re.findall(
            r"^[\w.-]+==.*?(?=^[\w.-]+==|\Z)", (REPOSITORY / name).read_text(), re.M | re.S
        )
        assert len(pins) > 50
        assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_every_test_folder_is_a_package() -> None:
    folders = {path.parent for path in (REPOSITORY / "tests").rglob("*.py")}

    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_picture_of_the_shared_data_is_in_the_project() -> None:
    if not SHARED.exists():
        pytest.skip(f"no shared data at {SHARED}")
    shared = {(path.name, path.stat().st_size) for path in SHARED.rglob("*") if path.is_file()}

    assert [
        str(path)
        for path in tracked_files()
        if path.is_file() and (path.name, path.stat().st_size) in shared
    ] == []


def test_no_data_set_or_recording_is_in_the_project() -> None:
    endings = {".npz", ".npy", ".csv", ".zip", ".pkl", ".jpg", ".jpeg", ".mp4", ".mkv", ".mov"}

    assert [str(path) for path in tracked_files() if path.suffix.lower() in endings] == []


def test_ci_runs_make_test_and_nothing_else() -> None:
    lines = (REPOSITORY / ".ci" / "run").read_text().splitlines()

    assert [line for line in lines if line and not line.startswith(("#", "set ", "cd "))] == [
        "make test"
    ]
