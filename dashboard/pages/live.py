"""The live page: drawn once, then only what changed is sent, once a second."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, ctx, dcc, html, no_update, set_props
from sqlalchemy.exc import DBAPIError

from classroom.domain.episode import Answer
from classroom.domain.mode import SessionMode
from classroom.errors import SessionNotFoundError
from classroom.settings import Settings
from classroom.store.audit import AuditTrail
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.episodes import Episodes
from classroom.store.self_reports import SelfReports
from dashboard.components import chart, hands, tiles
from dashboard.components.frame import card, top
from dashboard.components.mood import ClassMood, class_mood, mood_bar
from dashboard.components.pace import pace, register_pace
from dashboard.components.share import share_panel
from dashboard.components.words import count_word, hands_words, span_words
from dashboard.queries.hands import Hand
from dashboard.queries.live import LiveHistories, LiveView, live_view
from dashboard.sign_in import teacher_id

Shown = dict[str, Any]
"""Fingerprints of what a browser shows: it sends them along and gets only what differs."""
Update = tuple[Any, dict[str, Any]]
"""The id of a component, and the properties of it that are to be set."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the live page says at one moment, before it is drawn."""

    head: str
    mood: ClassMood
    trend: chart.Trend | None
    hands: tuple[Hand, ...]
    hands_title: str
    hands_empty: str
    whens: dict[str, str]
    tiles: tuple[tiles.Tile, ...]
    students: str

    @property
    def shown(self) -> Shown:
        """Fingerprints of the parts."""
        return {
            "head": self.head,
            "students": self.students,
            "mood": _print_of(self.mood),
            "trend": _print_of(self.trend),
            "hands": _print_of((self.hands_title, self.hands_empty, self.hands)),
            "whens": self.whens,
            "tiles": {tile.participant_id: _print_of(tile) for tile in self.tiles},
        }


def _print_of(part: object) -> int:
    return crc32(repr(part).encode())


def drawing(view: LiveView) -> Drawing:
    """Decide what the page says of a class."""
    mode = view.session.mode
    mood = class_mood(view) if mode.infers else _attendance(view)
    up = () if mode is SessionMode.AGGREGATE else view.hands
    return Drawing(
        head=_head(view, mood),
        mood=mood,
        trend=chart.live_trend(view) if mode.infers else None,
        hands=up,
        hands_title=hands.hands_title(view.flags_right, view.flags_answered)
        if mode is SessionMode.AFFECT
        else "Raised hands",
        hands_empty=_hands_empty(view),
        whens={hand.id: hands.hand_when(hand, view.now) for hand in up},
        tiles=tuple(tiles.tiles_of(view)),
        students=_students_line(view, mood),
    )


def _attendance(view: LiveView) -> ClassMood:
    """What a class without inference can say: who is there, and whose hand is up."""
    present = len(view.present)
    if present == 0:
        return ClassMood("Waiting for students", "Share the link or the QR code.", (), 0, 0, 0)
    up = len({hand.participant_id for hand in view.hands})
    headline = hands_words(up).capitalize() if up else "No hands up"
    return ClassMood(headline, "No face is read in this class.", (), 0, present, 0)


def _head(view: LiveView, mood: ClassMood) -> str:
    started = view.session.started_at
    running = span_words((view.now - started).total_seconds()) if started else "not started yet"
    parts = [running, f"{len(view.students)} joined"]
    if view.session.mode.infers and mood.present:
        parts.append(f"{mood.seen} of {mood.present} seen")
    return " · ".join(parts)


def _hands_empty(view: LiveView) -> str:
    if view.session.mode is not SessionMode.AGGREGATE:
        return "No hand is up." if not view.hands else ""
    lost = len({hand.participant_id for hand in view.hands if hand.said})
    if lost == 0:
        return "Nobody says they are lost."
    return (
        f"{count_word(lost).capitalize()} {'says they are' if lost == 1 else 'say they are'} lost."
    )


