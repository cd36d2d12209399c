"""A long table to sort, search and scroll, drawn by AG Grid.

It comes in the place of a plain table once that is scrolled near and the library, 2 MB, is there:
no page and no chart waits for it. The plain table stays for paper, for a phone (where columns
cannot stand side by side anyway), and for tables so short that nobody searches in them: a
course's classes (eight at most, in the order of time, their cells drawings), pulse checks,
topics, the numbers behind a chart. Flags are no table either: each is a sentence of evidence,
read and not sorted.

Never a ranking: a column is sorted only if it says so, and no column of flags, of confusion or of
moods of single students does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import dash_ag_grid
import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from classroom.language import say
from dashboard.components.attributes import attributes

MANY: Final[int] = 8
"""Rows up to which a table is plain."""

for _resource in dash_ag_grid._js_dist:
    if "async" not in _resource:
        _resource["dynamic"] = True
"""Served, but taken in only by pages that ask: assets/data_grid.js."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, and the field of a row that it shows."""

    field: str
    head: str
    sortable: bool = False
    by: str = ""
    """Field of a number that is sorted by, where the column shows words."""
    is_name: bool = False
    """Searched in, wide, a link where the row has ``href``; strange letters stay text."""


def data_grid(
    page: str,
    label: str,
    search: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, str | float]],
    plain: html.Div | html.Ul,
) -> html.Div:
    """Stand in for ``plain``; ids start with the page's name, ``search`` names the search field."""
    grid = dash_ag_grid.AgGrid(
        id=f"{page}-grid",
        columnDefs=[_definition(column) for column in columns],
        rowData=[dict(row) for row in rows],
        defaultColDef={
            "sortable": False,
            "resizable": False,
            "suppressMovable": True,
            "suppressHeaderFilterButton": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
            "flex": 1,
            "minWidth": 110,
        },
        dashGridOptions={
            "domLayout": "autoHeight",
            "ensureDomOrder": True,
            "enableCellTextSelection": True,
            "animateRows": False,
            "suppressColumnVirtualisation": True,
            "localeText": {"noMatchingRows": say("No match.")},
        },
        eventListeners={"cellKeyDown": ["openNameLink(params)"]},
        className="data-grid",
        style={"height": None},
    )
    return html.Div(
        [
            dcc.Store(id=f"{page}-grid-drawn", data=grid.to_plotly_json()),
            html.Div(
                [
                    dmc.TextInput(
                        placeholder=search,
                        className="search data-grid-search",
                        **attributes(aria_label=search),
                    ),
                    html.Div(id=f"{page}-grid-place"),
                ],
                className="data-grid-screen",
            ),
            html.Div(plain, className="data-grid-plain"),
        ],
        className="data-grid-or-table",
        role="region",
        **attributes(aria_label=label),
    )


def _definition(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"field": column.by or column.field, "headerName": say(column.head)}
    found["sortable"] = column.sortable
    if column.by:
        found["valueFormatter"] = {"function": f"params.data.{column.field}"}
        found["sortingOrder"] = ["desc", "asc", None]
    elif column.sortable:
        found["comparator"] = {"function": "byWords"}
    if column.is_name:
        found["filterParams"] = {"textFormatter": {"function": "plainWords(params)"}}
        found |= {"cellRenderer": "NameCell", "filter": "agTextColumnFilter", "flex": 2}
        found |= {"minWidth": 200, "colId": "name"}
    return found


def register_data_grid(app: Dash, page: str) -> None:
    """Let the browser take in the library and draw the grid, where the screen is wide enough."""
    attach: Any = app.clientside_callback  # Dash leaves it without types
    attach(
        ClientsideFunction("dataGrid", "draw"),
        Output(f"{page}-grid-place", "children"),
        Input(f"{page}-grid-drawn", "data"),
    )
