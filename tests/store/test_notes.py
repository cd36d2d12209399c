"""The teacher's note about a class."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classroom.errors import InputError, SessionNotFoundError
from classroom.store.notes import LONGEST_NOTE, ClassNotes, Note
from classroom.store.tables import ClassNoteRow, ClassSessionRow
from tests.store.rows import after, new_session


def test_a_class_begins_with_an_empty_note(s: Session) -> None:
    assert ClassNotes(s).of(new_session(s)) == Note("", 0)


def test_a_note_is_kept_as_it_was_typed(s: Session) -> None:
    session_id = new_session(s)
    text = "  Slower next time.\n\n=HYPERLINK() שלום 🎉 "
    ClassNotes(s).write(session_id, text, "one", 0, after(1))
    s.expire_all()
    assert ClassNotes(s).of(session_id) == Note(text, 1)


def test_writing_on_in_one_tab_replaces_nothing_of_others(s: Session) -> None:
    session_id, notes = new_session(s), ClassNotes(s)
    notes.write(session_id, "a", "one", 0, after(1))
    assert notes.write(session_id, "ab", "one", 0, after(2)).replaced is None


def test_a_tab_that_is_behind_wins_and_hears_what_it_replaced(s: Session) -> None:
    session_id, notes = new_session(s), ClassNotes(s)
    first = notes.write(session_id, "from one", "one", 0, after(1))
    second = notes.write(session_id, "from two", "two", 0, after(2))
    assert (first.replaced, second.replaced) == (None, "from one")
    assert notes.of(session_id) == Note("from two", 2)


def test_a_tab_that_read_the_newest_note_hears_nothing(s: Session) -> None:
    session_id, notes = new_session(s), ClassNotes(s)
    written = notes.write(session_id, "from one", "one", 0, after(1))
    assert notes.write(session_id, "from two", "two", written.version, after(2)).replaced is None


def test_a_note_that_is_too_long_changes_nothing(s: Session) -> None:
    session_id, notes = new_session(s), ClassNotes(s)
    notes.write(session_id, "x" * LONGEST_NOTE, "one", 0, after(1))
    with pytest.raises(InputError, match="10,000"):
        notes.write(session_id, "x" * (LONGEST_NOTE + 1), "one", 1, after(2))
    assert len(notes.of(session_id).text) == LONGEST_NOTE


def test_what_no_database_takes_is_left_out(s: Session) -> None:
    session_id = new_session(s)
    ClassNotes(s).write(session_id, "a\x00b\ud800c", "one", 0, after(1))
    assert ClassNotes(s).of(session_id).text == "abc"


def test_a_note_needs_its_class(s: Session) -> None:
    with pytest.raises(SessionNotFoundError):
        ClassNotes(s).write("0" * 32, "text", "one", 0, after(1))


def test_a_note_is_deleted_with_its_class(s: Session) -> None:
    session_id = new_session(s)
    ClassNotes(s).write(session_id, "text", "one", 0, after(1))
    s.delete(s.get_one(ClassSessionRow, session_id))
    s.flush()
    assert s.scalar(select(func.count()).select_from(ClassNoteRow)) == 0
