"""What the live page says at one moment, and what a browser that shows an older one needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dash import html

from classroom.domain.mode import SessionMode
from classroom.language import say
from classroom.reports.words import capitalised, count_word, hands_words, span_words
from classroom.store.report import SMALLEST_GROUP
from dashboard.components import chart, doors, hands, tiles, topics
from dashboard.components.alert import alert_words
from dashboard.components.fingerprint import fingerprint
from dashboard.components.marks import mark_names
from dashboard.components.mood import ClassMood, class_mood, mood_bar, waiting_mood
from dashboard.components.precision import precision_words
from dashboard.components.pulse import PulseShown, pulse_shown
from dashboard.queries.hands import Hand
from dashboard.queries.live import LiveView

Shown = dict[str, Any]
"""Fingerprints of what a browser shows: it sends them along and gets only what differs."""
Update = tuple[Any, dict[str, Any]]
"""The id of a component, and the properties of it that are to be set."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the live page says at one moment, before it is drawn."""

    at: datetime
    class_id: str
    infers: bool
    head: str
    alert: str
    pulse: PulseShown
    topics: topics.TopicsShown
    mood: ClassMood
    trend: chart.Trend | None
    precision: str
    hands: tuple[Hand, ...]
    hands_empty: str
    held_back: tuple[Hand, ...]
    whens: dict[str, str]
    tiles: tuple[tiles.Tile, ...]
    students: str
    door: doors.DoorShown

    @property
    def texts(self) -> dict[str, str]:
        """Words by the id of the component that holds them."""
        return {
            "live-head": self.head,
            "live-alert": self.alert,
            "live-pulse": self.pulse.words,
            "live-headline": self.mood.headline,
            "live-detail": self.mood.detail,
            "live-precision": self.precision,
            "live-students": self.students,
            "live-waiting": self.door.waiting,
        }

    @property
    def shown(self) -> Shown:
        """Fingerprints of the parts."""
        return {
            "texts": self.texts,
            "pulse": [self.pulse.can_ask, self.pulse.is_open],
            "door": fingerprint((self.door.locked, self.door.removed)),
            "topics": fingerprint(self.topics.marks),
            "topic-undo": self.topics.can_undo,
            "bar": fingerprint(self.mood),
            "trend": fingerprint(self.trend),
            "hands": fingerprint((self.hands_empty, self.hands)),
            "held": fingerprint(self.held_back),
            "whens": self.whens,
            "tiles": tiles.tiles_shown(self.tiles),
        }


def drawing(view: LiveView, unreached: str = "") -> Drawing:
    """Decide what the page says of a class; ``unreached`` is why some may not connect."""
    mode = view.session.mode
    mood = class_mood(view) if mode.infers else _attendance(view)
    names = mode is not SessionMode.AGGREGATE
    up, held = (view.hands, view.held_back) if names else ((), ())
    return Drawing(
        at=view.now,
        class_id=view.session.id,
        infers=mode.infers,
        head=_head(view, mood),
        alert=alert_words(view.alert, mode, view.now),
        pulse=pulse_shown(view),
        topics=topics.topics_shown(view),
        mood=mood,
        trend=chart.live_trend(view) if mode.infers else None,
        precision=precision_words(view.precision) if mode is SessionMode.AFFECT else "",
        hands=up,
        hands_empty=_hands_empty(view),
        held_back=held,
        whens={hand.id: hands.hand_when(hand, view.now) for hand in (*up, *held)},
        tiles=tuple(tiles.tiles_of(view)),
        students=_students_line(view, mood),
        door=doors.door_shown(view, unreached),
    )


def _attendance(view: LiveView) -> ClassMood:
    """What a class without inference can say: who is there, and whose hand is up."""
    present = len(view.present)
    if present == 0:
        return waiting_mood()
    up = len({hand.participant_id for hand in view.hands})
    headline = capitalised(hands_words(up)) if up else say("No hands up")
    return ClassMood(headline, say("No face is read in this class."), (), 0, present, 0)


def _head(view: LiveView, mood: ClassMood) -> str:
    started = view.session.started_at
    running = (
        span_words((view.now - started).total_seconds()) if started else say("not started yet")
    )
    parts = [running, say("{count} joined", count=len(view.students))]
    if view.session.mode.infers and mood.present:
        parts.append(say("{part} of {whole} seen", part=mood.seen, whole=mood.present))
    if view.session.locked_at is not None:
        parts.append(say("locked"))
    return " · ".join(parts)