def _students_line(view: LiveView, mood: ClassMood) -> str:
    if view.session.mode is SessionMode.AGGREGATE:
        return "Single students are not shown in a class-only session."
    if not view.students:
        return "Nobody has joined yet. Each student gets a place here that stays theirs."
    gone = len(view.students) - mood.present
    parts = [f"{mood.present} here"]
    if view.session.mode.infers and mood.present > mood.seen:
        parts.append(f"{mood.present - mood.seen} unseen")
    return " · ".join(parts + [f"{gone} left"] * (gone > 0))


def layout(view: LiveView, join_url: str) -> html.Main:
    """Lay out the page of a running class."""
    now = drawing(view)
    session = view.session
    infers = session.mode.infers
    return html.Main(
        [
            pace("live"),
            dcc.Store(id="live-session", data=session.id),
            dcc.Store(id="live-shown", data=now.shown),
            top(
                [
                    html.H1(session.title, dir="auto", title=session.title),
                    html.Span(now.head, id="live-head", className="soft"),
                ],
                [
                    _share(view, join_url) if view.students else None,
                    html.Button("End class…", id="end-open", className="button danger", n_clicks=0),
                ],
            ),
            None if view.students else _share(view, join_url),
            html.Div(
                [
                    card(
                        "The class now",
                        [
                            html.P(now.mood.headline, id="live-headline", className="big-words"),
                            html.P(now.mood.detail, id="live-detail", className="soft"),
                            html.Div(mood_bar(now.mood) if infers else [], id="live-bar"),
                        ],
                        "class-now",
                    ),
                    card(
                        html.Span(now.hands_title, id="live-hands-title"),
                        [html.Div(_hand_rows(now, view.now), id="live-hands", role="list")],
                        "hands",
                    ),
                ],
                className="first-row",
            ),
            card("Mood over the last minutes", [_chart(now), chart.legend()], "trend")
            if infers
            else None,
            html.Section(
                [
                    html.H2(
                        [
                            "Students ",
                            html.Span(now.students, id="live-students", className="soft"),
                        ]
                    ),
                    html.Div(
                        [tiles.tile(tile) for tile in now.tiles],
                        id="live-tiles",
                        className="tiles" if infers else "tiles low",
                        role="list",
                    ),
                ],
                className="students",
            ),
            _end_dialog(),
        ],
        className="page",
    )


def _share(view: LiveView, join_url: str) -> html.Details:
    """How to join: in the middle of an empty class, behind a button once students are there."""
    waiting = not view.students
    summary = html.Summary("Link and QR code", className="" if waiting else "button")
    return html.Details(
        [summary, share_panel(join_url, view.session.code)],
        open=waiting,
        className="card share-card" if waiting else "share-menu",
        id="share",
    )


def _chart(now: Drawing) -> dcc.Graph | None:
    return chart.live_chart(now.trend) if now.trend is not None else None


def _hand_rows(now: Drawing, at: datetime) -> list[Any]:
    rows: list[Any] = [hands.hand_row(hand, at) for hand in now.hands]
    if now.hands_empty:
        rows.append(html.P(now.hands_empty, className="soft empty"))
    return rows


def _end_dialog() -> dmc.Modal:
    return dmc.Modal(
        [
            html.P(
                "All students are disconnected and nothing more is read. The class stays in your "
                "list with its report. This cannot be undone."
            ),
            html.Div(
                [
                    html.Button("Go on teaching", id="end-cancel", className="button", n_clicks=0),
                    html.Button(
                        "End class", id="end-confirm", className="button danger-full", n_clicks=0
                    ),
                ],
                className="dialog-actions",
            ),
        ],
        id="end-dialog",
        title="End this class?",
        centered=True,
        opened=False,
        transitionProps={"duration": 0},
    )


