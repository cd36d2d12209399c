"""Keys of the live page: assets/keys.js presses the buttons that are drawn."""

from typing import Final

import dash_mantine_components as dmc
from dash import html

from classroom.language import marked, say

KEYS: Final[tuple[tuple[str, str], ...]] = (
    ("1 … 9", marked("choose the hand with this number")),
    ("R", marked("the chosen flag is right")),
    (marked("W or X"), marked("the chosen flag is wrong")),
    ("L", marked("decide about the chosen flag later")),
    ("H", marked("the chosen student has been helped")),
    ("U", marked("take the last answer or topic mark back")),
    ("P", marked("ask “Are you following?”")),
    ("M", marked("mark a topic")),
    ("/", marked("find a student")),
    ("F", marked("show all, hands up, or unseen")),
    ("N", marked("hide names, or show them")),
    ("Esc", marked("choose no hand")),
    ("?", marked("show these keys")),
)


def key(name: str) -> html.Kbd:
    """Name the key of a button; hidden where there is no keyboard."""
    return html.Kbd(name, className="key")


def keys_button() -> html.Button:
    """Open the list of keys."""
    return html.Button(
        [say("Keys"), key("?")], id="keys-open", className="button small keys-button", n_clicks=0
    )


def keys_dialog() -> dmc.Modal:
    """List the keys, with a way to turn them off (WCAG 2.1, success criterion 2.1.4)."""
    return dmc.Modal(
        [
            html.Dl(
                [
                    html.Div(
                        [html.Dt(html.Kbd(say(name))), html.Dd(say(does))], className="key-line"
                    )
                    for name, does in KEYS
                ],
                className="key-list",
            ),
            html.Button(
                [
                    html.Span(say("Turn keys off"), className="when-keys-on"),
                    html.Span(say("Turn keys on"), className="when-keys-off"),
                ],
                id="keys-toggle",
                className="button",
            ),
        ],
        id="keys-dialog",
        title=say("Keys"),
        centered=True,
        opened=False,
        transitionProps={"duration": 0},
    )
