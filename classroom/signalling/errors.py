"""The one place where an error becomes an HTTP answer: HTML for pages, JSON for the rest."""

import html
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from aiohttp import web
from pydantic import ValidationError

from classroom.errors import ClassroomError, RequestTooLargeError

logger = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

STATIC: Final = Path(__file__).parent / "static"
PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title data-words="page.problem">Raised Hand</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/join.css">
<script src="/static/language.js"></script>
<script type="module" src="/static/words.js"></script>
</head>
<body>
<header class="top"><p class="brand"><img src="/static/icon.svg" alt="" width="22" height="22">
Raised Hand</p></header>
<main><div class="note" role="alert">
<p id="status" data-state="{state}" data-words="errors.{code}">{message}</p></div></main>
</body>
</html>
"""


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever a handler raises into an answer that its caller understands."""
    try:
        return await handler(request)
    except ClassroomError as error:
        return answer_of(request, error.status, error.code, str(error))
    except ValidationError as error:
        return answer_of(request, 422, "bad_input", explain(error))
    except web.HTTPRequestEntityTooLarge:
        too_large = RequestTooLargeError("This request is larger than a class needs.")
        return answer_of(request, too_large.status, too_large.code, str(too_large))
    except web.HTTPException as error:
        if error.status < 400:
            raise
        code = error.reason.lower().replace(" ", "_")
        answer = answer_of(request, error.status, code, f"{error.reason}.")
        if "Allow" in error.headers:
            answer.headers["Allow"] = error.headers["Allow"]
        return answer
    except Exception:
        logger.exception("a request failed", extra={"route": route_of(request)})
        return answer_of(request, 500, "internal", "Something went wrong here. Please try again.")


def answer_of(request: web.Request, status: int, code: str, message: str) -> web.Response:
    """Build the answer for a page or for the API."""
    if request.path.startswith("/api/") or request.path in {"/healthz", "/readyz"}:
        return web.json_response({"error": {"code": code, "message": message}}, status=status)
    state = "ended" if code == "ended" else "error"
    text = PAGE.format(message=html.escape(message), code=html.escape(code), state=state)
    return web.Response(text=text, content_type="text/html", status=status)


def explain(error: ValidationError) -> str:
    """Say which field is wrong and how, without repeating what was sent."""
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "request"
    return f"Please check the {where}: {first['msg'].removeprefix('Value error, ')}."


def route_of(request: web.Request) -> str:
    """Name a route without the join code that its path may hold."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"
