"""What happens when the teacher marks a topic, renames a mark or takes one away."""

from datetime import UTC, datetime
from typing import Any, Final

from dash import (
    ALL,
    MATCH,
    ClientsideFunction,
    Dash,
    Input,
    Output,
    State,
    ctx,
    no_update,
)
from sqlalchemy.exc import DBAPIError

from classroom.errors import ClassroomError, SessionNotFoundError
from classroom.language import marked, say
from classroom.store.engine import Store
from classroom.store.tables import TopicMarkerRow
from classroom.store.topics import TopicMarkers
from dashboard.access import own_part, own_session
from dashboard.audit import note

STORE_AWAY: Final[str] = marked("Cannot reach the database. Nothing was changed: try again.")


def register_topics(app: Dash, store: Store) -> None:
    """Attach the callbacks of topic marks."""
    _dialog(app)
    _mark(app, store)
    _rename(app, store)
    _remove(app, store)


def _dialog(app: Dash) -> None:
    """Open and read the field in the browser: what is typed after the key must land in it."""
    attach: Any = app.clientside_callback  # Dash leaves it without types
    attach(
        ClientsideFunction("topics", "toggle"),
        Output("topic-dialog", "opened"),
        Output("topic-name", "value"),
        Output("topic-error", "children"),
        Input("topic-open", "n_clicks"),
        Input("topic-cancel", "n_clicks"),
        prevent_initial_call=True,
    )
    attach(
        ClientsideFunction("topics", "save"),
        Output("topic-wanted", "data"),
        Input("topic-save", "n_clicks"),
        Input("topic-name", "n_submit"),
        prevent_initial_call=True,
    )


def _mark(app: Dash, store: Store) -> None:
    def mark(wanted: dict[str, Any] | None, session_id: str) -> tuple[Any, str]:
        if not wanted:
            return no_update, ""
        now = datetime.now(UTC)
        try:
            with store.sessions.begin() as s:
                own_session(s, session_id)
                marked = TopicMarkers(s).mark(session_id, wanted["name"], now)
                if marked.at == now:
                    note(s, "topic.marked", marked.id, {"session": session_id}, now)
        except ClassroomError as error:
            return no_update, str(error)
        except DBAPIError:
            return no_update, say(STORE_AWAY)
        return False, ""

    app.callback(
        Output("topic-dialog", "opened", allow_duplicate=True),
        Output("topic-error", "children", allow_duplicate=True),
        Input("topic-wanted", "data"),
        State("live-session", "data"),
        prevent_initial_call=True,
    )(mark)


def _rename(app: Dash, store: Store) -> None:
    def rename(_save: int, _enter: int | None, name: str | None) -> Any:
        row = ctx.triggered_id
        if not row or not any(entry["value"] for entry in ctx.triggered):
            return no_update
        now = datetime.now(UTC)
        try:
            with store.sessions.begin() as s:
                session = own_part(s, TopicMarkerRow, row["mark"])
                if TopicMarkers(s).rename(row["mark"], name or ""):
                    note(s, "topic.renamed", row["mark"], {"session": session.id}, now)
        except ClassroomError as error:
            return str(error)
        except DBAPIError:
            return say(STORE_AWAY)
        return say("Renamed.")

    app.callback(
        Output({"type": "topic-said", "mark": MATCH}, "children"),
        Input({"type": "topic-rename", "mark": MATCH}, "n_clicks"),
        Input({"type": "topic-new-name", "mark": MATCH}, "n_submit"),
        State({"type": "topic-new-name", "mark": MATCH}, "value"),
        prevent_initial_call=True,
    )(rename)


def _remove(app: Dash, store: Store) -> None:
    def remove(_clicks: list[int | None]) -> Any:
        button = ctx.triggered_id
        if not button or not any(entry["value"] for entry in ctx.triggered):
            return no_update
        now = datetime.now(UTC)
        try:
            with store.sessions.begin() as s:
                session = own_part(s, TopicMarkerRow, button["mark"])
                if TopicMarkers(s).remove(button["mark"]):
                    note(s, "topic.removed", button["mark"], {"session": session.id}, now)
        except SessionNotFoundError:
            return no_update
        except DBAPIError:
            return False
        return no_update

    app.callback(
        Output("live-store-away", "hidden", allow_duplicate=True),
        Input({"type": "topic-remove", "mark": ALL, "place": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )(remove)
