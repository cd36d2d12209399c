"""A folder with the plots as PNG, all figures as JSON, and one page that needs no other file."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import ModelError

if TYPE_CHECKING:  # importing them loads matplotlib
    from models.evaluation.markup import Plot
    from models.evaluation.plots import Drawer


def prepare_folder(folder: Path) -> None:
    """Make the folder before hours are spent; raises ``ModelError`` if that, or drawing, cannot be.

    Matplotlib is needed here alone, so that it is asked for here and not by serving.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(f"cannot write a report into {folder}: {error.strerror}") from error
    try:
        import matplotlib  # noqa: F401  # only whether it is there
    except ImportError as error:
        raise ModelError("a report is drawn with matplotlib; make setup installs it") from error


def write_report(document: dict[str, Any], folder: Path) -> Path:
    """Write ``figures.json``, a light and a dark PNG a plot, and ``index.html``; returns the page.

    ``document`` is ``Comparison.as_dict()`` or the same read back from ``figures.json``.
    """
    from models.evaluation.page import write_page
    from models.evaluation.plots import plots_of

    return write_folder(document, plots_of(document), write_page, folder)


def write_folder(
    document: dict[str, Any],
    drawers: "Mapping[str, Drawer]",
    page_of: "Callable[[dict[str, Any], dict[str, Plot]], str]",
    folder: Path,
) -> Path:
    """Write the figures, every plot in both themes, and the page that ``page_of`` lays out."""
    from models.evaluation.figures import THEMES, as_png
    from models.evaluation.markup import Plot

    (folder / "figures.json").write_text(json.dumps(document, indent=1) + "\n")
    plots = {}
    for name, draw in drawers.items():
        pictures = {theme.name: as_png(draw(document, theme)) for theme in THEMES}
        plots[name] = Plot(light=pictures["light"], dark=pictures["dark"])
        (folder / f"{name}.png").write_bytes(pictures["light"])
        (folder / f"{name}-dark.png").write_bytes(pictures["dark"])
    page = folder / "index.html"
    page.write_text(page_of(document, plots))
    return page
