"""How students get in: the link, the code and a picture of it to project."""

import segno
from dash import html

from classroom.language import say
from dashboard.components.attributes import attributes
from dashboard.components.preflight import preflight_panel


def qr_picture(url: str) -> str:
    """Draw a QR code as an SVG data URI, dark on white with its quiet zone in either theme."""
    code = segno.make(url, error="m", micro=False)
    return str(code.svg_data_uri(scale=8, border=3, dark="#10151d", light="#ffffff"))


def share_panel(url: str, code: str) -> html.Div:
    """Show the link with a copy button, the code in large letters, the QR code and what blocks."""
    picture = qr_picture(url)
    return html.Div(
        [
            html.Img(src=picture, alt=say("QR code of {url}", url=url), className="qr"),
            html.Div(
                [
                    html.Div(say("Students open"), className="label"),
                    html.A(
                        [url.removesuffix(code), html.Wbr(), code],
                        href=url,
                        target="_blank",
                        rel="noopener",
                        id="join-link",
                        className="join-url",
                    ),
                    html.Div(
                        [say("or scan the picture · code") + " ", html.B(code)],
                        className="join-code",
                    ),
                    html.Div(
                        [
                            html.Button(
                                say("Copy link"),
                                id="copy-link",
                                className="button small",
                                **attributes(data_copy=url),
                            ),
                            html.Button(
                                say("Show large"), id="show-code", className="button small"
                            ),
                            html.Span(id="copy-said", className="soft", role="status"),
                        ],
                        className="join-line",
                    ),
                ],
                className="share-words",
            ),
            preflight_panel(),
            _large_code(url, code, picture),
        ],
        className="share",
    )


def _large_code(url: str, code: str, picture: str) -> html.Dialog:
    """The same for the last row of the room; assets/doors.js opens it over the whole screen."""
    return html.Dialog(
        [
            html.Img(src=picture, alt=say("QR code of {url}", url=url), className="large-qr"),
            html.Div(
                [
                    html.Div(
                        [url.removeprefix("https://").removesuffix(code), html.Wbr(), code],
                        className="large-url",
                    ),
                    html.Div(say("Code"), className="label"),
                    html.Div(code, className="large-code"),
                ],
                className="large-words",
            ),
            html.Button(say("Close"), id="close-code", className="button"),
        ],
        id="large-code",
        className="large",
        **attributes(aria_label=say("How to join, large")),
    )
