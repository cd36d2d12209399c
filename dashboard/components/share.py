"""How students get in: the link, the code and a picture of it to project."""

from typing import Final
from urllib.parse import urlsplit

import dash_mantine_components as dmc
import segno
from dash import html

LOCAL_HOSTS: Final[frozenset[str]] = frozenset({"localhost", "127.0.0.1", "::1"})


def qr_picture(url: str) -> str:
    """Draw a QR code as an SVG data URI, dark on white with its quiet zone in either theme."""
    code = segno.make(url, error="m", micro=False)
    return str(code.svg_data_uri(scale=8, border=3, dark="#10151d", light="#ffffff"))


def share_panel(url: str, code: str) -> html.Div:
    """Show the link with a copy button, the code in large letters, and the QR code."""
    only_here = urlsplit(url).hostname in LOCAL_HOSTS
    return html.Div(
        [
            html.Img(src=qr_picture(url), alt=f"QR code of {url}", className="qr"),
            html.Div(
                [
                    html.Div("Students open", className="label"),
                    html.Div(
                        [
                            html.A(
                                url,
                                href=url,
                                target="_blank",
                                rel="noopener",
                                id="join-link",
                                className="join-url",
                            ),
                            dmc.CopyButton(
                                value=url,
                                children="Copy link",
                                copiedChildren="Copied ✓",
                                timeout=2000,
                                buttonProps={"variant": "default", "size": "sm"},
                                id="copy-link",
                            ),
                        ],
                        className="join-line",
                    ),
                    html.Div(["or scan the picture · code ", html.B(code)], className="join-code"),
                    html.P(
                        "This address works on this computer only. For other devices, start with "
                        "--host 0.0.0.0 and set CLASSROOM_PUBLIC_URL to this computer’s address.",
                        className="note",
                    )
                    if only_here
                    else None,
                ],
                className="share-words",
            ),
        ],
        className="share",
    )
