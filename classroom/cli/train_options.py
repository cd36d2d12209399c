"""Flags of ``classroom train``, bounded as the plan is."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from models.training.plan import BOUNDS
from models.training.recipes import RECIPES

Fer2013 = Annotated[Path, typer.Option(help="FER2013: the npz, or the well-known csv.")]
FerPlus = Annotated[Path, typer.Option(help="FER+ votes: fer2013new.csv.")]
Action = Annotated[Path | None, typer.Option(help="Facial action scores of FER2013, an npz.")]
Architecture = Annotated[str, typer.Option(help=f"Which network: {', '.join(RECIPES)}.")]

WHOLE: Final[frozenset[str]] = frozenset({"epochs", "batch", "seed", "patience", "frozen_epochs"})


def bounded(name: str, text: str) -> Any:
    """Offer a number of the plan as a flag with the plan's own bounds."""
    least, most = BOUNDS[name]
    if name in WHOLE:
        return typer.Option(min=int(least), max=int(most), help=text)
    return typer.Option(min=least, max=most, help=text)


Epochs = Annotated[int | None, bounded("epochs", "Passes over the training faces.")]
