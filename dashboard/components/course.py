"""How a class compares with the earlier ones of its course: values with their uncertainty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from dash import dcc, html

from classroom.domain.ratio import Estimate
from classroom.language import marked, say, say_number
from classroom.language.figures import number
from classroom.reports.words import length_words, percent, topic_words
from dashboard.components.attributes import attributes
from dashboard.components.clock import day
from dashboard.components.table import scroll_table
from dashboard.queries.course import ComparedClass
from dashboard.queries.same_topics import TaughtTopic

TOO_LITTLE: Final[str] = marked("too little to say")
EXPLAINED: Final[str] = marked(
    "A line beside a value is where the true one lies in 19 of 20 cases; where lines of two "
    "classes overlap, they may not differ at all. Hands are flags and “I’m lost” together."
)


@dataclass(frozen=True, slots=True)
class _Measure:
    head: str
    value: Callable[[ComparedClass], Estimate | None]
    words: Callable[[float], str]


MEASURES: Final[tuple[_Measure, ...]] = (
    _Measure(marked("Seemed confused"), lambda one: one.confused, lambda v: _fine_percent(v)),
    _Measure(
        marked("Hands an hour, each student"), lambda one: one.hands, lambda v: number(v, ".1f")
    ),
    _Measure(marked("Said they follow"), lambda one: one.following, percent),
)


def comparison(
    classes: Sequence[ComparedClass],
    topics: Sequence[TaughtTopic],
    course: str,
    now: datetime,
    zone: tzinfo,
) -> list[Any]:
    """Draw the classes of a course, the newest first, and the topics that came before."""
    if not classes:
        nobody = say("Nobody joined this class, so there is nothing to compare.")
        return [html.P(nobody, className="soft empty")]
    if len(classes) < 2:
        return [
            html.P(
                [
                    say("This is the first class of") + " ",
                    html.Bdi(course),
                    ". "
                    + say("Give the next one the same course, and both stand here side by side."),
                ],
                className="soft empty",
            )
        ]
    tops = [
        max((e.high for one in classes if (e := measure.value(one))), default=0.0)
        for measure in MEASURES
    ]
    heads = [say("Class"), *(say(measure.head) for measure in MEASURES), say("Faces seen")]
    rows = [_row(one, place == 0, tops, now, zone) for place, one in enumerate(classes)]
    return [
        scroll_table(say("Classes of {course}", course=course), heads, rows),
        html.P(say(EXPLAINED), className="note"),
        *_topic_list(topics, now, zone),
    ]


def _row(
    one: ComparedClass, is_this: bool, tops: Sequence[float], now: datetime, zone: tzinfo
) -> html.Tr:
    date = say("this class") if is_this else day(one.at, now, zone)
    title = one.title if is_this else dcc.Link(one.title, href=f"/session/{one.id}")
    name = html.Th(
        [html.Div(date), html.Div(title, dir="auto", className="soft cell-name", title=one.title)],
        scope="row",
    )
    cells = [
        _estimate(measure.value(one), top, measure.words)
        for measure, top in zip(MEASURES, tops, strict=True)
    ]
    if not one.mode.infers:
        cells[0] = html.Td(say("not read"), className="soft")
    seen = None
    if not one.mode.infers:
        seen = say("not read")
    elif one.seen is None:
        seen = say(TOO_LITTLE)
    counted = html.Td(seen, className="soft") if seen else html.Td(percent(one.seen or 0.0))
    return html.Tr([name, *cells, counted], className="this-class" if is_this else "")


def _estimate(estimate: Estimate | None, top: float, words: Callable[[float], str]) -> html.Td:
    """Draw a value, its interval in words, and both on the column's own scale."""
    if estimate is None:
        return html.Td(say(TOO_LITTLE), className="soft")
    scale = 100 / top if top > 0 else 0.0
    interval = say("{start} to {end}", start=words(estimate.low), end=words(estimate.high))
    left, right = estimate.low * scale, estimate.high * scale
    return html.Td(
        [
            html.Span(words(estimate.value), className="estimate-value"),
            html.Span(
                f" ({interval})",
                className="soft estimate-range",
            ),
            html.Div(
                [
                    html.I(
                        className="estimate-line",
                        style={"left": f"{left:.1f}%", "width": f"{max(right - left, 1):.1f}%"},
                    ),
                    html.I(
                        className="estimate-dot", style={"left": f"{estimate.value * scale:.1f}%"}
                    ),
                ],
                className="estimate",
                **attributes(aria_hidden="true"),
            ),
        ]
    )


def _fine_percent(share: float) -> str:
    """A small share needs a digit more."""
    return f"{number(share * 100, '.1f')} %" if 0 < round(share, 3) < 0.1 else percent(share)


def _topic_list(topics: Sequence[TaughtTopic], now: datetime, zone: tzinfo) -> list[Any]:
    lines = topic_lines(topics, now, zone)
    if not lines:
        return []
    return [
        html.H3(say("The same topics before"), className="card-title same-topics"),
        html.Ul([html.Li(line, dir="auto") for line in lines], className="moments"),
    ]


def topic_lines(topics: Sequence[TaughtTopic], now: datetime, zone: tzinfo) -> list[str]:
    """Say of each topic of the newest class how often hands went up in it, now and before."""
    if not topics:
        return []
    newest = topics[0].session_id
    lines = []
    for topic in (one for one in topics if one.session_id == newest):
        before = [
            one
            for one in topics
            if one.session_id != newest and one.name.casefold() == topic.name.casefold()
        ]
        if before:
            earlier = "; ".join(
                say("{hands} on {day}", hands=_hands(one), day=day(one.at, now, zone))
                for one in before[:3]
            )
            lines.append(
                say(
                    "{topic}: {hands} now; {earlier}.",
                    topic=topic_words(topic.name),
                    hands=_hands(topic),
                    earlier=earlier,
                )
            )
    return lines


def _hands(topic: TaughtTopic) -> str:
    if topic.hands is None:
        return say("hands of fewer than five students")
    span = length_words(topic.seconds)
    if topic.hands == 0:
        return say("no hands in {span}", span=span)
    return say_number("{number} hand in {span}", "{number} hands in {span}", topic.hands, span=span)
