"""The plots of an evaluation, each drawn for light and for dark pages from the same document."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from models.evaluation.corruptions import CONDITIONS
from models.evaluation.drawings import draw_face
from models.evaluation.figures import (
    DOTS_PER_INCH,
    LIGHT,
    STYLES,
    WIDTH_IN,
    Theme,
    legend_for,
    new_figure,
    paint,
)

Document = dict[str, Any]


LEAST_SPAN: Final[float] = 10.0
"""Points that a panel spans at least, so that small losses look small."""

UNHARMED: Final[dict[str, float]] = {"darkness": 1.0, "small face": 48.0}
"""Where the clean picture stands on the axis of a kind of trouble, if not at 0."""

AXES: Final[dict[str, str]] = {
    "darkness": "gamma",
    "noise": "σ, grey levels",
    "blur": "σ, pixels",
    "rotation": "degrees",
    "small face": "pixels wide",
    "side face": "degrees (stand-in)",
}


def confusion(document: Document, theme: Theme, task: str) -> Figure:
    """Rows the true label, columns the answer, in percent of the row."""
    names = list(document[task]["classes"])
    counts = np.array(document[task]["confusion"], dtype=np.float64)
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure, axes = new_figure(theme, height_in=4.6)
    axes.imshow(share, cmap=theme.scale, vmin=0, vmax=1)
    for row, column in np.ndindex(share.shape):
        dark_cell = (share[row, column] > 0.5) == (theme is LIGHT)
        axes.text(
            column,
            row,
            f"{share[row, column] * 100:.0f}",
            ha="center",
            va="center",
            fontsize=9,
            color="#ffffff" if dark_cell else "#10151d",
        )
    axes.set_xticks(range(len(names)), names, rotation=40, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("answered, % of the row")
    axes.set_ylabel("labelled")
    return figure


def reliability(document: Document, theme: Theme) -> Figure:
    """Confidence against accuracy; on the diagonal a network knows what it knows."""
    figure, axes = new_figure(theme, height_in=4.2)
    axes.plot([0, 1], [0, 1], color=theme.faint, linewidth=1.5)
    for index, (task, label) in enumerate((("fer2013", "FER2013"), ("ferplus", "FER+ majority"))):
        bins = document[task]["reliability"]
        mark, line = STYLES[index]
        axes.plot(
            [each["confidence"] for each in bins],
            [each["accuracy"] for each in bins],
            marker=mark,
            linestyle=line,
            color=theme.networks[index],
            label=f"{label}, error {document[task]['calibration_error'] or 0:.3f}",
        )
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="how sure it was", ylabel="how often it was right")
    legend_for(axes, theme)
    return figure


def classes(document: Document, theme: Theme) -> Figure:
    """F1 of each emotion on both sets of labels."""
    figure, axes = new_figure(theme, height_in=4.2)
    names = list(document["ferplus"]["classes"])
    for index, (task, label) in enumerate((("fer2013", "FER2013"), ("ferplus", "FER+ majority"))):
        figures = document[task]["classes"]
        f1 = [figures[name]["f1"] if name in figures else 0.0 for name in names]
        places = np.arange(len(names)) + (index - 0.5) * 0.38
        axes.barh(places, f1, 0.36, color=theme.networks[index], label=label)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set(xlim=(0, 1), xlabel="F1")
    legend_for(axes, theme, below=True)
    return figure


def robustness(document: Document, theme: Theme) -> Figure:
    """Points lost in every condition, a panel for each kind of trouble, a line for each network."""
    networks = [document, *document["beside"]]
    kinds = list(dict.fromkeys(loss["kind"] for loss in document["robustness"]))
    rows = -(-len(kinds) // 2)
    figure = Figure(figsize=(WIDTH_IN, 2.1 * rows + 0.5), dpi=DOTS_PER_INCH, layout="constrained")
    figure.set_facecolor(theme.paper)
    panels = np.atleast_2d(figure.subplots(rows, 2)).ravel()
    for axes, kind in zip(panels, kinds, strict=False):
        paint(axes, theme)
        draw = _cover_panel if kind == "cover" else _level_panel
        draw(axes, theme, networks, kind)
        axes.set_title(kind, color=theme.ink, fontsize=10)
        axes.set_ylim(min(0, axes.get_ylim()[0]), max(LEAST_SPAN, axes.get_ylim()[1]))
    for axes in panels[len(kinds) :]:
        axes.set_axis_off()
    for axes in panels[::2]:
        axes.set_ylabel("points lost", color=theme.ink, fontsize=9)
    handles, labels = panels[0].get_legend_handles_labels()
    legend = figure.legend(handles, labels, loc="outside lower center", frameon=False, fontsize=9)
    for text in legend.get_texts():
        text.set_color(theme.ink)
    return figure


def action(document: Document, theme: Theme) -> Figure:
    """Pearson r of each facial action score, best first; the confusion part's own stand out."""
    split, figures = next(iter((document["action"] or {}).items()))
    known = {name: r for name, r in figures["r"].items() if r is not None}
    names = sorted(known, key=lambda name: known[name])
    figure, axes = new_figure(theme, height_in=9.6)
    highlighted = set(document["action_highlights"])
    colours = [theme.networks[1 if name in highlighted else 0] for name in names]
    axes.barh(names, [known[name] for name in names], color=colours)
    axes.tick_params(axis="y", labelsize=7)
    axes.margins(y=0.005)
    axes.set(xlabel=f"Pearson r with the teacher, {split}")
    return figure


