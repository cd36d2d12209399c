"""Keys of the live page: assets/keys.js presses the buttons that are drawn."""

from typing import Final

import dash_mantine_components as dmc
from dash import html

KEYS: Final[tuple[tuple[str, str], ...]] = (
    ("1 … 9", "choose the hand with this number"),
    ("R", "the chosen flag is right"),
    ("W or X", "the chosen flag is wrong"),
    ("L", "decide about the chosen flag later"),
    ("H", "the chosen student has been helped"),
    ("U", "take the last answer or topic mark back"),
    ("P", "ask “Are you following?”"),
    ("M", "mark a topic"),
    ("/", "find a student"),
    ("F", "show all, hands up, or unseen"),
    ("N", "hide names, or show them"),
    ("Esc", "choose no hand"),
    ("?", "show these keys"),
)


def key(name: str) -> html.Kbd:
    """Name the key of a button; hidden where there is no keyboard."""
    return html.Kbd(name, className="key")


def keys_button() -> html.Button:
    """Open the list of keys."""
    return html.Button(
        ["Keys", key("?")], id="keys-open", className="button small keys-button", n_clicks=0
    )


def keys_dialog() -> dmc.Modal:
    """List the keys, with a way to turn them off (WCAG 2.1, success criterion 2.1.4)."""
    return dmc.Modal(
        [
            html.Dl(
                [
                    html.Div([html.Dt(html.Kbd(name)), html.Dd(does)], className="key-line")
                    for name, does in KEYS
                ],
                className="key-list",
            ),
            html.Button(
                [
                    html.Span("Turn keys off", className="when-keys-on"),
                    html.Span("Turn keys on", className="when-keys-off"),
                ],
                id="keys-toggle",
                className="button",
            ),
        ],
        id="keys-dialog",
        title="Keys",
        centered=True,
        opened=False,
        transitionProps={"duration": 0},
    )
