"""Which page stands at which address."""

from datetime import UTC, datetime
from typing import Any

from dash import Dash, Input, Output
from flask import request
from sqlalchemy.exc import DBAPIError

from classroom.errors import SessionNotFoundError
from classroom.language import say
from classroom.settings import Settings
from classroom.store.engine import Store
from classroom.store.event_sums import SumsOfClasses
from dashboard.access import own_session, viewer
from dashboard.components.aliases import as_shown, names_hidden
from dashboard.components.clock import zone_named
from dashboard.components.doors import unreached_because
from dashboard.components.frame import message_page
from dashboard.pages import live, past, sessions, student, try_it
from dashboard.queries.course import course_names
from dashboard.queries.live import LiveMemory, live_view
from dashboard.queries.sessions import session_summaries


def register(app: Dash, settings: Settings, store: Store) -> None:
    """Draw the page whenever the address changes or something asks for it again."""
    sums = SumsOfClasses()

    def draw(path: str | None, _again: Any) -> Any:
        try:
            return page_at(path or "/", settings, store, sums)
        except SessionNotFoundError:
            return message_page(
                say("There is no such class"),
                say("The address may be mistyped, or the class and its data were deleted."),
            )
        except DBAPIError:
            return message_page(
                say("Cannot reach the database"),
                say("Trying again every two seconds."),
                retry=True,
            )

    app.callback(
        Output("page", "children"), Input("place", "pathname"), Input("page-again", "data")
    )(draw)
    attach: Any = app.clientside_callback  # Dash leaves it without types
    attach(
        "(n) => n",
        Output("page-again", "data", allow_duplicate=True),
        Input("page-retry", "n_intervals"),
        prevent_initial_call=True,
    )


def page_at(path: str, settings: Settings, store: Store, sums: SumsOfClasses | None = None) -> Any:
    """Lay out the page at ``path``; raises ``SessionNotFoundError``."""
    now = datetime.now(UTC)
    zone = zone_named(request.cookies.get("zone"))
    hidden = names_hidden(request.cookies)
    parts = [part for part in path.split("/") if part]
    with store.sessions() as s:
        match parts:
            case []:
                asks = viewer(s)
                summaries = session_summaries(s, asks)
                courses, bounds = course_names(s, asks), settings.keep_bounds
                return sessions.layout(summaries, now, zone, asks.admin, courses, bounds)
            case ["try"]:
                return try_it.layout()
            case ["session", session_id]:
                if own_session(s, session_id).ended_at is not None:
                    bounds = settings.keep_bounds
                    return past.layout(s, session_id, now, zone, sums, bounds, hides_names=hidden)
                view = live_view(s, session_id, LiveMemory(), now, settings.flags_per_hour)
                view = as_shown(view, request.cookies)
                join_url = settings.join_url(view.session.code)
                return live.layout(view, join_url, unreached_because(settings))
            case ["session", session_id, "student", participant_id]:
                own_session(s, session_id)
                return student.layout(s, session_id, participant_id, now, zone, hides_names=hidden)
            case _:
                return message_page(
                    say("There is no page here"), say("The address may be mistyped.")
                )
