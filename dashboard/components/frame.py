"""What every page has around it."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.components.attributes import attributes


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
                "Modal": {"defaultProps": {"closeButtonProps": {"aria-label": "Close"}}}
            },
        },
    )


def account_bar(teacher: str) -> html.Nav:
    """Light or dark, whose classes these are, and the way out: a form, which needs no callback."""
    return html.Nav(
        [
            scheme_toggle(),
            html.Span(teacher, id="account-name", className="account-name", dir="auto"),
            html.Form(
                html.Button("Sign out", id="sign-out", type="submit", className="account-out"),
                action="/sign-out",
                method="POST",
            ),
        ],
        className="account",
        **attributes(aria_label="Account"),
    )


def scheme_toggle() -> dmc.ColorSchemeToggle:
    """Light or dark; follows the system until it is used."""
    return dmc.ColorSchemeToggle(
        lightIcon="☀",
        darkIcon="☾",
        variant="subtle",
        color="gray",
        size="md",
        **attributes(aria_label="Switch between light and dark"),
    )


def top(heading: Sequence[Any], actions: Sequence[Any], home: bool = True) -> html.Header:
    """Head of a page: where am I, what can I do."""
    back = dcc.Link("‹ Classes", href="/", className="back") if home else None
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
                    dcc.Link("Back to all classes", href="/", className="button"),
                    dcc.Interval(id="page-retry", interval=2000) if retry else None,
                ],
                "message",
            ),
        ],
        className="page",
    )
