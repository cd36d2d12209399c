"""Who may see the data: a teacher whose one-time link became a signed, HttpOnly cookie."""

import os
import secrets
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Final

from flask import Flask, Response, redirect, request, session
from sqlalchemy.exc import DBAPIError

from classroom.errors import SettingsError
from classroom.store.engine import Store
from classroom.store.teachers import Teachers

KEY_FILE: Final[str] = "dashboard.key"
SIGNED_IN_FOR: Final[timedelta] = timedelta(days=14)
OPEN_PATHS: Final[tuple[str, ...]] = ("/sign-in", "/healthz", "/assets/")

PAGE: Final[str] = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in · Raised Hand</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="/assets/style.css"><script src="/assets/zone.js"></script></head>
<body><main class="page sign-in"><section class="card message">
<h1 class="big-words">{title}</h1><p>{text}</p>
<ol><li>In a terminal on the computer that runs Raised Hand, type
<code>classroom teacher link</code>.</li>
<li>Open the link that it prints. It works once, and this browser stays signed in for two
weeks.</li>
</ol>
<p class="soft">On its very first start, <code>classroom serve</code> prints such a link too.</p>
</section></main></body></html>"""


def secret_key(data_dir: Path) -> bytes:
    """Read the key that signs the cookie, or make it once, readable by its owner only."""
    path = data_dir / KEY_FILE
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = path.read_bytes()
        else:
            key = secrets.token_bytes(32)
            with os.fdopen(handle, "wb") as file:
                file.write(key)
    except OSError as error:
        raise SettingsError(f"cannot use the data folder {data_dir}: {error.strerror}") from error
    if len(key) < 32:
        raise SettingsError(f"{path} is damaged: delete it and start again")
    return key


def teacher_id() -> str | None:
    """Who is signed in with this request."""
    return session.get("teacher")


def guard(server: Flask, store: Store, key: bytes) -> None:
    """Let nobody see a page, a layout or a callback's answer without having signed in."""
    server.secret_key = key
    server.config.update(
        SESSION_COOKIE_NAME="raised_hand",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SIGNED_IN_FOR,
    )

    def ask() -> Response | None:
        if teacher_id() is not None or request.path.startswith(OPEN_PATHS):
            return None
        if request.path.startswith("/_dash-component-suites/"):
            return None
        return _page(
            "Sign in to see your classes", "This page opens with a one-time link.", status=401
        )

    def sign_in() -> Response:
        secret = request.args.get("link", "")
        try:
            with store.sessions.begin() as s:
                teacher = Teachers(s).redeem(secret, datetime.now(UTC)) if secret else None
                found = teacher.id if teacher else None
        except DBAPIError:
            return _page(
                "Cannot reach the database", "Try the same link again in a moment.", status=503
            )
        if found is not None:
            session.clear()
            session.permanent = True
            session["teacher"] = found
            return redirect("/")  # type: ignore[return-value]  # werkzeug's base class
        if secret and teacher_id() is None:
            return _page(
                "This link no longer works",
                "Each link signs in once. Get a new one:",
                status=403,
            )
        if teacher_id() is not None:
            return redirect("/")  # type: ignore[return-value]  # werkzeug's base class
        return _page("Sign in to see your classes", "This page opens with a one-time link.", 401)

    server.before_request(ask)
    server.after_request(_protect)
    server.add_url_rule("/sign-in", "sign_in", sign_in)


def _page(title: str, text: str, status: int) -> Response:
    return Response(
        PAGE.format(title=escape(title), text=escape(text)), status, mimetype="text/html"
    )


def _protect(response: Response) -> Response:
    """Say to browsers what these pages never do: be framed, be cached, load from elsewhere."""
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Content-Security-Policy"] = (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
    if not request.path.startswith(("/assets/", "/_dash-component-suites/")):
        response.headers["Cache-Control"] = "no-store"
    return response
