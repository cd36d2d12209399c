"""The teacher's note about a class: a field that saves itself."""

from typing import Any

from dash import dcc, html

from classroom.language import say
from classroom.store.notes import LONGEST_NOTE, Note
from dashboard.components.attributes import attributes


def note_field(session_id: str, note: Note) -> list[Any]:
    """Draw the field; ``assets/notes.js`` saves what is typed and says so."""
    return [
        html.Label(
            say("What will you do again, or differently? Students never see this."),
            htmlFor="note-text",
            className="label",
        ),
        html.Div(
            dcc.Textarea(
                id="note-text",
                value=note.text,
                maxLength=LONGEST_NOTE,
                rows=5,
                spellCheck=True,
                className="note-text",
            ),
            id="note",
            **attributes(data_session=session_id, data_version=str(note.version)),
        ),
        html.P(say("Saved as you type."), id="note-state", className="soft", role="status"),
        html.Div(
            [
                html.P(
                    say(
                        "This note was changed in another tab or browser meanwhile. What you wrote "
                        "here is saved and replaced it; this is what stood there:"
                    )
                ),
                html.Pre(id="note-replaced", dir="auto", tabIndex=0),
            ],
            id="note-warning",
            className="note-warning",
            role="alert",
            hidden=True,
        ),
    ]
