"""What every page has around it."""

from collections.abc import Sequence
from typing import Any, Final

import dash_mantine_components as dmc
from dash import dcc, html

from classroom.language import Language, language, say
from dashboard.components.attributes import attributes

LANGUAGE_PATH: Final[str] = "/language"
LANGUAGE_FIELD: Final[str] = "language"
"""Of the form, and the name of the cookie that keeps the choice."""


def frame(teacher: str) -> dmc.MantineProvider:
    """The shell into which the page at the current address is put, and who is signed in."""
    return dmc.MantineProvider(
        [
            dcc.Location(id="place", refresh="callback-nav"),
            dcc.Store(id="page-again"),
            account_bar(teacher),
            html.Div(id="page"),
        ],
        defaultColorScheme="auto",
        theme={
            "fontFamily": "inherit",
            "primaryColor": "blue",
            "defaultRadius": "md",
            "components": {
                "Modal": {"defaultProps": {"closeButtonProps": {"aria-label": say("Close")}}}
            },
        },
    )


def account_bar(teacher: str) -> html.Nav:
    """Light or dark, which language, whose classes, and the way out: forms need no callback."""
    return html.Nav(
        [
            scheme_toggle(),
            language_choice(),
            html.Span(teacher, id="account-name", className="account-name", dir="auto"),
            html.Form(
                html.Button(say("Sign out"), id="sign-out", type="submit", className="account-out"),
                action="/sign-out",
                method="POST",
            ),
        ],
        className="account",
        **attributes(aria_label=say("Account")),
    )


def scheme_toggle() -> dmc.ColorSchemeToggle:
    """Light or dark; follows the system until it is used."""
    return dmc.ColorSchemeToggle(
        lightIcon="☀",
        darkIcon="☾",
        variant="subtle",
        color="gray",
        size="md",
        **attributes(aria_label=say("Switch between light and dark")),
    )


def language_choice() -> html.Form:
    """Each language by its own name: a form, which brings the same page back in it."""
    return html.Form(
        [
            html.Button(
                each.own_name,
                type="submit",
                name=LANGUAGE_FIELD,
                value=each.value,
                lang=each.value,
                className="language",
                **attributes(aria_current="true" if each is language() else "false"),
            )
            for each in Language
        ],
        action=LANGUAGE_PATH,
        method="POST",
        className="languages",
        role="group",
        **attributes(aria_label=say("Language")),
    )


def top(heading: Sequence[Any], actions: Sequence[Any], home: bool = True) -> html.Header:
    """Head of a page: where am I, what can I do."""
    back = dcc.Link(say("‹ Classes"), href="/", className="back") if home else None
    return html.Header(
        [
            html.Div([back, *heading], className="top-heading"),
            html.Div(list(actions), className="top-actions"),
        ],
        className="top",
    )


def card(title: Any, children: Sequence[Any], class_name: str = "", **more: Any) -> html.Section:
    """A panel with a small head."""
    return html.Section(
        [html.H2(title, className="card-title") if title is not None else None, *children],
        className=f"card {class_name}".strip(),
        **more,
    )


def message_page(title: str, text: str, retry: bool = False) -> html.Main:
    """A page that only says something."""
    return html.Main(
        [
            top([html.H1("Raised Hand")], []),
            card(
                None,
                [
                    html.H2(title, className="big-words"),
                    html.P(text, className="soft"),
                    dcc.Link(say("Back to all classes"), href="/", className="button"),
                    dcc.Interval(id="page-retry", interval=2000) if retry else None,
                ],
                "message",
            ),
        ],
        className="page",
    )
