"""Who gets in: by name and password or a one-time link, kept in a signed, HttpOnly cookie."""

import os
import secrets
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request, session
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from classroom.errors import SettingsError, SignedOutError
from classroom.language import marked, say
from classroom.store.audit import AuditTrail
from classroom.store.engine import Store
from classroom.store.passwords import Passwords
from classroom.store.sign_ins import SIGNED_IN_FOR, SignIns
from classroom.store.tables import TeacherRow
from classroom.store.teachers import Teachers, name_key
from dashboard.access import COOKIE_FIELD, viewer
from dashboard.components.frame import LANGUAGE_PATH
from dashboard.sign_in_page import message_page, sign_in_page
from dashboard.wrong_tries import WrongTries

KEY_FILE: Final[str] = "dashboard.key"
OPEN_PATHS: Final[tuple[str, ...]] = (
    "/sign-in",
    LANGUAGE_PATH,
    "/healthz",
    "/assets/",
    "/_dash-component-suites/",
)
WRONG: Final[str] = marked("Name or password is wrong. Try again.")
STORE_AWAY: Final[str] = marked("Cannot reach the database. Try again in a moment.")


def secret_key(data_dir: Path) -> bytes:
    """Read the key that signs the cookie, or make it once, readable by its owner only."""
    path = data_dir / KEY_FILE
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def guard(server: Flask, store: Store, key: bytes) -> None:
    """Let nobody see a page, a layout or a callback's answer without having signed in."""
    server.secret_key = key
    server.config.update(
        SESSION_COOKIE_NAME="raised_hand",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,  # an answer that comes late must not undo a sign-out
        PERMANENT_SESSION_LIFETIME=SIGNED_IN_FOR,
    )

    def ask() -> Response | None:
        if comes_from_elsewhere():
            text = say(
                "Another site tried to do this in your name. Open the page itself and try again."
            )
            return _page(message_page(say("This was not done"), text), 403)
        if request.path.startswith(OPEN_PATHS):
            return None
        try:
            with store.sessions() as s:
                viewer(s)
        except DBAPIError:
            if COOKIE_FIELD not in session:
                return _page(sign_in_page(say(STORE_AWAY), to=_asked_page()), 503)
        return None  # with the database away, each page says so itself, and shows nothing else

    server.before_request(ask)
    server.after_request(_protect)
    server.register_error_handler(SignedOutError, _signed_out)
    Door(store).attach(server)


