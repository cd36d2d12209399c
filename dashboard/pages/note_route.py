"""Where a past class's page sends the teacher's note as it is typed."""

from datetime import UTC, datetime

from flask import Flask, Response, jsonify, request
from sqlalchemy.exc import DBAPIError

from classroom.errors import ClassroomError
from classroom.language import say
from classroom.store.engine import Store
from classroom.store.notes import ClassNotes
from dashboard.access import own_session


def register_note_route(server: Flask, store: Store) -> None:
    """Attach the route; ``sign_in.guard`` stands before it."""

    def write(session_id: str) -> tuple[Response, int]:
        sent = request.get_json(silent=True)
        match sent:
            case {"text": str(text), "tab": str(tab), "version": int(version)}:
                pass
            case _:
                return jsonify(error=say("This is not a note.")), 400
        try:
            with store.sessions.begin() as s:
                own_session(s, session_id)
                written = ClassNotes(s).write(session_id, text, tab, version, datetime.now(UTC))
        except ClassroomError as error:
            return jsonify(error=str(error)), error.status
        except DBAPIError:
            return jsonify(error=say("Cannot reach the database.")), 503
        return jsonify(version=written.version, replaced=written.replaced), 200

    server.add_url_rule("/session/<session_id>/note", "note", write, methods=["POST"])
