"""``classroom train``: fit the networks to the data sets."""

import shlex
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from classroom.cli.options import DatabaseUrl, Json, print_json

train = typer.Typer(name="train", help="Train the networks.", no_args_is_help=True)

Fer2013 = Annotated[Path, typer.Option(help="FER2013: the npz, or the well-known csv.")]
FerPlus = Annotated[Path, typer.Option(help="FER+ votes: fer2013new.csv.")]


@train.callback()
def group() -> None:
    """Keep ``emotion`` a subcommand although it is the only network so far."""


@train.command()
def emotion(
    fer2013: Fer2013,
    ferplus: FerPlus,
    action: Annotated[
        Path | None, typer.Option(help="Facial action scores of FER2013, an npz.")
    ] = None,
    architecture: Annotated[str, typer.Option(help="Which network.")] = "residual",
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the training faces.")] = 20,
    run: Annotated[
        Path, typer.Option(help="Folder of this run; a killed run goes on from it.")
    ] = Path("runs/emotion"),
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and check the data, then stop.")
    ] = False,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Train the emotion network and export it as TFLite with its manifest into the run's folder."""
    from models.dataset import SPLITS, load_faces

    data = {"fer2013": fer2013, "ferplus": ferplus} | ({"action": action} if action else {})
    faces = load_faces(**data)
    result: dict[str, Any] = {
        "architecture": architecture,
        "epochs": epochs,
        "faces": {name: len(faces.of_split(name)) for name in SPLITS},
        "run": str(run),
    }
    if not dry_run:
        from models.training.emotion import TrainingPlan
        from models.training.emotion import train as fit
        from models.training.export import export_run

        plan = TrainingPlan(architecture=architecture, epochs=epochs)
        fit(faces, plan, run, verbose=0 if as_json else 1)
        weights = run / "emotion.tflite"
        figures = export_run(
            run, faces, weights, data, command=f"classroom {shlex.join(sys.argv[1:])}"
        )
        result |= {"weights": str(weights), "metrics": figures.summary()}
    if as_json:
        print_json(result)
    else:
        print("\n".join(f"{name}: {value}" for name, value in result.items()))
