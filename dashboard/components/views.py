"""How this teacher looks at a class: which tiles, names or none, in a side window, with a sound.

All of it stays in the browser: assets/views.js does it, and the server hears only of hidden names.
"""

from typing import Any, Final

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from classroom.language import Words, marked, say
from dashboard.components.attributes import attributes
from dashboard.components.keys import key

FILTERS: Final = Words(
    {"all": marked("All"), "flagged": marked("Hands up"), "unseen": marked("Unseen")}
)
VIEWS: Final = Words(
    {
        "no-names": marked("Hide names, as when others see this screen"),
        "sound": marked("A soft sound when several are lost at once"),
        "notify": marked("A notification then, while another window is in front"),
    }
)


def student_tools(infers: bool) -> html.Div:
    """Choose which tiles to see."""
    shown = FILTERS if infers else ("all", "flagged")
    return html.Div(
        [
            dmc.SegmentedControl(
                id="live-filter",
                data=[{"label": FILTERS[name], "value": name} for name in shown],
                value="all",
                transitionDuration=0,
                **attributes(aria_label=say("Which students to show")),
            ),
            dmc.TextInput(
                id="live-search",
                placeholder=say("Find a student"),
                rightSection=key("/"),
                className="search",
                **attributes(aria_label=say("Find a student")),
            ),
            html.Span(id="live-filtered", className="soft", role="status"),
            dcc.Store(id="live-filter-set"),
        ],
        className="student-tools",
    )


def view_menu() -> html.Details:
    """Choose how the page looks and calls."""
    return html.Details(
        [
            html.Summary(say("View"), className="button"),
            html.Div(
                [
                    dmc.CheckboxGroup(
                        [
                            dmc.Checkbox(label=words, value=name, radius="sm")
                            for name, words in VIEWS.items()
                        ],
                        id="live-view",
                        label=say("For me, in this browser"),
                        value=[],
                        persistence=True,
                        persistence_type="local",
                        className="view-options",
                    ),
                    html.P(id="live-view-problem", className="error", role="alert"),
                    html.Button(
                        say("Open in a narrow side window"),
                        id="live-side",
                        className="button",
                        title=say("What matters at a glance, beside your slides"),
                    ),
                    dcc.Store(id="live-view-set"),
                ],
                className="menu",
            ),
        ],
        id="view-menu",
        className="share-menu",
    )


def names_hidden_note() -> html.Span:
    """Say that names are hidden, so that nobody wonders who Student 3 is."""
    return html.Span(
        say("Names are hidden"),
        className="names-note",
        title=say("Show them again under View"),
        **attributes(data_note="names"),
    )


def show_names() -> html.Button:
    """Bring names back on a page of a class that has ended."""
    return html.Button(say("Show names"), id="show-names", className="button")


def register_views(app: Dash) -> None:
    """Attach what the browser does on its own."""
    attach: Any = app.clientside_callback  # Dash leaves it without types
    attach(
        ClientsideFunction("views", "filter"),
        Output("live-filter-set", "data"),
        Input("live-filter", "value"),
        Input("live-search", "value"),
    )
    attach(
        ClientsideFunction("views", "look"),
        Output("live-view-set", "data"),
        Output("live-view", "value"),
        Output("live-view-problem", "children"),
        Input("live-view", "value"),
    )
