"""One tile a student, which keeps its place: name, state, how long, and a small trend."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from dash import html

from classroom.domain.mode import SessionMode
from classroom.language import Words, marked, say
from dashboard.components.attributes import attributes
from dashboard.components.doors import remove_button
from dashboard.components.palette import EMOTION_COLOURS, UNSEEN_LINE
from dashboard.components.words import EMOTION_WORDS, ago_words, percent, span_words
from dashboard.queries.live import LiveView, Student
from dashboard.queries.moods import CELL_S, WINDOW_S, History, Mood

BAR_CELLS: Final[int] = 3
BARS: Final[int] = 20
"""Twenty bars of 15 s: the last five minutes."""

CONNECTION_WORDS: Final = Words(
    {
        "joined": marked("connecting"),
        "silent": marked("no picture"),
        "lost": marked("connection lost"),
    }
)


@dataclass(frozen=True, slots=True)
class Tile:
    """What one tile says; two equal tiles need no drawing again."""

    participant_id: str
    name: str
    kind: str
    """A label of the emotions, or flagged, unseen, left, here: decides the edge and the fill."""
    state: str
    how_long: str
    trend: str = ""
    """The picture of the trend as a data URI; empty for none."""
    trend_words: str = ""

    @property
    def class_name(self) -> str:
        """CSS classes of the tile."""
        return f"student-tile is-{self.kind}"


def tiles_of(view: LiveView) -> list[Tile]:
    """One tile a student in the order of joining; none where individuals stay hidden."""
    mode = view.session.mode
    if mode is SessionMode.AGGREGATE:
        return []
    lost = {hand.participant_id: hand for hand in view.hands if hand.said}
    flagged = {hand.participant_id: hand for hand in view.hands if not hand.said and hand.is_up}
    tiles = []
    for student in view.students:
        trend, trend_words = "", ""
        if mode.infers and student.state != "left":
            bars = trend_bars(view.history, student)
            trend, trend_words = trend_picture(bars), _trend_words(bars)
        if student.state != "left" and student.id in lost:
            since = (view.now - lost[student.id].since).total_seconds()
            kind, state, how_long = "flagged", say("lost (said so)"), span_words(since)
        elif student.state != "left" and student.id in flagged:
            since = (view.now - flagged[student.id].since).total_seconds()
            kind, state, how_long = "flagged", say("may be confused"), span_words(since)
        else:
            kind, state, how_long = _state(view, student)
        tiles.append(Tile(student.id, student.name, kind, state, how_long, trend, trend_words))
    return tiles


def _state(view: LiveView, student: Student) -> tuple[str, str, str]:
    """Kind, state and how long of a student whose hand is down."""
    since = (view.now - (student.left_at or student.state_since)).total_seconds()
    if student.state == "left":
        return "left", say("left"), ago_words(since)
    if not view.session.mode.infers:
        here = (view.now - student.joined_at).total_seconds()
        if student.state == "lost":
            return "unseen", CONNECTION_WORDS["lost"], span_words(since)
        return "here", say("here"), span_words(here)
    if student.state == "paused":
        return "unseen", say("paused"), span_words(since)
    if not student.camera:
        return "unseen", say("camera off"), span_words(since)
    if student.state in CONNECTION_WORDS:
        return "unseen", CONNECTION_WORDS[student.state], span_words(since)
    mood = view.recent.get(student.id)
    label = mood.dominant if mood else None
    if mood is None or label is None:
        cells = view.history.by_student.get(student.id, {})
        ever = any(cell.seen_s > 0 for cell in cells.values())
        return (
            "unseen",
            say("out of view") if ever else say("not seen yet"),
            _unseen_for(view, student),
        )
    if not mood.baseline_known:
        return label, say("getting to know"), _emotion_for(view.history, student, label)
    return label, EMOTION_WORDS[label], _emotion_for(view.history, student, label)


def _unseen_for(view: LiveView, student: Student) -> str:
    cells = view.history.by_student.get(student.id, {})
    seen = [at for at, mood in cells.items() if mood.seen_s > 0]
    if not seen:
        return span_words((view.now - student.joined_at).total_seconds())
    gone = view.now - max(seen) - timedelta(seconds=CELL_S)
    return span_words(gone.total_seconds())


def _emotion_for(history: History, student: Student, label: str) -> str:
    """How long this emotion has led; one or two bars of another, or unseen, do not count."""
    bars = trend_bars(history, student, WINDOW_S // CELL_S // BAR_CELLS)
    run = 0
    for back, bar in enumerate(reversed(bars), start=1):
        if bar is None or (back - run > 2 and bar.dominant != label):
            break
        if bar.dominant == label:
            run = back
    seconds = run * BAR_CELLS * CELL_S
    words = span_words(seconds)
    return words.replace(" ", "+ ", 1) if run == len(bars) else words


def trend_bars(history: History, student: Student, bars: int = BARS) -> list[Mood | None]:
    """Sum the newest cells of one student into bars; None before they joined."""
    cells = history.by_student.get(student.id, {})
    summed: list[Mood | None] = []
    starts = history.starts[-bars * BAR_CELLS :]
    for first in range(0, len(starts), BAR_CELLS):
        group = starts[first : first + BAR_CELLS]
        if group[-1] + timedelta(seconds=CELL_S) <= student.joined_at:
            summed.append(None)
            continue
        moods = [cells[at] for at in group if at in cells]
        columns = zip(*(mood.emotions for mood in moods), strict=True)
        emotions = tuple(sum(column) for column in columns) if moods else (0.0,) * 7
        summed.append(Mood(sum(mood.seen_s for mood in moods), emotions))
    return summed


def trend_picture(bars: list[Mood | None]) -> str:
    """Draw bars as an SVG data URI: colour the leading emotion, height how strong, hatched unseen.

    Empty where there is nothing to draw.
    """
    drawn = []
    for place, bar in enumerate(bars):
        x = place * 5
        if bar is None:
            continue
        if bar.dominant is None:
            drawn.append(f"<path d='M{x} 18l4-4M{x} 22l4-4' stroke='{UNSEEN_LINE}'/>")
            continue
        height = max(5.0, round(20 * max(bar.emotions) / bar.seen_s, 0))
        colour = EMOTION_COLOURS[bar.dominant]
        drawn.append(
            f"<rect x='{x}' y='{22 - height:g}' width='4' height='{height:g}' fill='{colour}'/>"
        )
    if not drawn:
        return ""
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {len(bars) * 5} 22' "
        f"preserveAspectRatio='none'>{''.join(drawn)}</svg>"
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _trend_words(bars: list[Mood | None]) -> str:
    there = [bar for bar in bars if bar is not None]
    seen = [bar.dominant for bar in there if bar.dominant is not None]
    if not seen:
        return say("Not seen in the last five minutes") if there else ""
    most = max(set(seen), key=lambda label: (seen.count(label), label))
    return say(
        "Last five minutes: mostly {emotion}, unseen {share}",
        emotion=EMOTION_WORDS[most],
        share=percent(1 - len(seen) / len(there)),
    )


def tile(tile: Tile) -> html.Div:
    """Draw one tile; its parts have ids of their own, so that only what changed is sent."""
    about = tile.participant_id
    return html.Div(
        [
            html.Div(
                [
                    html.Span(tile.name, dir="auto", className="tile-name", title=tile.name),
                    html.Span(tile.how_long, id=part("how-long", about), className="tile-time"),
                ],
                className="tile-head",
            ),
            html.Div(tile.state, id=part("state", about), className="tile-words"),
            remove_button(about, tile.name),
            html.Img(
                src=tile.trend or EMPTY_PICTURE,
                alt=tile.trend_words,
                title=tile.trend_words,
                id=part("trend", about),
                className="tile-trend",
            ),
        ],
        id=part("tile", about),
        className=tile.class_name,
        role="listitem",
        **attributes(data_participant=about),
    )


EMPTY_PICTURE: Final[str] = (
    "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
)


def part(name: str, participant_id: str) -> dict[str, str]:
    """Id of one part of one student's tile."""
    return {"type": f"tile-{name}", "student": participant_id}


def tile_updates(tile: Tile) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Set the parts of a tile that may change, without drawing the tile again."""
    about = tile.participant_id
    return [
        (part("tile", about), {"className": tile.class_name}),
        (part("state", about), {"children": tile.state}),
        (part("how-long", about), {"children": tile.how_long}),
        (
            part("trend", about),
            {
                "src": tile.trend or EMPTY_PICTURE,
                "alt": tile.trend_words,
                "title": tile.trend_words,
            },
        ),
    ]
