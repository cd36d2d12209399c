"""The topics of a class that has ended: on its chart, and in a table."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from dash import html

from classroom.domain.mode import SessionMode
from classroom.language import marked, say
from classroom.reports.words import length_words, topic_words
from classroom.store.topics import BEFORE_FIRST, Topic
from dashboard.components.clock import local_time
from dashboard.components.marks import ChartMark
from dashboard.components.table import scroll_table

HIDDEN: Final[str] = marked("fewer than five")


def topic_marks(
    topics: Sequence[Topic], first: datetime, last: datetime, zone: tzinfo
) -> tuple[ChartMark, ...]:
    """Place the marks on a chart from ``first`` to ``last``, those outside at its edges."""
    marked = topics[1:] if topics and topics[0].name == BEFORE_FIRST else topics
    length_s = (last - first).total_seconds()
    starts = [min(max(topic.started_at, first), last) for topic in marked]
    return tuple(
        ChartMark(
            local_time(at, zone), round((at - first).total_seconds() / length_s, 4), topic.name
        )
        for topic, at in zip(marked, starts, strict=True)
    )


def topic_table(topics: Sequence[Topic], mode: SessionMode, zone: tzinfo) -> list[Any]:
    """List the parts of the class in their order, with the hands that went up in each."""
    said = say("Said “I’m lost”")
    hands = [say("Flags"), said, say("Possible confusion")] if mode.infers else [said]
    heads = [say("Topic"), say("From"), say("How long"), *hands]
    return [scroll_table(say("Topics"), heads, [_row(topic, mode, zone) for topic in topics])]


def _row(topic: Topic, mode: SessionMode, zone: tzinfo) -> html.Tr:
    lasted = (topic.ended_at - topic.started_at).total_seconds() if topic.ended_at else None
    cells = [
        f"{topic.started_at.astimezone(zone):%H:%M}",
        say("still on") if lasted is None else length_words(lasted),
    ]
    said = _count(topic.said_lost)
    if mode.infers:
        cells += [_count(topic.flags), said, _confused(topic.confused_seconds)]
    else:
        cells.append(said)
    shown = topic_words(topic.name)
    name = html.Th(shown, dir="auto", scope="row", title=shown, className="cell-name")
    return html.Tr([name, *(html.Td(cell) for cell in cells)])


def _count(count: int | None) -> str:
    if count is None:
        return say(HIDDEN)
    return "—" if count == 0 else str(count)


def _confused(seconds: float | None) -> str:
    if seconds is None:
        return say(HIDDEN)
    return "—" if seconds == 0 else length_words(seconds)
