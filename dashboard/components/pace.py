"""The heartbeat of a page: at most one question in flight, and a banner when none is answered."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html

from classroom.language import say


def pace(page: str, period_ms: int = 1000) -> html.Div:
    """Ask the server once in a period; ids start with the page's name."""
    return html.Div(
        [
            dcc.Store(id=f"{page}-pace", data={"page": page, "period_ms": period_ms}),
            dcc.Store(id=f"{page}-tick", data=0),
            dcc.Store(id=f"{page}-answered", data=0),
            dcc.Store(id=f"{page}-paced"),
            html.Div(
                say(
                    "The dashboard does not answer, trying again. What you see may be old. "
                    "If this stays, check that “classroom serve” runs, then reload this page."
                ),
                id=f"{page}-offline",
                className="banner bad",
                role="status",
                hidden=True,
            ),
            html.Div(
                say("Cannot reach the database, trying again. What you see may be old."),
                id=f"{page}-store-away",
                className="banner bad",
                role="status",
                hidden=True,
            ),
        ]
    )


def register_pace(app: Dash, page: str) -> None:
    """Let the script know of each answer: it asks again only then, or when one is long lost.

    Nothing is put out; but a callback without an output is not called when the page is drawn.
    """
    attach: Any = app.clientside_callback  # Dash leaves it without types
    attach(
        ClientsideFunction("pace", "answered"),
        Output(f"{page}-paced", "data"),
        Input(f"{page}-answered", "data"),
        State(f"{page}-pace", "data"),
    )
