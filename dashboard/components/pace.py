"""The heartbeat of a page: at most one question in flight, and a banner when none is answered."""

from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html

from classroom.language import say

LOOKS_A_PERIOD: Final = 4
"""Times a period to see whether it is time to ask: a question put off, because the one before was
not answered or the page was busy drawing, must not wait for a whole period."""


def pace(page: str, period_ms: int = 1000) -> html.Div:
    """Ask the server once in a period; ids start with the page's name."""
    return html.Div(
        [
            dcc.Interval(id=f"{page}-interval", interval=period_ms // LOOKS_A_PERIOD),
            dcc.Store(id=f"{page}-period-ms", data=period_ms),
            dcc.Store(id=f"{page}-tick", data=0),
            dcc.Store(id=f"{page}-answered", data=0),
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
    """Turn the interval into ticks: the next only after the last was answered or is long lost."""
    attach: Any = app.clientside_callback  # Dash leaves it without types
    attach(
        ClientsideFunction("pace", "next"),
        Output(f"{page}-tick", "data"),
        Output(f"{page}-offline", "hidden"),
        Input(f"{page}-interval", "n_intervals"),
        State(f"{page}-tick", "data"),
        State(f"{page}-answered", "data"),
        State(f"{page}-period-ms", "data"),
        State(f"{page}-offline", "hidden"),
    )
