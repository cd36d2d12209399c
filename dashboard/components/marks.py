"""Topic marks on a chart: thin lines, and their names above them, cut off where the next begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dash import html

from dashboard.components.plot_template import MARGIN_LEFT_PX, MARGIN_RIGHT_PX

NEAR_END: Final[float] = 0.15
"""The name of a mark that has less than this share of the chart to its right stands to its left."""


@dataclass(frozen=True, slots=True)
class ChartMark:
    """One mark on a chart: where on the axis, at what share of its width, and its name."""

    x: float | str
    share: float
    name: str


def mark_lines(marks: Sequence[ChartMark]) -> list[dict[str, Any]]:
    """Return a vertical line for each mark; its colour comes from the style sheet."""
    return [
        {
            "type": "line",
            "x0": mark.x,
            "x1": mark.x,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
        }
        for mark in marks
    ]


def mark_names(marks: Sequence[ChartMark]) -> list[html.Span]:
    """Draw the names above the chart."""
    names = []
    for place, mark in enumerate(marks):
        to_left = place == len(marks) - 1 and 1 - mark.share < NEAR_END
        before = marks[place - 1].share if place else 0.0
        after = marks[place + 1].share if place + 1 < len(marks) else 1.0
        room = mark.share - before if to_left else after - mark.share
        if _shared_with_last(marks, place) or (to_left and place):
            room /= 2
        names.append(_name(mark, room, to_left=to_left))
    return names


def _shared_with_last(marks: Sequence[ChartMark], place: int) -> bool:
    """Whether the last mark's name stands in the same stretch, to the left of its line."""
    return place == len(marks) - 2 and 1 - marks[-1].share < NEAR_END


def _name(mark: ChartMark, room: float, *, to_left: bool) -> html.Span:
    width = f"(100% - {MARGIN_LEFT_PX + MARGIN_RIGHT_PX}px)"
    side, share, margin_px = (
        ("right", 1 - mark.share, MARGIN_RIGHT_PX)
        if to_left
        else ("left", mark.share, MARGIN_LEFT_PX)
    )
    return html.Span(
        mark.name,
        title=mark.name,
        dir="auto",
        style={
            side: f"calc({margin_px}px + {width} * {share:.4f})",
            "maxWidth": f"calc({width} * {room:.4f})",
        },
    )
