"""The page that reads a photo or short video at once and keeps nothing."""

import base64
import binascii
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from sqlalchemy.exc import DBAPIError

from classroom.errors import ClassroomError, SignedOutError
from classroom.language import marked, say
from classroom.store.engine import Store
from dashboard.access import viewer
from dashboard.components.attributes import attributes
from dashboard.components.create import LAW_URL
from dashboard.components.frame import card, top
from dashboard.components.trial import trial_view

if TYPE_CHECKING:  # importing it opens OpenCV, which the other pages do without
    from classroom.inference.recordings.trial import TrialReader

LIMIT_MB: Final[int] = 25
LIMIT_BYTES: Final[int] = LIMIT_MB * 1024 * 1024
LARGEST_REQUEST_BYTES: Final[int] = LIMIT_BYTES * 4 // 3 + 1024 * 1024
"""The file in base64, as Dash sends it, and what stands around it."""
LAW_SENTENCE: Final[str] = marked(
    "Use it on yourself, or on people who agreed: the EU AI Act (Article 5(1)(f)) forbids "
    "inferring students’ emotions, except for medical or safety reasons."
)


class _LazyReader:
    """The one reader of this process, made when the first picture comes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reader: TrialReader | None = None

    def get(self) -> "TrialReader":
        with self._lock:
            if self._reader is None:
                from classroom.inference.recordings.trial import TrialReader

                self._reader = TrialReader()
            return self._reader


def layout() -> html.Main:
    """Lay out the page, with nothing read yet."""
    return html.Main(
        [
            top([html.H1(say("Try it"))], []),
            card(
                None,
                [
                    dcc.Upload(
                        [
                            html.P(
                                say("Drop a photo or a short video here"),
                                className="try-drop-words",
                            ),
                            html.Button(
                                say("Choose a file"), type="button", className="button primary"
                            ),
                            html.P(
                                say(
                                    "JPG, PNG, MP4, WebM and others, up to {limit} MB; of a video "
                                    "the first minute.",
                                    limit=LIMIT_MB,
                                ),
                                className="soft",
                            ),
                        ],
                        id="try-upload",
                        className="try-drop",
                        className_active="try-drop try-over",
                        className_disabled="try-drop try-off",
                        accept="image/*,video/*,.mkv,.ts,.mts",
                        max_size=LIMIT_BYTES,
                        multiple=False,
                    ),
                    html.P(id="try-error", className="error", role="alert"),
                    html.P(
                        [html.Span(className="try-spinner"), say("Reading faces…")],
                        id="try-busy",
                        className="try-busy",
                        role="status",
                        hidden=True,
                    ),
                    html.P(
                        [
                            html.B(say("Nothing is kept.") + " "),
                            say(
                                "The file is read in this server’s memory and forgotten; it is "
                                "never written to a disk or a log."
                            ),
                        ],
                        className="note",
                    ),
                    html.P(
                        [
                            f"{say(LAW_SENTENCE)} ",
                            html.A(
                                say("Read the regulation"),
                                href=LAW_URL,
                                target="_blank",
                                rel="noopener",
                            ),
                        ],
                        className="note",
                    ),
                ],
                "try-card",
            ),
            html.Div(id="try-result", **attributes(data_limit=str(LIMIT_BYTES))),
        ],
        className="page try-page",
    )


def register(app: Dash, store: Store) -> None:
    """Attach the page's callbacks."""
    readers = _LazyReader()

    def read(contents: str | None, name: str | None) -> tuple[Any, Any, None]:
        if not contents:
            return no_update, no_update, None
        shown = name if isinstance(name, str) and name else say("this file")
        try:
            with store.sessions() as s:
                viewer(s)
            trial = readers.get().read(content_of(contents))
        except SignedOutError:
            raise
        except ClassroomError as error:
            return [], f"{shown}: {error}", None
        except DBAPIError:
            away = say("Cannot reach the database to see who you are. Try again in a moment.")
            return [], away, None
        return trial_view(trial, shown), "", None

    app.callback(
        Output("try-result", "children"),
        Output("try-error", "children"),
        Output("try-upload", "contents"),
        Input("try-upload", "contents"),
        State("try-upload", "filename"),
        running=[
            (Output("try-busy", "hidden"), False, True),
            (Output("try-upload", "disabled"), True, False),
        ],
        prevent_initial_call=True,
    )(read)
    attach: Any = app.clientside_callback  # Dash leaves it without types
    attach(
        ClientsideFunction("tryIt", "show"),
        Output({"type": "try-frame", "index": ALL}, "hidden"),
        Input("try-moment", "value"),
        State({"type": "try-frame", "index": ALL}, "id"),
        prevent_initial_call=True,
    )
    attach(
        ClientsideFunction("tryIt", "name"),
        Output("try-upload", "className"),
        Input("try-upload", "id"),
    )
    attach(
        ClientsideFunction("tryIt", "follow"),
        Output("try-moment", "value"),
        Input("try-chart", "hoverData"),
        State("try-times", "data"),
        prevent_initial_call=True,
    )


def content_of(contents: str) -> bytes:
    """Decode what the browser sent; raises ``ClassroomError`` for too much or no file."""
    head, comma, encoded = contents.partition(",")
    if not comma or not head.endswith(";base64"):
        raise ClassroomError(say("it did not arrive whole: try again"))
    if len(encoded) * 3 // 4 > LIMIT_BYTES + 2:
        raise ClassroomError(say("too large: it may have {limit} MB", limit=LIMIT_MB))
    try:
        return base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise ClassroomError(say("it did not arrive whole: try again")) from error
