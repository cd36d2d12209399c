"""``classroom train``: fit the networks to the data sets."""

import io
import shlex
import sys
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from classroom.cli.confusion_commands import train_confusion
from classroom.cli.options import DatabaseUrl, Json, print_json
from classroom.cli.train_bench import bench
from classroom.cli.train_options import (
    Action,
    Architecture,
    Epochs,
    Fer2013,
    FerPlus,
    bounded,
)
from models.training.plan import Augmentation, Schedule, Weights

__all__ = ["Fer2013", "FerPlus", "train"]

train = typer.Typer(name="train", help="Train the networks.", no_args_is_help=True)
train.command()(bench)
train.command("confusion")(train_confusion)


@train.command()
def emotion(
    fer2013: Fer2013,
    ferplus: FerPlus,
    action: Action = None,
    architecture: Architecture = "stacked",
    epochs: Epochs = None,
    batch: Annotated[int | None, bounded("batch", "Faces a step.")] = None,
    learning_rate: Annotated[float | None, bounded("learning_rate", "The highest rate.")] = None,
    schedule: Annotated[
        Schedule | None,
        typer.Option(help="Warm-up and cosine, or constant and halved when PublicTest stalls."),
    ] = None,
    patience: Annotated[
        int | None,
        bounded("patience", "Stop early after so many epochs without a better PublicTest."),
    ] = None,
    weight_decay: Annotated[float | None, bounded("weight_decay", "AdamW's decay.")] = None,
    label_smoothing: Annotated[
        float | None, bounded("label_smoothing", "Share of a FER2013 label spread over all.")
    ] = None,
    mixup: Annotated[
        float | None, bounded("mixup", "Alpha by which pictures are mixed in pairs; 0 never.")
    ] = None,
    class_balance: Annotated[
        float | None, bounded("class_balance", "How far rare labels weigh more: 0 none, 1 fully.")
    ] = None,
    votes_weight: Annotated[
        float | None, bounded("votes_weight", "Weight of the FER+ votes' loss; 1 of the others'.")
    ] = None,
    teacher: Annotated[
        list[Path] | None,
        typer.Option(
            help="Learn from this network too: a run's final.keras, or exported emotion.tflite. "
            "May be given again."
        ),
    ] = None,
    teacher_share: Annotated[
        float | None, bounded("teacher_share", "Weight of the teacher's answers.")
    ] = None,
    augmentation: Annotated[
        Augmentation | None,
        typer.Option(help="Changes to pictures: as webcams do, flip and small moves only, none."),
    ] = None,
    cooled_epochs: Annotated[
        float | None, bounded("cooled_epochs", "Share of the last epochs with half the changes.")
    ] = None,
    ema_momentum: Annotated[
        float | None, bounded("ema_momentum", "Momentum of the weight average; 0 for none.")
    ] = None,
    start: Annotated[
        Path | None,
        typer.Option(help="Go on from these weights, a run's final.keras of this architecture."),
    ] = None,
    weights: Annotated[
        Weights | None, typer.Option(help="Where a transfer network begins; imagenet downloads.")
    ] = None,
    frozen_epochs: Annotated[
        int | None,
        bounded("frozen_epochs", "First epochs in which only a transfer network's head learns."),
    ] = None,
    seed: Annotated[int | None, bounded("seed", "Decides all that is random.")] = None,
    run: Annotated[
        Path, typer.Option(help="Folder of this run; a killed run goes on from it.")
    ] = Path("runs/emotion"),
    tensorboard: Annotated[
        bool, typer.Option("--tensorboard", help="Log for TensorBoard into the run's folder.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check the data, the plan and the folder, then stop.")
    ] = False,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Train the emotion network and export it as TFLite with its manifest into the run's folder.

    What is not given follows the architecture's own recipe.
    """
    flags = locals()
    from models.dataset import SPLITS, load_faces
    from models.training.plan import names_of
    from models.training.recipes import plan_for
    from models.training.run_folder import RunFolder
    from models.training.tensorboard import check_tensorboard

    named = {name: flags[name] for name in PLAN_FLAGS}
    teachers = teacher or []
    plan = plan_for(**named, teacher=names_of(teachers), start=names_of([start] if start else []))
    RunFolder(run).check(plan)
    if tensorboard:
        check_tensorboard()
    data = {"fer2013": fer2013, "ferplus": ferplus} | ({"action": action} if action else {})
    faces = load_faces(**data)
    result: dict[str, Any] = {
        "architecture": architecture,
        "epochs": plan.epochs,
        "faces": {name: len(faces.of_split(name)) for name in SPLITS},
        "run": str(run),
        "plan": asdict(plan),
    }
    if not dry_run:
        from models.training.emotion import train as fit
        from models.training.export import export_run

        verbose = 0 if as_json else 1 if sys.stdout.isatty() else 2
        fit(
            faces,
            plan,
            run,
            teachers=teachers,
            start=start,
            verbose=verbose,
            tensorboard=tensorboard,
        )
        target = run / "emotion.tflite"
        command = f"classroom {shlex.join(sys.argv[1:])}"
        with redirect_stdout(io.StringIO()):  # the converter prints pages, which are no JSON
            figures = export_run(run, faces, target, data, command)
        result |= {"weights": str(target), "metrics": figures.summary()}
    if as_json:
        print_json(result)
    else:
        print("\n".join(f"{name}: {value}" for name, value in result.items()))


PLAN_FLAGS = (
    "architecture",
    "epochs",
    "batch",
    "learning_rate",
    "schedule",
    "patience",
    "weight_decay",
    "label_smoothing",
    "mixup",
    "class_balance",
    "votes_weight",
    "teacher_share",
    "augmentation",
    "cooled_epochs",
    "ema_momentum",
    "weights",
    "frozen_epochs",
    "seed",
)
"""Flags that are fields of the plan."""
