"""One look for every plot, on light and on dark pages."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

WIDTH_IN: Final[float] = 4.8
"""Narrow, so that the letters stay readable on a phone."""
DOTS_PER_INCH: Final[int] = 160


@dataclass(frozen=True)
class Theme:
    """Colours of one page theme; networks differ in mark and line too, not in colour alone."""

    name: str
    paper: str
    ink: str
    faint: str
    networks: tuple[str, ...]
    scale: str


LIGHT: Final = Theme(
    "light", "#ffffff", "#1c2330", "#d5dae2", ("#1f5fc9", "#b8500c", "#4b7a22"), "Blues"
)
DARK: Final = Theme(
    "dark", "#151a22", "#e8ecf3", "#39424f", ("#7fb0ff", "#ffa566", "#a4d67a"), "cividis"
)
THEMES: Final = (LIGHT, DARK)
STYLES: Final = (("o", "-"), ("s", "--"), ("^", ":"))


def as_png(figure: Figure) -> bytes:
    """Draw a figure as PNG, the same bytes for the same figures."""
    target = BytesIO()
    figure.savefig(target, format="png", metadata={"Software": None})
    return target.getvalue()


def new_figure(theme: Theme, height_in: float) -> tuple[Figure, Axes]:
    """Make a figure of the usual width with one pair of axes."""
    figure = Figure(figsize=(WIDTH_IN, height_in), dpi=DOTS_PER_INCH, layout="constrained")
    figure.set_facecolor(theme.paper)
    axes = figure.subplots()
    paint(axes, theme)
    return figure, axes


def paint(axes: Axes, theme: Theme) -> None:
    """Give axes the theme's colours."""
    axes.set_facecolor(theme.paper)
    axes.tick_params(colors=theme.ink, labelsize=9)
    for spine in axes.spines.values():
        spine.set_color(theme.faint)
    axes.xaxis.label.set_color(theme.ink)
    axes.yaxis.label.set_color(theme.ink)


def legend_for(axes: Axes, theme: Theme, *, below: bool = False) -> None:
    """Name what is drawn, inside the axes or below them."""
    if below and axes.figure is not None:
        legend = axes.figure.legend(loc="outside lower center", frameon=False, fontsize=9)
    else:
        legend = axes.legend(frameon=False, fontsize=9)
    for text in legend.get_texts():
        text.set_color(theme.ink)
