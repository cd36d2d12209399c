"""What charts stand on: a time axis, a height, text and the picture around them, as inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from classroom.reports.markup import Markup, element

WIDTH: Final[int] = 760
LEFT: Final[int] = 46
RIGHT: Final[int] = WIDTH - 8
BELOW: Final[int] = 26
TICKS_MIN: Final[tuple[int, ...]] = (1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1440)
MOST_TICKS: Final[int] = 8
INK, SOFT, LINE, HAND, ACCENT = "#17202c", "#556070", "#dfe4ea", "#d9743a", "#1f5fbf"
"""Colours of paper; the style sheet has those of a dark screen, by class."""


@dataclass(frozen=True, slots=True)
class Plot:
    """From where to where a chart reaches, downwards."""

    top: int
    bottom: int

    def y(self, share: float) -> float:
        """Place a share of the height, 0 at the bottom."""
        return round(self.bottom - share * (self.bottom - self.top), 1)


class TimeAxis:
    """Where moments of a class stand on a chart, on the clock of ``zone``."""

    def __init__(self, first: datetime, last: datetime, zone: tzinfo) -> None:
        self.first = first
        self.last = max(last, first + timedelta(seconds=1))
        self._zone = zone

    def x(self, at: datetime) -> float:
        """Place a moment; one outside stands at the edge."""
        part = (at - self.first) / (self.last - self.first)
        return round(LEFT + min(max(part, 0.0), 1.0) * (RIGHT - LEFT), 1)

    def drawn(self, plot: Plot) -> list[Markup]:
        """Draw round times under the chart."""
        length_min = (self.last - self.first).total_seconds() / 60
        step_min = next((t for t in TICKS_MIN if length_min / t <= MOST_TICKS), TICKS_MIN[-1])
        local = self.first.astimezone(self._zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        step = timedelta(minutes=step_min)
        at = midnight + ((local - midnight) // step) * step
        ticks = []
        while at <= self.last:
            if at >= self.first:
                x = self.x(at)
                anchor = "middle" if x < RIGHT - 20 else "end"
                ticks.append(text(x, plot.bottom + 18, f"{at:%H:%M}", anchor=anchor))
            at += step
        return ticks or [text(LEFT, plot.bottom + 18, f"{local:%H:%M}")]


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = SOFT,
    class_: str = "soft",
) -> Markup:
    """Write words; ``anchor`` says which end of them stands at ``x``."""
    return element(
        "text", words, x=x, y=y, text_anchor=anchor, fill=colour, class_=class_, font_size=13
    )


def picture(label: str, plot: Plot, children: Sequence[Markup]) -> Markup:
    """Frame a drawing; ``label`` is what it is called to who cannot see it."""
    drawing = element(
        "svg",
        *children,
        viewBox=f"0 0 {WIDTH} {plot.bottom + BELOW}",
        role="img",
        aria_label=label,
        font_family="sans-serif",
    )
    return element("div", drawing, class_="chart", tabindex="0", role="region", aria_label=label)
