"""What happens on the live page: it follows the class, and the teacher answers, asks and ends."""

from datetime import UTC, datetime
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update, set_props
from flask import request
from sqlalchemy.exc import DBAPIError

from classroom.domain.episode import Answer
from classroom.domain.flagging import ENTER_STEPS
from classroom.domain.mode import SessionMode
from classroom.errors import SessionEndedError, SessionNotFoundError
from classroom.language import say
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.episodes import Episodes
from classroom.store.pulse_checks import PulseChecks
from classroom.store.self_reports import SelfReports
from classroom.store.tables import ConfusionEpisodeRow, ParticipantRow
from dashboard.access import own_part, own_session
from dashboard.audit import note
from dashboard.components.aliases import as_shown
from dashboard.components.doors import unreached_because
from dashboard.components.drawing import Shown, changes, drawing
from dashboard.components.hands import HELPED, UNDO
from dashboard.components.pace import register_pace
from dashboard.components.sensitivity import forecast_words, nearest_step
from dashboard.components.tiles import register_tiles
from dashboard.components.views import register_views
from dashboard.pages.door_callbacks import register_doors
from dashboard.pages.topic_callbacks import register_topics
from dashboard.queries.live import LiveMemory, live_view
from dashboard.queries.sensitivity import flag_forecast


def register(app: Dash, settings: Settings, store: Store) -> None:
    """Attach the page's callbacks."""
    register_pace(app, "live")
    register_tiles(app)
    _follow(app, settings, store)
    _answer(app, store)
    _pulse(app, store)
    register_topics(app, store)
    register_views(app)
    register_doors(app, settings, store)
    _sensitivity(app, store)
    _end(app, store)
    _dialog(app, "keys-dialog", "keys-open")
    _dialog(app, "end-dialog", "end-open", "end-cancel")


def _follow(app: Dash, settings: Settings, store: Store) -> None:
    memory = LiveMemory()

    def follow(tick: int, session_id: str, shown: Shown) -> tuple[Any, Any, bool]:
        try:
            with store.sessions() as s:
                now = datetime.now(UTC)
                own_session(s, session_id)
                view = live_view(s, session_id, memory, now, settings.flags_per_hour)
        except SessionNotFoundError:
            set_props("page-again", {"data": f"gone {tick}"})
            return tick, no_update, True
        except DBAPIError:
            return tick, no_update, False
        if view.session.ended_at is not None:
            set_props("page-again", {"data": f"ended {tick}"})
            return tick, no_update, True
        drawn = drawing(as_shown(view, request.cookies), unreached_because(settings))
        for target, properties in changes(drawn, shown):
            set_props(target, properties)
        return tick, drawn.shown, True

    app.callback(
        Output("live-answered", "data"),
        Output("live-shown", "data"),
        Output("live-store-away", "hidden"),
        Input("live-tick", "data"),
        State("live-session", "data"),
        State("live-shown", "data"),
        prevent_initial_call=True,
    )(follow)