def _hands_empty(view: LiveView) -> str:
    if view.session.mode is not SessionMode.AGGREGATE:
        return say("No hand is up.") if not view.hands else ""
    lost = len({hand.participant_id for hand in view.hands if hand.said})
    if lost == 0:
        return say("Nobody says they are lost.")
    if lost < SMALLEST_GROUP:
        return say("A few students say they are lost.")
    return say("{count} say they are lost.", count=capitalised(count_word(lost)))


def _students_line(view: LiveView, mood: ClassMood) -> str:
    if view.session.mode is SessionMode.AGGREGATE:
        return say("Single students are not shown in a class-only session.")
    if not view.students:
        return say("Nobody has joined yet. Each student gets a place here that stays theirs.")
    gone = len(view.students) - mood.present
    parts = [say("{count} here", count=mood.present)]
    if view.session.mode.infers and mood.present > mood.seen:
        parts.append(say("{count} unseen", count=mood.present - mood.seen))
    return " · ".join(parts + [say("{count} left", count=gone)] * (gone > 0))


def hand_rows(now: Drawing) -> list[Any]:
    """Draw the hands that take attention, each with the key that chooses it."""
    rows: list[Any] = [
        hands.hand_row(hand, now.at, number if number <= 9 else None)
        for number, hand in enumerate(now.hands, start=1)
    ]
    if now.hands_empty:
        rows.append(html.P(now.hands_empty, className="soft empty", role="listitem"))
    return rows


def held_rows(now: Drawing) -> list[html.Div]:
    """Draw the weaker flags."""
    return [hands.hand_row(hand, now.at) for hand in now.held_back]


def changes(now: Drawing, shown: Shown) -> list[Update]:
    """What to set so that a browser that shows ``shown`` shows ``now``."""
    fresh = now.shown
    updates: list[Update] = [
        (target, {"children": words})
        for target, words in now.texts.items()
        if shown["texts"][target] != words
    ]
    if fresh["pulse"] != shown["pulse"]:
        updates.append(("pulse-ask", {"disabled": not now.pulse.can_ask}))
        updates.append(("pulse-close", {"hidden": not now.pulse.is_open}))
    if fresh["bar"] != shown["bar"] and now.infers:
        updates.append(("live-bar", {"children": mood_bar(now.mood)}))
    if fresh["trend"] != shown["trend"] and now.trend is not None:
        figure = chart.trend_figure(now.trend, chart.live_axis(now.trend.window_min))
        updates.append(("live-mood-chart", {"figure": figure}))
        updates.append(("live-marks", {"children": mark_names(now.trend.marks)}))
    if fresh["door"] != shown["door"]:
        updates += doors.door_changes(now.door)
    updates += _topic_changes(now, fresh, shown)
    return updates + _hand_changes(now, fresh, shown) + _tile_changes(now, fresh, shown)


def _topic_changes(now: Drawing, fresh: Shown, shown: Shown) -> list[Update]:
    updates: list[Update] = []
    if fresh["topics"] != shown["topics"]:
        words, name = topics.topic_words(now.topics), now.topics.current
        updates.append(("live-topic", {"children": words, "title": name}))
        updates.append(("topic-list", {"children": topics.topic_list(now.topics.marks)}))
    if any(fresh[part] != shown[part] for part in ("topics", "topic-undo")):
        updates.append(("topic-undo", {"children": topics.undo_button(now.topics)}))
    return updates


def _hand_changes(now: Drawing, fresh: Shown, shown: Shown) -> list[Update]:
    updates: list[Update] = []
    drawn: set[str] = set()
    if fresh["hands"] != shown["hands"]:
        updates.append(("live-hands", {"children": hand_rows(now)}))
        drawn |= {hand.id for hand in now.hands}
    if fresh["held"] != shown["held"]:
        words = hands.held_back_words(len(now.held_back))
        updates.append(("live-held", {"hidden": not now.held_back}))
        updates.append(("live-held-title", {"children": words}))
        updates.append(("live-held-rows", {"children": held_rows(now)}))
        drawn |= {hand.id for hand in now.held_back}
    before: Mapping[str, str] = shown["whens"]
    return updates + [
        ({"type": "hand-when", "hand": hand_id}, {"children": when})
        for hand_id, when in now.whens.items()
        if hand_id not in drawn and before.get(hand_id) != when
    ]


def _tile_changes(now: Drawing, fresh: Shown, shown: Shown) -> list[Update]:
    news = tiles.tile_news(now.class_id, now.tiles, fresh["tiles"], shown["tiles"])
    return [("live-tile-news", {"data": news})] if news else []
