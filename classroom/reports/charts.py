"""Two charts: the mood over time, and hands by minute."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from classroom.domain.palette import EMOTION_COLOURS, STACKED
from classroom.language import say
from classroom.reports.markup import Markup, element
from classroom.reports.minutes import Minutes
from classroom.reports.mood import MoodStretch
from classroom.reports.plot import (
    ACCENT,
    HAND,
    INK,
    LEFT,
    LINE,
    RIGHT,
    Plot,
    TimeAxis,
    picture,
    text,
)
from classroom.reports.words import percent
from classroom.store.report import ReportPulse
from classroom.store.topics import BEFORE_FIRST, Topic

MOOD: Final = Plot(top=42, bottom=214)
HANDS: Final = Plot(top=12, bottom=120)
LETTER_PX: Final[float] = 7.2


def mood_chart(
    stretches: Sequence[MoodStretch],
    topics: Sequence[Topic],
    pulses: Sequence[ReportPulse],
    axis: TimeAxis,
) -> Markup:
    """Draw each emotion's share of the class, stacked, with what was not seen hatched on top."""
    tops = [_tops(stretch) for stretch in stretches]
    layers = [
        _layer(stretches, tops, place, axis, fill=EMOTION_COLOURS[label])
        for place, label in enumerate(STACKED)
    ]
    unseen = _layer(stretches, tops, len(STACKED), axis, fill="url(#unseen)")
    scale = [
        text(LEFT - 6, MOOD.y(share) + 4, percent(share), anchor="end") for share in (0.5, 1.0)
    ]
    return picture(
        say("Mood over time, as shares of the class"),
        MOOD,
        [
            _hatching(),
            *layers,
            unseen,
            *scale,
            *axis.drawn(MOOD),
            *_topic_marks(topics, axis),
            *(_pulse_mark(pulse, axis) for pulse in pulses),
        ],
    )


def minutes_chart(minutes: Sequence[Minutes], infers: bool, axis: TimeAxis) -> Markup:
    """Draw possible confusion beside "I'm lost", a pair of bars a stretch."""
    most = max([1, *(each.confused or 0 for each in minutes), *(m.said_lost for m in minutes)])
    bars: list[Markup] = []
    for each in minutes:
        start = axis.x(each.start)
        width = axis.x(each.end) - start
        bar = max(1.0, width * (0.4 if infers else 0.8))
        if each.confused:
            bars.append(_bar(start, bar, each.confused / most, HAND, "hand"))
        if each.said_lost:
            left = start + (bar if infers else 0)
            bars.append(_bar(left, bar, each.said_lost / most, ACCENT, "accent"))
    marks = sorted({0, most} if most < 4 else {0, most // 2, most})
    lines = [
        element("line", x1=LEFT, x2=RIGHT, y1=y, y2=y, stroke=LINE, class_="line")
        for y in (HANDS.y(n / most) for n in marks)
    ]
    scale = [text(LEFT - 6, HANDS.y(n / most) + 4, str(n), anchor="end") for n in marks]
    return picture(say("Hands by minute"), HANDS, [*lines, *bars, *scale, *axis.drawn(HANDS)])


def _tops(stretch: MoodStretch) -> list[float]:
    """Heights at which the layers of one stretch end, from 0 up to 1."""
    heights = [0.0]
    for label in STACKED:
        heights.append(min(1.0, heights[-1] + stretch.shares[label]))
    return [*heights, 1.0]


def _layer(
    stretches: Sequence[MoodStretch],
    tops: Sequence[Sequence[float]],
    place: int,
    axis: TimeAxis,
    fill: str,
) -> Markup:
    """Draw the layer between the heights ``place`` and ``place + 1`` as steps."""
    upper: list[str] = []
    lower: list[str] = []
    for stretch, heights in zip(stretches, tops, strict=True):
        for at in (stretch.start, stretch.end):
            upper.append(f"{axis.x(at):g},{MOOD.y(heights[place + 1]):g}")
            lower.append(f"{axis.x(at):g},{MOOD.y(heights[place]):g}")
    return element("polygon", points=" ".join([*upper, *reversed(lower)]), fill=fill)


def _hatching() -> Markup:
    line = element(
        "path", d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", stroke="#8b94a1", stroke_width=1.2
    )
    ground = element("rect", width=8, height=8, fill="#8b94a1", fill_opacity=0.12)
    pattern = element(
        "pattern", ground, line, id="unseen", width=8, height=8, patternUnits="userSpaceOnUse"
    )
    return element("defs", pattern)


def _topic_marks(topics: Sequence[Topic], axis: TimeAxis) -> list[Markup]:
    """Draw a line where each topic begins, and as much of its name as fits before the next."""
    marked = [topic for topic in topics if topic.name != BEFORE_FIRST]
    places = [axis.x(topic.started_at) for topic in marked]
    drawn = []
    for topic, (x, after) in zip(marked, pairwise([*places, RIGHT]), strict=True):
        drawn.append(
            element(
                "line", x1=x, x2=x, y1=MOOD.top - 20, y2=MOOD.bottom, stroke=INK, stroke_width=1.5,
                class_="ink-line",
            )
        )  # fmt: skip
        if name := _fitting(topic.name, after - x - 8):
            drawn.append(text(x + 4, MOOD.top - 10, name, colour=INK, class_="ink"))
    return drawn


def _fitting(name: str, width: float) -> str:
    letters = int(width / LETTER_PX)
    if len(name) <= letters:
        return name
    return f"{name[: letters - 1].rstrip()}…" if letters >= 3 else ""


def _pulse_mark(pulse: ReportPulse, axis: TimeAxis) -> Markup:
    x = axis.x(pulse.at)
    shape = element("path", d=f"M{x - 5},{MOOD.top - 7} h10 l-5,7 z", fill=ACCENT, class_="accent")
    return element("g", element("title", say("Are you following?")), shape)


def _bar(x: float, width: float, share: float, colour: str, class_: str) -> Markup:
    y = HANDS.y(share)
    return element(
        "rect", x=x, y=y, width=round(width, 1), height=round(HANDS.bottom - y, 1), fill=colour,
        class_=class_,
    )  # fmt: skip
