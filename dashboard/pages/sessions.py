"""The list of classes and the dialog that creates one."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any
from zlib import crc32

from dash import Dash, Input, Output, State, ctx, dcc, html, no_update, set_props
from flask import request
from sqlalchemy.exc import DBAPIError

from classroom.domain.mode import SessionMode
from classroom.domain.retention import KeepBounds
from classroom.errors import ClassroomError
from classroom.language import say
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from dashboard.access import known_name, viewer
from dashboard.audit import note
from dashboard.components.clock import zone_named
from dashboard.components.create import create_dialog
from dashboard.components.frame import top
from dashboard.components.pace import pace, register_pace
from dashboard.components.sessions import older_classes, older_table, session_list
from dashboard.queries.sessions import SessionSummary, session_summaries


def layout(
    summaries: Sequence[SessionSummary],
    now: datetime,
    zone: tzinfo,
    everybodys: bool,
    courses: Sequence[str] = (),
    bounds: KeepBounds | None = None,
) -> html.Main:
    """Lay out the list."""
    return html.Main(
        [
            pace("list", period_ms=2000),
            dcc.Store(id="list-shown", data=_prints_of(summaries, now, zone)),
            top(
                [html.H1(say("All classes") if everybodys else say("Your classes"))],
                [
                    dcc.Link(say("Try it"), href="/try", className="button"),
                    html.Button(
                        say("New class"),
                        id="create-open",
                        className="button primary",
                        n_clicks=0,
                    ),
                ],
                home=False,
            ),
            html.Div(session_list(summaries, now, zone), id="list-sessions"),
            html.Div(older_table(summaries, now, zone), id="list-older"),
            create_dialog(courses, bounds or KeepBounds(), known_name()),
        ],
        className="page narrow",
    )


def _prints_of(summaries: Sequence[SessionSummary], now: datetime, zone: tzinfo) -> list[int]:
    """Fingerprints of all classes and of the older ones, among whom somebody may be searching.

    Each is another one tomorrow, for the lists say "today".
    """
    today = now.astimezone(zone).date()
    parts = (list(summaries), older_classes(summaries))
    return [crc32(repr((today, part)).encode()) for part in parts]


def register(app: Dash, settings: Settings, store: Store) -> None:
    """Attach the page's callbacks."""
    register_pace(app, "list")

    def follow(tick: int, shown: list[int]) -> tuple[Any, Any, bool]:
        try:
            with store.sessions() as s:
                summaries = session_summaries(s, viewer(s))
        except DBAPIError:
            return tick, no_update, False
        now, zone = datetime.now(UTC), zone_named(request.cookies.get("zone"))
        fresh = _prints_of(summaries, now, zone)
        if fresh == shown:
            return tick, no_update, True
        set_props("list-sessions", {"children": session_list(summaries, now, zone)})
        if fresh[1] != shown[1]:
            set_props("list-older", {"children": older_table(summaries, now, zone)})
        return tick, fresh, True

    app.callback(
        Output("list-answered", "data"),
        Output("list-shown", "data"),
        Output("list-store-away", "hidden"),
        Input("list-tick", "data"),
        State("list-shown", "data"),
        prevent_initial_call=True,
    )(follow)

    def dialog(_open: int, _cancel: int) -> bool:
        return bool(ctx.triggered_id == "create-open")

    app.callback(
        Output("create-dialog", "opened"),
        Input("create-open", "n_clicks"),
        Input("create-cancel", "n_clicks"),
        prevent_initial_call=True,
    )(dialog)

    def law(mode: str) -> bool:
        return not SessionMode(mode).infers

    app.callback(Output("create-law", "hidden"), Input("create-mode", "value"))(law)

    def create(
        _clicks: int | None,
        _enter: int | None,
        title: str | None,
        mode: str,
        lawful: bool | None,
        confirmed_by: str | None,
        course: str | None,
        keep: str | None,
    ) -> tuple[Any, str]:
        if not any(entry["value"] for entry in ctx.triggered):
            return no_update, ""
        chosen = SessionMode(mode)
        problem = _problem(chosen, title, lawful, confirmed_by)
        if problem:
            return no_update, problem
        now = datetime.now(UTC)
        who = (confirmed_by or "").strip() if chosen.infers else None
        try:
            days = settings.keep_bounds.checked(int(keep) if keep and keep.isdecimal() else None)
            with store.sessions.begin() as s:
                owner = viewer(s).id
                session = ClassSessions(s).create(
                    title or "", chosen, who, now, owner, course, days
                )
                session_id = session.id
                details = {"mode": chosen.value, "lawful_confirmed_by": who, "keep_days": days}
                note(s, "session.created", session_id, details, now)
        except ClassroomError as error:
            return no_update, str(error)
        except DBAPIError:
            return no_update, say("Cannot reach the database. Nothing was created: try again.")
        set_props("create-title", {"value": ""})  # Enter once more makes no second one
        return f"/session/{session_id}", ""

    app.callback(
        Output("place", "href"),
        Output("create-error", "children"),
        Input("create-submit", "n_clicks"),
        Input("create-title", "n_submit"),
        State("create-title", "value"),
        State("create-mode", "value"),
        State("create-lawful", "checked"),
        State("create-lawful-by", "value"),
        State("create-course", "value"),
        State("create-keep", "value"),
        prevent_initial_call=True,
        running=[(Output("create-submit", "disabled"), True, False)],
    )(create)


def _problem(
    mode: SessionMode, title: str | None, lawful: bool | None, confirmed_by: str | None
) -> str:
    """Say what is missing in the dialog; empty for nothing."""
    if not (title or "").strip():
        return say("Give the class a title.")
    if mode.infers and not lawful:
        return say(
            "Confirm that reading emotions is lawful for this class, or let students say "
            "themselves how they follow."
        )
    if mode.infers and not (confirmed_by or "").strip():
        return say("Write the name of who confirms that it is lawful.")
    return ""