def people(document: Document, theme: Theme) -> Figure:
    """Where the network stands among the ten annotators of a picture."""
    report = document["people"]
    figure, axes = new_figure(theme, height_in=3.4)
    ranks = report["ranks"]
    axes.plot(
        range(1, len(ranks) + 1), ranks, marker="o", color=theme.networks[0], label="annotators"
    )
    axes.axhline(
        report["same_as_another"]["network"],
        color=theme.networks[1],
        linestyle="--",
        label="the network",
    )
    axes.axhline(
        report["same_as_another"]["annotator"],
        color=theme.networks[0],
        linestyle=":",
        label="the mean annotator",
    )
    axes.set(
        ylim=(0, 1),
        xlabel="annotators of a picture, most to least typical",
        ylabel="agreement with the others",
    )
    axes.set_xticks(range(1, len(ranks) + 1))
    legend_for(axes, theme)
    return figure


def speed(document: Document, theme: Theme) -> Figure:
    """Milliseconds a face on one core, by batch and network."""
    networks = [document, *document["beside"]]
    figure, axes = new_figure(theme, height_in=2.6 + 0.3 * len(networks))
    height = 0.8 / len(networks)
    for index, each in enumerate(networks):
        places = np.arange(len(each["speed"])) + (index - (len(networks) - 1) / 2) * height
        medians = [row["median_ms"] for row in each["speed"]]
        spread = [max(0.0, row["p95_ms"] - row["median_ms"]) for row in each["speed"]]
        axes.barh(
            places,
            medians,
            height * 0.9,
            xerr=[np.zeros(len(spread)), spread],
            color=_colour(theme, index),
            ecolor=theme.ink,
            label=each["network"]["name"],
        )
    axes.set_yticks(
        range(len(document["speed"])), [f"{row['batch']} at a time" for row in document["speed"]]
    )
    axes.invert_yaxis()
    axes.set_xlabel("ms a face on one core, line to the 95th percentile")
    legend_for(axes, theme, below=True)
    return figure


def troubles(document: Document, theme: Theme) -> Figure:
    """Show what each condition does, on a drawn face."""
    face = draw_face()[np.newaxis]
    shown = [(condition.name, condition.changes[-1](face)[0]) for condition in CONDITIONS]
    shown.insert(0, ("clean", face[0]))
    columns = 4
    rows = -(-len(shown) // columns)
    figure = Figure(figsize=(WIDTH_IN, 1.38 * rows), dpi=DOTS_PER_INCH, layout="constrained")
    figure.set_facecolor(theme.paper)
    for axes in (panels := np.atleast_2d(figure.subplots(rows, columns)).ravel()):
        axes.set_axis_off()
    for axes, (name, picture) in zip(panels, shown, strict=False):
        axes.imshow(picture, cmap="gray", vmin=0, vmax=255)
        axes.set_title(name, color=theme.ink, fontsize=8)
    return figure


Drawer = Callable[[Document, Theme], Figure]


def plots_of(document: Document) -> dict[str, Drawer]:
    """Return the plots that the document has figures for, by name."""
    found: dict[str, Drawer] = {
        "confusion-fer2013": lambda d, t: confusion(d, t, "fer2013"),
        "confusion-ferplus": lambda d, t: confusion(d, t, "ferplus"),
        "reliability": reliability,
        "classes": classes,
        "speed": speed,
    }
    if document["people"]:
        found["people"] = people
    if document["action"]:
        found["action"] = action
    if document["robustness"]:
        found["robustness"] = robustness
        found["troubles"] = troubles
    return found


def _colour(theme: Theme, index: int) -> str:
    return theme.networks[index % len(theme.networks)]


def _level_panel(axes: Axes, theme: Theme, networks: list[Document], kind: str) -> None:
    for index, each in enumerate(networks):
        losses = [loss for loss in each["robustness"] if loss["kind"] == kind]
        mark, line = STYLES[index % len(STYLES)]
        axes.plot(
            [UNHARMED.get(kind, 0.0), *(loss["level"] for loss in losses)],
            [0.0, *(loss["fer2013_points_lost"] for loss in losses)],
            marker=mark,
            linestyle=line,
            color=_colour(theme, index),
            label=each["network"]["name"],
        )
    if kind == "small face":
        axes.invert_xaxis()
    axes.set_xlabel(AXES.get(kind, kind), fontsize=9)


def _cover_panel(axes: Axes, theme: Theme, networks: list[Document], kind: str) -> None:
    width = 0.8 / len(networks)
    for index, each in enumerate(networks):
        losses = [loss for loss in each["robustness"] if loss["kind"] == kind]
        places = np.arange(len(losses)) + (index - (len(networks) - 1) / 2) * width
        lost = [loss["fer2013_points_lost"] for loss in losses]
        axes.bar(places, lost, width * 0.9, color=_colour(theme, index))
        names = [loss["condition"].removesuffix(" covered") for loss in losses]
        axes.set_xticks(range(len(losses)), names, rotation=20)