class Door:
    """The addresses by which one comes in and goes out."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._passwords = Passwords()
        self._tries = WrongTries()

    def attach(self, server: Flask) -> None:
        """Serve them."""
        server.add_url_rule("/sign-in", "sign_in", self.ask_or_redeem, methods=["GET"])
        server.add_url_rule("/sign-in", "enter", self.enter, methods=["POST"])
        server.add_url_rule("/sign-out", "sign_out", self.leave, methods=["POST"])

    def ask_or_redeem(self) -> Response:
        """Ask for name and password, or sign in the holder of a one-time link."""
        secret = request.args.get("link", "")
        try:
            with self._store.sessions.begin() as s:
                teacher = Teachers(s).redeem(secret, datetime.now(UTC)) if secret else None
                if teacher is None:
                    viewer(s)
                    return _to("/")
                opened = _open(s, teacher.id, "link")
        except SignedOutError:
            if not secret:
                return _page(sign_in_page(), 401)
            problem = say("Each link signs in once. Sign in with your password, or get a new link.")
            title = say("This link no longer works")
            return _page(sign_in_page(problem, title=title, link_help=True), 403)
        except DBAPIError:
            return _page(sign_in_page(say(STORE_AWAY)), 503)
        _remember(opened)
        return _to("/")

    def enter(self) -> Response:
        """Check name and password, as slowly for a name that nobody has."""
        name, to = request.form.get("name", "")[:200], local_path(request.form.get("to", ""))
        password = request.form.get("password", "")
        tried = (name_key(name), request.remote_addr or "")
        wait_s = self._tries.ask(tried, datetime.now(UTC))
        if wait_s > 0:
            problem = say(
                "Too many wrong tries. Wait {seconds} seconds, then try again.",
                seconds=ceil(wait_s),
            )
            answer = _page(sign_in_page(problem, name, to), 429)
            answer.headers["Retry-After"] = str(ceil(wait_s))
            return answer
        try:
            right = self._is_right(name, password)
        except DBAPIError:
            self._tries.forget(tried)
            return _page(sign_in_page(say(STORE_AWAY), name, to), 503)
        if not right:
            return _page(sign_in_page(say(WRONG), name, to), 401)
        self._tries.forget(tried)
        return _to(to)

    def _is_right(self, name: str, password: str) -> bool:
        """Let somebody in whose name and password are right; the slow check holds no connection."""
        with self._store.sessions() as s:
            teacher = Teachers(s).find(name)
        kept = teacher.password_hash if teacher else None
        check = self._passwords.check(kept, password)
        with self._store.sessions.begin() as s:
            if teacher is not None:  # a check takes long: the password may be another one by now
                teacher = s.get(TeacherRow, teacher.id, with_for_update=True)
            if teacher is None or teacher.password_hash != kept or not check.right:
                AuditTrail(s).add("", "teacher.sign_in_failed", None, {}, datetime.now(UTC))
                return False
            if check.fresh_hash:
                Teachers(s).keep_hash(teacher.id, check.fresh_hash)
            opened = _open(s, teacher.id, "password")
        _remember(opened)
        return True

    def leave(self) -> Response:
        """End this browser's sign-in, in all its tabs, and for whoever copied its cookie."""
        try:
            with self._store.sessions.begin() as s:
                asks = viewer(s)
                SignIns(s).end(session[COOKIE_FIELD])
                AuditTrail(s).add(asks.id, "teacher.signed_out", asks.id, {}, datetime.now(UTC))
        except DBAPIError:
            text = say("The database cannot be reached, so you are still signed in. Try again.")
            return _page(message_page(say("Not signed out"), text), 503)
        session.clear()
        return _to("/sign-in")


def comes_from_elsewhere() -> bool:
    """Whether another site makes this browser change something, signing in included.

    A browser names the sender in ``Sec-Fetch-Site`` on HTTPS and localhost, and in ``Origin``
    elsewhere; what is no browser names none, and has no cookie to misuse.
    """
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def local_path(path: str) -> str:
    """Return ``path`` where it is one of this site's pages, and else the first page."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"


def _open(s: Session, teacher: str, by: str) -> str:
    """Write a sign-in in place of this browser's earlier one, and return what its cookie holds."""
    now = datetime.now(UTC)
    SignIns(s).end(session.get(COOKIE_FIELD, ""))
    AuditTrail(s).add(teacher, "teacher.signed_in", teacher, {"by": by}, now)
    return SignIns(s).open(teacher, now)


def _remember(opened: str) -> None:
    """Give the browser its cookie, once the sign-in stands in the database."""
    session.clear()
    session.permanent = True
    session[COOKIE_FIELD] = opened


def _signed_out(_error: Exception) -> Response:
    return _page(sign_in_page(to=_asked_page()), 401)


def _asked_page() -> str:
    """Where to go once signed in: the page that was asked for, if it was one."""
    is_page = request.method == "GET" and not request.path.startswith("/_dash")
    return local_path(request.path) if is_page else "/"


def _to(path: str) -> Response:
    status = 303 if request.method == "POST" else 302
    return redirect(path, status)  # type: ignore[return-value]  # werkzeug's base class


def _page(html: str, status: int) -> Response:
    return Response(html, status, mimetype="text/html")


def _protect(response: Response) -> Response:
    """Say to browsers what these pages never do: be framed, be cached, load from elsewhere."""
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Content-Security-Policy"] = (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
    if not request.path.startswith(("/assets/", "/_dash-component-suites/")):
        response.headers["Cache-Control"] = "no-store"
    return response
