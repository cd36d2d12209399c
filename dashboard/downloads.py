"""Files of a class, written when asked for: kept in memory while small, never beyond the answer."""

from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, cast

from flask import Flask, Response, request, send_file
from sqlalchemy.exc import DBAPIError

from classroom.errors import ClassroomError, InputError
from classroom.language import say
from classroom.reports.kinds import Form, TableName
from classroom.reports.written import Wanted, file_name, write_report
from classroom.settings import Settings
from classroom.store.engine import Store
from dashboard.access import own_session
from dashboard.components.clock import zone_named
from dashboard.sign_in_page import message_page

IN_MEMORY_BYTES: Final[int] = 8 * 1024 * 1024


def register(server: Flask, settings: Settings, store: Store) -> None:
    """Answer at ``/download/ID/FORM?table=NAME`` to those who may see the class."""

    def download(session_id: str, form: str) -> Response:
        try:
            wanted = _wanted(form, request.args.get("table"), settings)
            return _file(store, session_id, wanted)
        except ClassroomError as error:
            return _message(session_id, str(error), error.status)
        except DBAPIError:
            return _message(session_id, say("The database cannot be reached. Try again soon."), 503)

    server.add_url_rule("/download/<session_id>/<form>", "download", download)


def _wanted(form: str, table: str | None, settings: Settings) -> Wanted:
    try:
        known = Form(form), TableName(table) if table else None
    except ValueError as error:
        raise InputError(say("There is no such file: choose one from the menu.")) from error
    zone = zone_named(request.cookies.get("zone"))
    return Wanted(*known, zone, settings.student_url)


def _file(store: Store, session_id: str, wanted: Wanted) -> Response:
    file = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY_BYTES))  # noqa: SIM115 - sent
    try:
        with store.sessions() as s:
            title = own_session(s, session_id).title
            write_report(s, session_id, wanted, file, datetime.now(UTC))
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return send_file(
        file,
        mimetype=wanted.form.media_type,
        as_attachment=True,
        download_name=file_name(title, wanted),
    )


def _message(session_id: str, text: str, status: int) -> Response:
    title, back = say("This file cannot be made"), say("Back to the class")
    page = message_page(title, text, back, f"/session/{session_id}")
    return Response(page, status, mimetype="text/html")
