import subprocess
import sys

import pytest

from tests.cli.command import classroom

COMMANDS = [
    (),
    ("serve",),
    ("check",),
    ("session",),
    ("session", "create"),
    ("session", "list"),
    ("session", "end"),
    ("session", "report"),
    ("teacher", "link"),
    ("analyze",),
    ("simulate",),
    ("train", "emotion"),
    ("evaluate", "emotion"),
    ("evaluate", "speed"),
    ("evaluate", "confusion"),
    ("train", "confusion"),
    ("train", "bench"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    done = classroom(*command, "--help", COLUMNS="160")

    assert done.returncode == 0
    assert "Usage" in done.stdout
    if command and command not in {("session",)}:
        assert "--json" in done.stdout
        assert "--database-url" in done.stdout


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, classroom.cli.commands; "
        "print(*{'tensorflow', 'keras', 'dash', 'aiortc', 'av', 'cv2', 'sqlalchemy'}"
        " & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == ""


def test_an_unknown_option_is_a_usage_error() -> None:
    assert classroom("serve", "--nonsense").returncode == 2
