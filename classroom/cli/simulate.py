"""``classroom simulate``: how many students this server can take."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from classroom.cli.options import Json, print_json, settings_from


def simulate(
    students: Annotated[int, typer.Option(min=1, help="How many join.")] = 10,
    seconds: Annotated[float, typer.Option(help="How long to measure.")] = 30.0,
    fps: Annotated[float, typer.Option(help="Frames a second that each sends.")] = 5.0,
    clips: Annotated[
        Path | None,
        typer.Option(help="Folder of videos of faces; without it a made clip of one face."),
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="A running server; without it one is started for this.")
    ] = None,
    code: Annotated[str | None, typer.Option(help="Join code of a class on that server.")] = None,
    database_url: Annotated[
        str | None,
        typer.Option(
            help="Database of the server that is started; without it one that is deleted after."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Connect virtual students by real WebRTC and report how fresh the readings are."""
    from rich.console import Console
    from rich.progress import Progress

    from classroom.simulate import Simulation
    from classroom.simulate import simulate as run

    plan = Simulation(students, seconds, fps, clips, url, code, database_url)
    settings = settings_from()
    console = Console(stderr=True)
    with Progress(console=console, disable=as_json and not sys.stderr.isatty()) as progress:
        task = progress.add_task("Starting")
        report = run(
            plan,
            settings,
            lambda what, done, total: progress.update(
                task, description=what, completed=done, total=total
            ),
        ).as_json()
        progress.update(task, description="Done", completed=1, total=1)
    if as_json:
        print_json(report)
    else:
        print("\n".join(f"{name:<18}{value}" for name, value in report.items()))
