"""Creating, finding and ending classes."""

import pytest
from sqlalchemy.orm import Session

from classroom.domain.mode import SessionMode
from classroom.errors import InputError, LawNoticeError, SessionEndedError, SessionNotFoundError
from classroom.store.class_sessions import ClassSessions
from classroom.store.episodes import Episodes
from tests.store.rows import START, after, episode, new_participant, new_session


@pytest.mark.parametrize("mode", [SessionMode.AFFECT, SessionMode.AGGREGATE])
@pytest.mark.parametrize("nobody", [None, "", "  "])
def test_mode_that_infers_needs_someone_who_confirmed_it(
    s: Session, mode: SessionMode, nobody: str | None
) -> None:
    with pytest.raises(LawNoticeError, match="5\\(1\\)\\(f\\)"):
        ClassSessions(s).create("Algebra", mode, nobody, START)


def test_self_report_mode_needs_no_confirmation(s: Session) -> None:
    row = ClassSessions(s).create("Algebra", SessionMode.SELF_REPORT, None, START)
    assert row.lawful_confirmed_by is None


@pytest.mark.parametrize("title", ["", "   ", "\n\t", "x" * 201])
def test_empty_or_endless_title_is_refused(s: Session, title: str) -> None:
    with pytest.raises(InputError, match="title"):
        ClassSessions(s).create(title, SessionMode.SELF_REPORT, None, START)


def test_title_loses_control_characters(s: Session) -> None:
    row = ClassSessions(s).create(" Ma\x00ths\n 7b ", SessionMode.SELF_REPORT, None, START)
    assert row.title == "Ma ths 7b"


def test_code_is_found_however_it_is_typed(s: Session) -> None:
    row = ClassSessions(s).by_id(new_session(s))
    assert ClassSessions(s).by_code(f" {row.code[:3].lower()}-{row.code[3:]}").id == row.id


@pytest.mark.parametrize("unknown", ["ABCDEF", "0" * 32, "", "A\x00B", "\ud800", "'; --", "😀"])
def test_unknown_code_and_id_are_not_found(s: Session, unknown: str) -> None:
    with pytest.raises(SessionNotFoundError):
        ClassSessions(s).by_code(unknown)
    with pytest.raises(SessionNotFoundError):
        ClassSessions(s).by_id(unknown)


def test_classes_are_listed_newest_first(s: Session) -> None:
    for hour, title in enumerate(["first", "second", "third"]):
        ClassSessions(s).create(title, SessionMode.SELF_REPORT, None, after(hour * 3600))
    assert [row.title for row in ClassSessions(s).list_all()] == ["third", "second", "first"]


def test_start_and_end_are_kept_as_they_first_were(s: Session) -> None:
    session_id = new_session(s)
    for seconds in (1, 2):
        ClassSessions(s).mark_started(session_id, after(seconds))
        ClassSessions(s).end(session_id, after(seconds + 10))
    s.expire_all()
    row = ClassSessions(s).by_id(session_id)
    assert (row.started_at, row.ended_at) == (after(1), after(11))


def test_end_ends_open_episodes(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    Episodes(s).open(session_id, episode(ada, 0))
    Episodes(s).open(session_id, episode(ada, 20, 30))
    ClassSessions(s).end(session_id, after(60))
    s.expire_all()
    assert [row.ended_at for row in Episodes(s).of_session(session_id)] == [after(60), after(30)]


@pytest.mark.parametrize(
    ("typed", "kept"), [(None, None), ("  ", None), (" Maths\n7b", "Maths 7b")]
)
def test_a_course_is_optional_and_one_line(s: Session, typed: str | None, kept: str | None) -> None:
    row = ClassSessions(s).create("Algebra", SessionMode.SELF_REPORT, None, START, course=typed)
    assert row.course == kept


def test_class_is_locked_and_opened_once_each_and_never_after_its_end(s: Session) -> None:
    session_id = new_session(s)
    changed = [
        ClassSessions(s).set_locked(session_id, locked, after(5))
        for locked in (False, True, True, False)
    ]
    assert changed == [False, True, False, True]
    ClassSessions(s).end(session_id, after(60))
    with pytest.raises(SessionEndedError):
        ClassSessions(s).set_locked(session_id, True, after(61))
