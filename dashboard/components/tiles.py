"""One tile a student, which keeps its place: name, state, how long, and a small trend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from classroom.domain.mode import SessionMode
from classroom.language import Words, marked, say
from classroom.reports.words import EMOTION_WORDS, percent, span_words
from dashboard.components.attributes import attributes
from dashboard.components.fingerprint import fingerprint
from dashboard.components.palette import EMOTION_COLOURS, UNSEEN_LINE
from dashboard.components.words import ago_words
from dashboard.queries.live import LiveView, Student
from dashboard.queries.moods import CELL_S, History, Mood

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
    """What one tile says."""

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
    def now(self) -> dict[str, str]:
        """What may change any second, the name too: the teacher may hide names."""
        return {
            "name": self.name,
            "kind": self.kind,
            "state": self.state,
            "how_long": self.how_long,
        }

    @property
    def lately(self) -> dict[str, str]:
        """What changes with each bar of the trend."""
        return {"trend": self.trend, "trend_words": self.trend_words}


def tiles_of(view: LiveView) -> list[Tile]:
    """One tile a student in the order of joining; none where individuals stay hidden."""
    mode = view.session.mode
    if mode is SessionMode.AGGREGATE:
        return []
    lost = {hand.participant_id: hand for hand in view.hands if hand.said}
    flagged = {hand.participant_id: hand for hand in view.hands if not hand.said and hand.is_up}
    tiles = []
    for student in view.students:
        trend = NO_TREND
        if mode.infers and student.state != "left":
            trend = _trend_of(view.history, student)
        if student.state != "left" and student.id in lost:
            since = (view.now - lost[student.id].since).total_seconds()
            kind, state, how_long = "flagged", say("lost (said so)"), span_words(since)
        elif student.state != "left" and student.id in flagged:
            since = (view.now - flagged[student.id].since).total_seconds()
            kind, state, how_long = "flagged", say("may be confused"), span_words(since)
        else:
            kind, state, how_long = _state(view, student)
        tiles.append(
            Tile(student.id, student.name, kind, state, how_long, trend.picture, trend.words)
        )
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
    if not mood.lately.baseline_known:
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
    """How long this emotion has led: not for long while the newest bar is another's still.

    Before that, one or two bars of another, or unseen, do not count.
    """
    seconds, ever = history.once(
        ("lead", student.id, label), lambda: _lead(history, student, label)
    )
    words = span_words(seconds)
    return words.replace(" ", "+ ", 1) if ever else words


def _lead(history: History, student: Student, label: str) -> tuple[int, bool]:
    """Seconds for which an emotion has led, and whether that is as far as the history goes."""
    bars = trend_bars(history, student, history.starts)
    newest = bars[-1].dominant if bars and bars[-1] else None
    if newest not in {label, None}:
        return 0, False
    run = 0
    for back, bar in enumerate(reversed(bars), start=1):
        if bar is None or (back - run > 2 and bar.dominant != label):
            break
        if bar.dominant == label:
            run = back
    return run * BAR_CELLS * CELL_S, run == len(bars)


def trend_bars(history: History, student: Student, starts: Sequence[datetime]) -> list[Mood | None]:
    """Sum cells of one student into bars; None before they joined."""
    cells = history.by_student.get(student.id, {})
    summed: list[Mood | None] = []
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


@dataclass(frozen=True, slots=True)
class TileTrend:
    """One student's last minutes."""

    picture: str
    """An SVG data URI; empty where there is nothing to draw."""
    most: str | None
    """The emotion that led most often; None where the student was not seen."""
    unseen: float
    """Share of the bars since joining in which the student was not seen, 0..1."""

    @property
    def words(self) -> str:
        """Say what the picture shows."""
        if not self.picture:
            return ""
        if self.most is None:
            return say("Not seen in the last five minutes")
        return say(
            "Last five minutes: mostly {emotion}, unseen {share}",
            emotion=EMOTION_WORDS[self.most],
            share=percent(self.unseen),
        )


NO_TREND: Final = TileTrend("", None, 0.0)


def _trend_of(history: History, student: Student) -> TileTrend:
    return history.once(
        ("trend", student.id),
        lambda: tile_trend(trend_bars(history, student, _settled(history))),
    )


def _settled(history: History) -> Sequence[datetime]:
    """Starts of the cells of whole bars: a bar that is drawn keeps its shape as it moves along."""
    newest = len(history.starts) - int(history.end.timestamp()) // CELL_S % BAR_CELLS
    return history.starts[max(0, newest - BARS * BAR_CELLS) : newest]


