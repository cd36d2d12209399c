"""How every chart looks, said once; a chart itself only says what is its own.

The colours of text, grid, marks and hover labels stand in the style sheet (``.js-plotly-plot``):
a figure does not know whether it is drawn on light or dark, and so it need not be sent again when
a teacher changes that. Plotly's own template is left out: it would be four fifths of each update
of the live page.
"""

from typing import Any, Final

import plotly.graph_objects as go

from dashboard.components.palette import UNSEEN_LINE

MARGIN_LEFT_PX: Final[int] = 44
MARGIN_RIGHT_PX: Final[int] = 8
"""Of the plot inside its chart; the names of topic marks are placed by them."""

CLEAR: Final[str] = "rgba(0,0,0,0)"
UNSEEN_FILL: Final[dict[str, Any]] = {
    "fillcolor": "rgba(139,148,161,0.12)",
    "fillpattern": {"shape": "/", "fgcolor": UNSEEN_LINE, "bgcolor": "rgba(139,148,161,0.10)"},
}
"""Hatched, on light and dark: what was not seen is never filled in."""

_AXIS: Final[dict[str, Any]] = {"fixedrange": True, "zeroline": False, "ticks": ""}

TEMPLATE: Final[go.layout.Template] = go.layout.Template(
    layout={
        "autosize": True,
        "margin": {"l": MARGIN_LEFT_PX, "r": MARGIN_RIGHT_PX, "t": 22, "b": 28},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": "inherit", "size": 12},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "x unified",
        "hoverlabel": {"align": "left"},
        "xaxis": {**_AXIS, "automargin": True, "showgrid": False},
        "yaxis": {**_AXIS, "automargin": True},
        "shapedefaults": {"line": {"width": 2}},
        "annotationdefaults": {"showarrow": False, "font": {"size": 15}},
    },
    data={
        "scatter": [
            {
                "mode": "lines",
                "line": {"width": 0},
                "connectgaps": False,
                "fillpattern": {"fillmode": "overlay", "size": 7, "solidity": 0.18},
            }
        ]
    },
)

GRAPH: Final[dict[str, Any]] = {
    "config": {"displayModeBar": False, "responsive": True, "scrollZoom": False},
    "className": "mood-chart",
    "style": {"height": "var(--chart-height)"},
    "responsive": True,
}
"""What ``dcc.Graph`` is told of every chart."""
