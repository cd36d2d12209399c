"""A dialog that asks once more before something is done that many would not want."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.components.attributes import attributes


def confirm_dialog(name: str, title: str, says: Sequence[Any], *, keep: str, act: str) -> dmc.Modal:
    """Ask; ids begin with the name, and the button that changes nothing has the focus."""
    return dmc.Modal(
        [
            *says,
            html.Div(
                [
                    html.Button(
                        keep,
                        id=f"{name}-cancel",
                        className="button",
                        n_clicks=0,
                        **attributes(data_autofocus="true"),
                    ),
                    html.Button(
                        act, id=f"{name}-confirm", className="button danger-full", n_clicks=0
                    ),
                ],
                className="dialog-actions",
            ),
        ],
        id=f"{name}-dialog",
        title=title,
        centered=True,
        opened=False,
        transitionProps={"duration": 0},
    )
