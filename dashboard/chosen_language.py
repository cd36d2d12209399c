"""In which language a request is answered: as chosen here, else as the browser asks."""

from contextlib import AbstractContextManager
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, g, redirect, request

from classroom.language import Language, language, speaking
from dashboard.components.frame import LANGUAGE_FIELD, LANGUAGE_PATH
from dashboard.sign_in import local_path

KEPT_FOR_S: Final[int] = 365 * 24 * 3600


def register(server: Flask) -> None:
    """Speak the right language from the first word of each answer to its last."""

    def begin() -> None:
        g.speaking = speaking(wanted_language())
        g.speaking.__enter__()

    def end(_error: BaseException | None) -> None:
        spoken: AbstractContextManager[None] | None = g.pop("speaking", None)
        if spoken is not None:
            spoken.__exit__(None, None, None)

    server.before_request(begin)
    server.teardown_request(end)
    server.add_url_rule(LANGUAGE_PATH, "language", choose, methods=["POST"])


def wanted_language() -> Language:
    """Return the language that this browser's user chose, else asks for, else English."""
    kept = Language.named(request.cookies.get(LANGUAGE_FIELD, ""))
    asked = (Language.named(tag.partition("-")[0]) for tag in request.accept_languages.values())
    return kept or next(filter(None, asked), Language.ENGLISH)


def choose() -> Response:
    """Keep the choice, and go on to the page that the form names, else back."""
    chosen = Language.named(request.form.get(LANGUAGE_FIELD, "")) or language()
    answer = redirect(local_path(request.form.get("to") or _asked_from()), 303)
    answer.set_cookie(
        LANGUAGE_FIELD, chosen.value, max_age=KEPT_FOR_S, httponly=True, samesite="Lax", path="/"
    )
    return answer  # type: ignore[return-value]  # werkzeug's base class


def _asked_from() -> str:
    try:
        return urlsplit(request.referrer or "").path or "/"
    except ValueError:  # no address at all
        return "/"
