"""What happens when a teacher chooses how long a class is kept, or deletes it."""

from datetime import UTC, datetime
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update
from flask import request
from sqlalchemy.exc import DBAPIError

from classroom.errors import SessionNotFoundError, SessionNotOverError
from classroom.language import say
from classroom.settings import Settings
from classroom.store.engine import Store
from classroom.store.retention import Retention, forget
from dashboard.access import own_session, viewer
from dashboard.audit import note
from dashboard.components.clock import zone_named
from dashboard.components.keep import choices_of, due_words
from dashboard.pages.topic_callbacks import STORE_AWAY


def register_keep(app: Dash, settings: Settings, store: Store) -> None:
    """Attach the callbacks of the card."""
    _choose(app, settings, store)
    _dialog(app)
    _forget(app, store)


def _choose(app: Dash, settings: Settings, store: Store) -> None:
    def choose(chosen: str | None, session_id: str) -> tuple[Any, str]:
        now, zone = datetime.now(UTC), zone_named(request.cookies.get("zone"))
        try:
            with store.sessions.begin() as s:
                session = own_session(s, session_id)
                allowed = [one["value"] for one in choices_of(session, settings.keep_bounds, now)]
                if chosen not in allowed:
                    return no_update, say("This is not possible any more. Reload the page.")
                if chosen is not None:
                    before, days = session.keep_days, int(chosen)
                    if Retention(s).keep_for(session_id, days):
                        details = {"days": days, "before": before}
                        note(s, "session.kept", session_id, details, now)
                return due_words(own_session(s, session_id), now, zone), ""
        except SessionNotFoundError:
            return no_update, say("This class was deleted meanwhile.")
        except DBAPIError:
            return no_update, say(STORE_AWAY)

    app.callback(
        Output("keep-words", "children"),
        Output("keep-error", "children"),
        Input("keep-days", "value"),
        State("keep-session", "data"),
        prevent_initial_call=True,
    )(choose)


def _dialog(app: Dash) -> None:
    def dialog(_open: int | None, _cancel: int | None) -> bool:
        return bool(ctx.triggered_id == "forget-open")

    app.callback(
        Output("forget-dialog", "opened"),
        Input("forget-open", "n_clicks"),
        Input("forget-cancel", "n_clicks"),
        prevent_initial_call=True,
    )(dialog)


def _forget(app: Dash, store: Store) -> None:
    def forget_now(clicks: int | None, session_id: str) -> tuple[Any, str]:
        if not clicks:
            return no_update, ""
        now = datetime.now(UTC)
        try:
            with store.sessions.begin() as s:
                own_session(s, session_id)
                Retention(s).make_due(session_id, now)
                actor = viewer(s).id
            forget(store, session_id, now, actor)
        except SessionNotFoundError:
            return no_update, say("This class was deleted meanwhile.")
        except SessionNotOverError as error:
            return no_update, str(error)
        except DBAPIError:
            return no_update, say(
                "Cannot reach the database. What is not deleted yet goes within the hour, or try "
                "again."
            )
        return "/", ""

    app.callback(
        Output("place", "href", allow_duplicate=True),
        Output("forget-error", "children"),
        Input("forget-confirm", "n_clicks"),
        State("keep-session", "data"),
        running=[(Output("forget-confirm", "disabled"), True, False)],
        prevent_initial_call=True,
    )(forget_now)