def changes(view: LiveView, now: Drawing, shown: Shown) -> list[Update]:
    """What to set so that a browser that shows ``shown`` shows ``now``."""
    fresh = now.shown
    updates: list[Update] = []
    if fresh["head"] != shown["head"]:
        updates.append(("live-head", {"children": now.head}))
    if fresh["students"] != shown["students"]:
        updates.append(("live-students", {"children": now.students}))
    if fresh["mood"] != shown["mood"]:
        updates.append(("live-headline", {"children": now.mood.headline}))
        updates.append(("live-detail", {"children": now.mood.detail}))
        if view.session.mode.infers:
            updates.append(("live-bar", {"children": mood_bar(now.mood)}))
    if fresh["trend"] != shown["trend"] and now.trend is not None:
        figure = chart.trend_figure(now.trend, chart.live_axis(now.trend.window_min))
        updates.append(("live-mood-chart", {"figure": figure}))
    if fresh["hands"] != shown["hands"]:
        updates.append(("live-hands-title", {"children": now.hands_title}))
        updates.append(("live-hands", {"children": _hand_rows(now, view.now)}))
    else:
        updates += [
            ({"type": "hand-when", "hand": hand_id}, {"children": when})
            for hand_id, when in now.whens.items()
            if shown["whens"].get(hand_id) != when
        ]
    if list(fresh["tiles"]) != list(shown["tiles"]):
        updates.append(("live-tiles", {"children": [tiles.tile(tile) for tile in now.tiles]}))
    else:
        for tile in now.tiles:
            if fresh["tiles"][tile.participant_id] != shown["tiles"][tile.participant_id]:
                updates += tiles.tile_updates(tile)
    return updates


def register(app: Dash, settings: Settings, store: Store) -> None:
    """Attach the page's callbacks."""
    histories = LiveHistories()
    register_pace(app, "live")

    def follow(tick: int, session_id: str, shown: Shown) -> tuple[Any, Any, bool]:
        try:
            with store.sessions() as s:
                view = live_view(s, session_id, histories, datetime.now(UTC))
        except SessionNotFoundError:
            set_props("page-again", {"data": f"gone {tick}"})
            return tick, no_update, True
        except DBAPIError:
            return tick, no_update, False
        if view.session.ended_at is not None:
            set_props("page-again", {"data": f"ended {tick}"})
            return tick, no_update, True
        now = drawing(view)
        for target, properties in changes(view, now, shown):
            set_props(target, properties)
        return tick, now.shown, True

    app.callback(
        Output("live-answered", "data"),
        Output("live-shown", "data"),
        Output("live-store-away", "hidden"),
        Input("live-tick", "data"),
        State("live-session", "data"),
        State("live-shown", "data"),
        prevent_initial_call=True,
    )(follow)

    def answer(_clicks: list[int | None]) -> Any:
        button = ctx.triggered_id
        if not button or not any(entry["value"] for entry in ctx.triggered):
            return no_update
        now = datetime.now(UTC)
        try:
            with store.sessions.begin() as s:
                if button["answer"] == hands.HELPED:
                    SelfReports(s).take_back(button["student"], now)
                else:
                    Episodes(s).answer(button["hand"], Answer(button["answer"]), now)
                AuditTrail(s).add(
                    teacher_id() or "",
                    "hand.answered",
                    button["hand"],
                    {"answer": button["answer"]},
                    now,
                )
        except DBAPIError:
            return False
        return no_update

    app.callback(
        Output("live-store-away", "hidden", allow_duplicate=True),
        Input({"type": "hand-answer", "hand": ALL, "answer": ALL, "student": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )(answer)

    def end_dialog(_open: int, _cancel: int) -> bool:
        return bool(ctx.triggered_id == "end-open")

    app.callback(
        Output("end-dialog", "opened"),
        Input("end-open", "n_clicks"),
        Input("end-cancel", "n_clicks"),
        prevent_initial_call=True,
    )(end_dialog)

    def end(clicks: int | None, session_id: str) -> tuple[Any, Any]:
        if not clicks:
            return no_update, no_update
        now = datetime.now(UTC)
        try:
            with store.sessions.begin() as s:
                ClassSessions(s).end(session_id, now)
                AuditTrail(s).add(teacher_id() or "", "session.ended", session_id, {}, now)
        except DBAPIError:
            return no_update, False
        return f"ended {now.isoformat()}", no_update

    app.callback(
        Output("page-again", "data", allow_duplicate=True),
        Output("live-store-away", "hidden", allow_duplicate=True),
        Input("end-confirm", "n_clicks"),
        State("live-session", "data"),
        prevent_initial_call=True,
    )(end)
