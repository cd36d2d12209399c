"""The numbers of a chart of moods as a table, for those who cannot or will not read the picture.

The browser makes it of the figure that it draws anyway, and only while it is open.
"""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, html

from classroom.language import say


def chart_table(page: str) -> html.Details:
    """A closed line under the chart; ids start with the page's name."""
    return html.Details(
        [
            html.Summary(say("As a table"), id=f"{page}-table-open", n_clicks=0),
            html.Div(id=f"{page}-table"),
        ],
        className="chart-table",
    )


def register_chart_table(app: Dash, page: str) -> None:
    """Keep the table in step with the chart while it is open."""
    attach: Any = app.clientside_callback  # Dash leaves it without types
    attach(
        ClientsideFunction("chartTable", "draw"),
        Output(f"{page}-table", "children"),
        Input(f"{page}-mood-chart", "figure"),
        Input(f"{page}-table-open", "n_clicks"),
        prevent_initial_call=True,
    )