def tile_trend(bars: Sequence[Mood | None]) -> TileTrend:
    """Sum up bars, and draw them."""
    there = [bar for bar in bars if bar is not None]
    led = [bar.dominant for bar in there if bar.dominant is not None]
    most = max(set(led), key=lambda label: (led.count(label), label)) if led else None
    unseen = 1 - len(led) / len(there) if there else 0.0
    return TileTrend(trend_picture(bars), most, unseen)


def trend_picture(bars: Sequence[Mood | None]) -> str:
    """Draw bars as an SVG data URI: colour the leading emotion, height how strong, hatched unseen.

    One path a colour, for a hundred of these travel each quarter of a minute. Empty where there is
    nothing to draw.
    """
    paths: dict[str, str] = {}
    for place, bar in enumerate(bars):
        if bar is None:
            continue
        x = place * 5
        if bar.dominant is None:
            hatch = f"stroke='{UNSEEN_LINE}'"
            paths[hatch] = paths.get(hatch, "") + f"M{x} 18l4-4M{x} 22l4-4"
            continue
        height = max(5.0, round(20 * max(bar.emotions) / bar.seen_s, 0))
        fill = f"fill='{EMOTION_COLOURS[bar.dominant]}'"
        paths[fill] = paths.get(fill, "") + f"M{x} 22v-{height:g}h4v{height:g}z"
    if not paths:
        return ""
    drawn = "".join(f"<path {look} d='{path}'/>" for look, path in paths.items())
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {len(bars) * 5} 22' "
        f"preserveAspectRatio='none'>{drawn}</svg>"
    )
    return "data:image/svg+xml," + quote(svg, safe=" /:='")


def tile_list(class_id: str, tiles: Sequence[Tile], *, trends: bool) -> html.Div:
    """Hold a place for the tiles, and what they say, for assets/tiles.js to draw.

    A hundred students' tiles would be nine hundred components to Dash, which looks through all of
    them at each change, and each of which keeps the whole page as it was when it was last drawn.
    """
    return html.Div(
        [
            html.Div(
                id="live-tiles",
                className="tiles" if trends else "tiles low",
                role="list",
                **attributes(data_class=class_id),
            ),
            dcc.Store(
                id="live-tile-news",
                data=tile_news(class_id, tiles, tiles_shown(tiles), NO_TILES_SHOWN),
            ),
            dcc.Store(id="live-tiles-drawn"),
        ]
    )


NO_TILES_SHOWN: Final[Mapping[str, Any]] = {"order": None, "students": {}}
"""What a browser shows at first."""


def tiles_shown(tiles: Sequence[Tile]) -> dict[str, Any]:
    """Fingerprints of the order of tiles, and of both parts of each."""
    return {
        "order": fingerprint([tile.participant_id for tile in tiles]),
        "students": {
            tile.participant_id: [fingerprint(tile.now), fingerprint(tile.lately)] for tile in tiles
        },
    }


def tile_news(
    class_id: str, tiles: Sequence[Tile], fresh: Mapping[str, Any], shown: Mapping[str, Any]
) -> dict[str, Any] | None:
    """What to draw so that a browser that shows ``shown`` shows ``fresh``; None for nothing.

    ``order`` lists the students whose tiles stand there, where that changed, and ``told`` has what
    differs by student. ``class`` says whose news it is: an answer may come after the teacher has
    gone on to another class.
    """
    told: dict[str, dict[str, str]] = {}
    for tile in tiles:
        who = tile.participant_id
        known = shown["students"].get(who, (None, None))
        parts = zip((tile.now, tile.lately), fresh["students"][who], known, strict=True)
        for part, new, old in parts:
            if new != old:
                told.setdefault(who, {}).update(part)
    news: dict[str, Any] = {"class": class_id}
    if told:
        news["told"] = told
    if fresh["order"] != shown["order"]:
        news["order"] = [tile.participant_id for tile in tiles]
    return news if len(news) > 1 else None


def register_tiles(app: Dash) -> None:
    """Let the script draw what is new; as with the pace, it is called only for its output."""
    attach: Any = app.clientside_callback  # Dash leaves it without types
    attach(
        ClientsideFunction("tiles", "draw"),
        Output("live-tiles-drawn", "data"),
        Input("live-tile-news", "data"),
    )
