"""A table that scrolls by itself on a narrow screen."""

from collections.abc import Sequence

from dash import html

from dashboard.components.attributes import attributes


def scroll_table(label: str, heads: Sequence[str], rows: Sequence[html.Tr]) -> html.Div:
    """Draw rows under their heads; ``label`` names the table for screen readers."""
    return html.Div(
        html.Table(
            [
                html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
                html.Tbody(list(rows)),
            ]
        ),
        className="table-scroll",
        tabIndex=0,
        role="region",
        **attributes(aria_label=label),
    )
