"""All commands, and the one place where an error becomes a line and an exit code."""

import json
import sys
from typing import Final, NoReturn

import typer

from classroom.cli.analyze import analyze
from classroom.cli.check import check
from classroom.cli.evaluate import evaluate
from classroom.cli.serve import serve
from classroom.cli.session import session
from classroom.cli.simulate import simulate
from classroom.cli.teacher import teacher
from classroom.cli.train import train
from classroom.errors import ClassroomError
from models.errors import ModelError

ERROR_EXIT_CODE: Final[int] = 2

app = typer.Typer(
    name="classroom",
    help="Raised Hand: the mood of a live video class, and who may need help.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
app.command()(serve)
app.command()(check)
app.add_typer(session)
app.add_typer(teacher)
app.command()(analyze)
app.command()(simulate)
app.add_typer(train)
app.add_typer(evaluate)


def main() -> None:
    """Run a command; what the person at the keyboard can put right is one line, no traceback."""
    try:
        app()
    except ClassroomError as error:
        _fail(error.code, str(error))
    except ModelError as error:
        _fail("model", str(error))


def _fail(code: str, message: str) -> NoReturn:
    line = " ".join(message.split())
    if "--json" in sys.argv:
        print(json.dumps({"error": {"code": code, "message": line}}))
    else:
        print(f"classroom: {line}", file=sys.stderr)
    sys.exit(ERROR_EXIT_CODE)