def _answer(app: Dash, store: Store) -> None:
    def answer(_clicks: list[int | None]) -> Any:
        button = ctx.triggered_id
        if not button or not any(entry["value"] for entry in ctx.triggered):
            return no_update
        now = datetime.now(UTC)
        said = button["answer"]
        try:
            with store.sessions.begin() as s:
                if said == HELPED.answer:
                    own_part(s, ParticipantRow, button["student"])
                    SelfReports(s).take_back(button["student"], now)
                else:
                    own_part(s, ConfusionEpisodeRow, button["hand"])
                    if said == UNDO.answer:
                        Episodes(s).take_back_answer(button["hand"])
                    else:
                        Episodes(s).answer(button["hand"], Answer(said), now)
                note(s, "hand.answered", button["hand"], {"answer": said}, now)
        except SessionNotFoundError:
            return no_update
        except DBAPIError:
            return False
        return no_update

    app.callback(
        Output("live-store-away", "hidden", allow_duplicate=True),
        Input({"type": "hand-answer", "hand": ALL, "answer": ALL, "student": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )(answer)


def _pulse(app: Dash, store: Store) -> None:
    def pulse(_ask: int, _close: int, session_id: str) -> Any:
        if not any(entry["value"] for entry in ctx.triggered):
            return no_update
        now = datetime.now(UTC)
        try:
            with store.sessions.begin() as s:
                own_session(s, session_id)
                if ctx.triggered_id == "pulse-ask":
                    PulseChecks(s).ask(session_id, now)
                    note(s, "pulse.asked", session_id, {}, now)
                else:
                    PulseChecks(s).close_open(session_id, now)
                    note(s, "pulse.closed", session_id, {}, now)
        except (SessionEndedError, SessionNotFoundError):
            return no_update
        except DBAPIError:
            return False
        return no_update

    app.callback(
        Output("live-store-away", "hidden", allow_duplicate=True),
        Input("pulse-ask", "n_clicks"),
        Input("pulse-close", "n_clicks"),
        State("live-session", "data"),
        prevent_initial_call=True,
    )(pulse)


def _sensitivity(app: Dash, store: Store) -> None:
    def preview(opened: int, place: int, session_id: str) -> tuple[Any, Any, Any]:
        is_open = opened % 2 == 1
        if not is_open:
            return True, no_update, no_update
        now = datetime.now(UTC)
        try:
            with store.sessions() as s:
                session = own_session(s, session_id)
                if session.mode is not SessionMode.AFFECT:
                    return True, no_update, no_update
                in_use = nearest_step(session.flag_from)
                words = forecast_words(flag_forecast(s, session_id, ENTER_STEPS[place], now))
        except SessionNotFoundError:
            return no_update, no_update, no_update
        except DBAPIError:
            return False, say("The database cannot be reached."), True
        if place == in_use:
            words += " " + say("In use now.")
        return False, words, place == in_use

    app.callback(
        Output("sense-panel", "hidden"),
        Output("sense-words", "children"),
        Output("sense-apply", "disabled"),
        Input("sense-open", "n_clicks"),
        Input("sense-slider", "value"),
        State("live-session", "data"),
        prevent_initial_call=True,
    )(preview)

    def apply(clicks: int | None, place: int, session_id: str) -> tuple[Any, Any, Any]:
        if not clicks:
            return no_update, no_update, no_update
        now = datetime.now(UTC)
        details = {"flag_from": ENTER_STEPS[place]}
        try:
            with store.sessions.begin() as s:
                own_session(s, session_id)
                ClassSessions(s).set_flag_from(session_id, ENTER_STEPS[place])
                note(s, "session.sensitivity", session_id, details, now)
        except SessionNotFoundError:
            return no_update, no_update, no_update
        except DBAPIError:
            return no_update, no_update, False
        return say("In use from now on, in this class."), True, no_update

    app.callback(
        Output("sense-words", "children", allow_duplicate=True),
        Output("sense-apply", "disabled", allow_duplicate=True),
        Output("live-store-away", "hidden", allow_duplicate=True),
        Input("sense-apply", "n_clicks"),
        State("sense-slider", "value"),
        State("live-session", "data"),
        prevent_initial_call=True,
    )(apply)


def _dialog(app: Dash, dialog: str, opener: str, *closers: str) -> None:
    def toggle(*_clicks: int) -> bool:
        return bool(ctx.triggered_id == opener)

    app.callback(
        Output(dialog, "opened"),
        *(Input(button, "n_clicks") for button in (opener, *closers)),
        prevent_initial_call=True,
    )(toggle)


def _end(app: Dash, store: Store) -> None:
    def end(clicks: int | None, session_id: str) -> tuple[Any, Any]:
        if not clicks:
            return no_update, no_update
        now = datetime.now(UTC)
        try:
            with store.sessions.begin() as s:
                own_session(s, session_id)
                ClassSessions(s).end(session_id, now)
                note(s, "session.ended", session_id, {}, now)
        except SessionNotFoundError:
            return f"gone {now.isoformat()}", no_update
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
