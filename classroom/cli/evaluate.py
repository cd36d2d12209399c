"""``classroom evaluate``: honest figures of the networks in use."""

from pathlib import Path
from typing import Annotated

import typer

from classroom.cli.options import DatabaseUrl, Json
from classroom.cli.train import Fer2013, FerPlus

evaluate = typer.Typer(name="evaluate", help="Measure the networks.", no_args_is_help=True)


@evaluate.callback()
def group() -> None:
    """Keep ``emotion`` a subcommand although it is the only network so far."""


@evaluate.command()
def emotion(
    fer2013: Fer2013,
    ferplus: FerPlus,
    weights: Annotated[
        Path | None, typer.Option(help="A TFLite file; without it the one in use.")
    ] = None,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Measure the emotion network on FER2013 and FER+ PrivateTest."""
    from models.dataset import load_faces
    from models.emotion import EmotionModel
    from models.evaluation.emotion import evaluate as measure

    report = measure(EmotionModel.load(weights), load_faces(fer2013, ferplus))
    if as_json:
        print(report.as_json())
        return
    for name, figure in report.summary().items():
        print(f"{name:<32}{figure:8.4f}")
    print(f"{'milliseconds_per_face':<32}{report.milliseconds_per_face:8.3f}")
