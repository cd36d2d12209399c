"""Mood over time as a stacked area chart; what was not seen is hatched, never filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

import plotly.graph_objects as go
from dash import dcc, html

from classroom.domain.emotion import EMOTIONS
from classroom.domain.mode import SessionMode
from classroom.language import say
from classroom.language.figures import chart_separators, number
from classroom.reports.words import EMOTION_WORDS
from classroom.store.report import SMALLEST_GROUP
from dashboard.components.marks import ChartMark, mark_lines, mark_names
from dashboard.components.palette import EMOTION_COLOURS, STACKED
from dashboard.components.plot_template import GRAPH, TEMPLATE, UNSEEN_FILL
from dashboard.queries.live import LiveView, Student
from dashboard.queries.moods import CELL_S

UNSEEN: Final[str] = "unseen"
LAYERS: Final[tuple[str, ...]] = (*STACKED, UNSEEN)
"""From the bottom up; unseen lies on top."""
Column = tuple[float | None, ...]
"""Per cent of the class at one time, by layer; all None where nobody was there."""
WINDOWS_MIN: Final[tuple[int, ...]] = (1, 2, 5, 10)
"""The chart starts with one minute and grows with the class."""
TICKS_S: Final[tuple[int, ...]] = (
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400,
)  # fmt: skip
MOST_TICKS: Final[int] = 5
"""Steps of a past chart: so many labels stand side by side on a phone."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Layers over time: ``x`` in minutes or as moments, each layer in per cent of the class."""

    x: tuple[Any, ...]
    layers: tuple[tuple[float | None, ...], ...]
    window_min: int = WINDOWS_MIN[0]
    marks: tuple[ChartMark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody was there at any time."""
        return all(value is None for value in self.layers[-1])


def live_trend(view: LiveView) -> Trend:
    """Sum the cells of all students into the class's layers, x in minutes before the newest."""
    stays = tuple((student.joined_at, student.left_at) for student in _everyone(view))
    columns = view.history.once(("columns", stays), lambda: _columns(view))
    first = next((i for i, column in enumerate(columns) if column[-1] is not None), len(columns))
    shown_min = (len(columns) - first) * CELL_S / 60
    window = next((w for w in WINDOWS_MIN if shown_min <= w), WINDOWS_MIN[-1])
    cells = window * 60 // CELL_S
    columns = columns[-cells:]
    edges = [(i - len(columns)) * CELL_S / 60 for i in range(len(columns) + 1)]
    x, drawn = _steps(edges, columns)
    return Trend(x, tuple(zip(*drawn, strict=True)), window, _live_marks(view, window))


def _columns(view: LiveView) -> list[Column]:
    """Sum each cell of the history."""
    history = view.history
    columns: list[Column] = []
    for start in history.starts:
        end = start + timedelta(seconds=CELL_S)
        there_s = sum(student.was_there(start, end) for student in _everyone(view))
        if there_s <= 0:
            columns.append((None,) * len(LAYERS))
            continue
        moods = [cells[start] for cells in history.by_student.values() if start in cells]
        columns.append(
            class_column(
                [sum(column) for column in zip(*(mood.emotions for mood in moods), strict=True)]
                or [0.0] * len(EMOTIONS),
                max(there_s, sum(mood.seen_s for mood in moods)),
                sum(1 for mood in moods if mood.seen_s > 0),
                view.session.mode,
            )
        )
    return columns


def _everyone(view: LiveView) -> tuple[Student, ...]:
    """All who were there at some time: whom the teacher removed was in class until then."""
    return (*view.students, *view.removed)


def _live_marks(view: LiveView, window_min: int) -> tuple[ChartMark, ...]:
    """Place the marks of the window; one newer than the newest cell stands just before its end."""
    newest = -window_min / 500
    minutes = [(mark, (mark.at - view.history.end).total_seconds() / 60) for mark in view.topics]
    return tuple(
        ChartMark(round(min(x, newest), 4), round(1 + min(x, newest) / window_min, 4), mark.name)
        for mark, x in minutes
        if x >= -window_min
    )


def class_column(
    emotions: Sequence[float], there_s: float, students_seen: int, mode: SessionMode
) -> Column:
    """Turn seconds of each emotion into per cent of the class, in the order of ``LAYERS``.

    In class-only sessions a group under five gives no emotions at all: the whole column is drawn
    as not shown.
    """
    if mode is SessionMode.AGGREGATE and students_seen < SMALLEST_GROUP:
        return (*(0.0 for _ in EMOTIONS), 100.0)
    share = dict(zip(EMOTIONS, (100 * value / there_s for value in emotions), strict=True))
    share[UNSEEN] = max(0.0, 100 - sum(share.values()))
    return tuple(round(share[layer], 1) for layer in LAYERS)


def _steps(
    edges: Sequence[float], columns: Sequence[Column]
) -> tuple[tuple[float, ...], list[Column]]:
    """Place each column in the middle of its cell, and the outermost at the edges too."""
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    x = (edges[0], *middles, edges[-1])
    return tuple(round(value, 4) for value in x), [columns[0], *columns, columns[-1]]


def trend_figure(trend: Trend, x_axis: dict[str, Any]) -> go.Figure:
    """Draw a trend in the look of all charts.

    It names no transition, not even one of no length: with one, Plotly draws no line that is new.
    """
    figure = go.Figure([_layer(i, trend) for i in range(len(LAYERS))])
    figure.update_layout(
        template=TEMPLATE,
        uirevision="mood",
        separators=chart_separators(),
        shapes=mark_lines(trend.marks),
        xaxis=x_axis,
        yaxis={"range": [0, 100], "tickvals": [50, 100], "ticktext": ["50 %", "100 %"]},
    )
    if trend.is_empty:
        figure.add_annotation(
            text=say("The chart begins with the first student."),
            x=0.5,
            y=0.5,
            xref="paper",
            yref="paper",
        )
    return figure


def _layer(index: int, trend: Trend) -> go.Scatter:
    name = LAYERS[index]
    unseen = name == UNSEEN
    fill = UNSEEN_FILL if unseen else {"fillcolor": EMOTION_COLOURS[name]}
    return go.Scatter(
        x=trend.x,
        y=trend.layers[index],
        name=say("unseen") if unseen else EMOTION_WORDS[name],
        stackgroup="class",
        hovertemplate="%{y:.0f} %",
        **fill,
    )


def live_axis(window_min: int) -> dict[str, Any]:
    """Time axis of the live chart: minutes before now, which needs no time zone."""
    step = {1: 0.25, 2: 0.5, 5: 1, 10: 2}[window_min]
    ticks = [-window_min + step * i for i in range(round(window_min / step) + 1)]
    return {
        "range": [-window_min, 0],
        "tickvals": ticks,
        "ticktext": [_minutes_ago(-tick) for tick in ticks],
        "hoverformat": ".1f",
        "ticklabeloverflow": "allow",
    }


def date_axis(trend: Trend) -> dict[str, Any]:
    """Time axis of a class that has ended: the teacher's own clock, no label of it twice."""
    first, last = (datetime.fromisoformat(x) for x in (trend.x[0], trend.x[-1]))
    length_s = abs((last - first).total_seconds())
    step_s = next((step for step in TICKS_S if length_s / step <= MOST_TICKS), TICKS_S[-1])
    return {
        "type": "date",
        "range": [trend.x[0], trend.x[-1]],
        "tickformat": "%H:%M" if step_s >= 60 else "%H:%M:%S",
        "hoverformat": "%H:%M:%S",
        "dtick": 1000 * step_s,
    }


def _minutes_ago(minutes: float) -> str:
    if minutes == 0:
        return say("now")
    if minutes >= 1:
        return say("{minutes} min", minutes=number(minutes, "g"))
    return say("{seconds} s", seconds=number(minutes * 60, "g"))


def live_chart(trend: Trend) -> html.Div:
    """The live chart, drawn once; afterwards only its numbers change."""
    return mood_chart("live", trend, live_axis(trend.window_min))


def mood_chart(page: str, trend: Trend, x_axis: dict[str, Any]) -> html.Div:
    """Draw a trend with the names of its marks; ids start with the page's name."""
    graph = dcc.Graph(
        id=f"{page}-mood-chart",
        figure=trend_figure(trend, x_axis),
        **GRAPH,
    )
    names = html.Div(mark_names(trend.marks), id=f"{page}-marks", className="chart-marks")
    return html.Div([names, graph], className="marked-chart")


def legend() -> html.Div:
    """Name every colour of the chart, in the order of its layers."""
    return html.Div(
        [
            html.Span(
                [
                    html.I(className="swatch unseen-fill")
                    if layer == UNSEEN
                    else html.I(className="swatch", style={"background": EMOTION_COLOURS[layer]}),
                    say("unseen") if layer == UNSEEN else EMOTION_WORDS[layer],
                ],
                className="mood-word",
            )
            for layer in LAYERS
        ],
        className="mood-words legend",
    )
