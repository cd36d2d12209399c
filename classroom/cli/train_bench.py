"""``classroom train bench``: every architecture trained and measured by the same code."""

import shlex
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from classroom.cli.options import DatabaseUrl, Json, print_json
from classroom.cli.train_options import Action, Epochs, Fer2013, FerPlus
from models.training.plan import Weights
from models.training.recipes import RECIPES


def bench(
    fer2013: Fer2013,
    ferplus: FerPlus,
    action: Action = None,
    runs: Annotated[
        Path, typer.Option(help="Folder of the runs, one a name; finished ones stay as they are.")
    ] = Path("runs"),
    architectures: Annotated[
        str, typer.Option(help="Names with commas between: architectures, or runs that are over.")
    ] = ",".join(RECIPES),
    epochs: Epochs = None,
    limit: Annotated[
        int | None, typer.Option(min=10, help="Only so many faces of each split: a quick look.")
    ] = None,
    weights: Annotated[
        Weights | None, typer.Option(help="Where transfer networks begin; imagenet downloads.")
    ] = None,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Train, export and measure many architectures; write bench.json and bench.md beside them.

    A killed bench goes on where it was. Time a face is on one core, accuracy on PrivateTest.
    """
    from models.bench import as_markdown, entries, limited, run_bench
    from models.dataset import load_faces

    names = [name.strip() for name in architectures.split(",") if name.strip()]
    planned = entries(runs, names, epochs, weights)
    data = {"fer2013": fer2013, "ferplus": ferplus} | ({"action": action} if action else {})
    faces = limited(load_faces(**data), limit)
    rows = run_bench(
        faces,
        planned,
        runs,
        data,
        command=f"classroom {shlex.join(sys.argv[1:])}",
        verbose=0 if as_json else 1 if sys.stdout.isatty() else 2,
        tell=lambda text: None if as_json else print(text, flush=True),
    )
    if as_json:
        print_json([asdict(row) for row in rows])
    else:
        print(as_markdown(rows), end="")
