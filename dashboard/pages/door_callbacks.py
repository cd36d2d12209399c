"""What happens when the teacher locks a class, removes a student, or looks before the class."""

from datetime import UTC, datetime
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, html, no_update
from sqlalchemy.exc import DBAPIError

from classroom.errors import SessionEndedError, SessionNotFoundError
from classroom.language import say
from classroom.preflight import preflight
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.participants import Participants
from dashboard.access import own_session
from dashboard.audit import note
from dashboard.components.preflight import preflight_lines


def register_doors(app: Dash, settings: Settings, store: Store) -> None:
    """Attach the callbacks of the door."""
    _lock(app, store)
    _remove(app, store)
    _let_in(app, store)
    _preflight(app, settings, store)


def _lock(app: Dash, store: Store) -> None:
    def lock(clicks: int | None, wanted: str, session_id: str) -> Any:
        if not clicks:
            return no_update
        now, locked = datetime.now(UTC), wanted == "lock"
        try:
            with store.sessions.begin() as s:
                own_session(s, session_id)
                if ClassSessions(s).set_locked(session_id, locked, now):
                    action = "session.locked" if locked else "session.unlocked"
                    note(s, action, session_id, {}, now)
        except (SessionEndedError, SessionNotFoundError):
            return no_update
        except DBAPIError:
            return False
        return no_update

    app.callback(
        Output("live-store-away", "hidden", allow_duplicate=True),
        Input("lock", "n_clicks"),
        State("lock", "value"),
        State("live-session", "data"),
        prevent_initial_call=True,
    )(lock)


def _remove(app: Dash, store: Store) -> None:
    def remove(
        confirm: int | None, _cancel: int | None, who: str | None, session_id: str
    ) -> tuple[Any, Any]:
        if ctx.triggered_id != "remove-confirm" or not confirm or not who:
            return False, no_update
        now = datetime.now(UTC)
        try:
            with store.sessions.begin() as s:
                own_session(s, session_id)
                if Participants(s).remove(session_id, who, now):
                    note(s, "participant.removed", who, {"session": session_id}, now)
        except SessionNotFoundError:
            return False, no_update
        except DBAPIError:
            return no_update, False
        return False, no_update

    app.callback(
        Output("remove-dialog", "opened"),
        Output("live-store-away", "hidden", allow_duplicate=True),
        Input("remove-confirm", "n_clicks"),
        Input("remove-cancel", "n_clicks"),
        State("remove-who", "data"),
        State("live-session", "data"),
        prevent_initial_call=True,
    )(remove)


def _let_in(app: Dash, store: Store) -> None:
    def let_in(_clicks: list[int | None], session_id: str) -> Any:
        button = ctx.triggered_id
        if not button or not any(entry["value"] for entry in ctx.triggered):
            return no_update
        now = datetime.now(UTC)
        try:
            with store.sessions.begin() as s:
                own_session(s, session_id)
                if Participants(s).let_back_in(session_id, button["student"]):
                    details = {"session": session_id}
                    note(s, "participant.let_back_in", button["student"], details, now)
        except SessionNotFoundError:
            return no_update
        except DBAPIError:
            return False
        return no_update

    app.callback(
        Output("live-store-away", "hidden", allow_duplicate=True),
        Input({"type": "let-in", "student": ALL}, "n_clicks"),
        State("live-session", "data"),
        prevent_initial_call=True,
    )(let_in)


def _preflight(app: Dash, settings: Settings, store: Store) -> None:
    def look(clicks: int | None, _again: int | None, open_at_first: bool, session_id: str) -> Any:
        is_open = open_at_first != ((clicks or 0) % 2 == 1)
        if not is_open and ctx.triggered_id != "preflight-again":
            return no_update
        try:
            with store.sessions() as s:
                infers = own_session(s, session_id).mode.infers
        except SessionNotFoundError:
            return no_update
        except DBAPIError:
            return html.P(
                say("Cannot reach the database. Check again in a moment."), className="error"
            )
        return preflight_lines(preflight(settings, store.ping, infers=infers))

    app.callback(
        Output("preflight-lines", "children"),
        Input("share-open", "n_clicks"),
        Input("preflight-again", "n_clicks"),
        State("share", "open"),
        State("live-session", "data"),
    )(look)
