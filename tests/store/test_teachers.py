"""Teachers, their one-time links and their sign-ins."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.domain.mode import SessionMode
from classroom.errors import InputError, TeacherNotFoundError
from classroom.store.class_sessions import ClassSessions
from classroom.store.sign_ins import SIGNED_IN_FOR, SignIns
from classroom.store.tables import SignInRow, TeacherRow
from classroom.store.teachers import Teachers
from tests.store.rows import START, after


def test_first_start_gives_a_secret_and_later_ones_none(s: Session) -> None:
    teacher, secret = Teachers(s).ensure_first(START)
    assert secret
    again, none = Teachers(s).ensure_first(after(10))
    assert (again.id, none) == (teacher.id, None)


def test_link_works_once(s: Session) -> None:
    teacher, secret = Teachers(s).ensure_first(START)
    assert secret is not None
    redeemed = Teachers(s).redeem(secret, after(1))
    assert redeemed is not None
    assert redeemed.id == teacher.id
    assert Teachers(s).redeem(secret, after(2)) is None


def test_wrong_and_empty_secrets_sign_nobody_in(s: Session) -> None:
    Teachers(s).ensure_first(START)
    assert Teachers(s).redeem("guess", START) is None
    assert Teachers(s).redeem("", START) is None


def test_new_link_replaces_an_unused_one(s: Session) -> None:
    _, old = Teachers(s).ensure_first(START)
    new = Teachers(s).new_link(after(1))
    assert old is not None
    assert Teachers(s).redeem(old, after(2)) is None
    assert Teachers(s).redeem(new, after(2)) is not None


def test_secret_itself_is_not_stored(s: Session) -> None:
    secret = Teachers(s).new_link(START)
    (row,) = s.scalars(select(TeacherRow))
    assert secret not in (row.link_hash or "")


def test_the_first_teacher_is_an_admin_and_an_admin_is_made_where_none_is_left(s: Session) -> None:
    teachers = Teachers(s)
    teachers.add("Teacher", "hash", admin=False, now=START)
    first, secret = teachers.ensure_first(after(1))
    assert (first.name, first.admin) == ("Teacher 2", True)
    assert secret is not None


@pytest.mark.parametrize("typed", ["Ms Frizzle", " ms  FRIZZLE "])
def test_a_teacher_is_found_however_their_name_is_typed_and_added_once(
    s: Session, typed: str
) -> None:
    added = Teachers(s).add("Ms Frizzle", "hash", admin=False, now=START)
    assert Teachers(s).by_name(typed).id == added.id
    with pytest.raises(InputError, match="already"):
        Teachers(s).add(typed, "hash", admin=False, now=START)


def test_an_unknown_name_says_which_command_lists_teachers(s: Session) -> None:
    with pytest.raises(TeacherNotFoundError, match="teacher list"):
        Teachers(s).by_name("Nobody")


def test_only_is_nobody_as_soon_as_there_are_two(s: Session) -> None:
    assert Teachers(s).only() is None
    one = Teachers(s).add("One", None, admin=True, now=START)
    assert Teachers(s).only() is one
    Teachers(s).add("Two", None, admin=False, now=START)
    assert Teachers(s).only() is None


def test_a_changed_password_ends_sign_ins_and_the_unused_link_of_that_teacher_only(
    s: Session,
) -> None:
    one = Teachers(s).add("One", "old", admin=True, now=START)
    two = Teachers(s).add("Two", "old", admin=False, now=START)
    ones, twos = SignIns(s).open(one.id, START), SignIns(s).open(two.id, START)
    link = Teachers(s).new_link_of(one)
    Teachers(s).set_password(one, "new")
    assert SignIns(s).teacher_of(ones, after(1)) is None
    assert SignIns(s).teacher_of(twos, after(1)) is two
    assert Teachers(s).redeem(link, after(1)) is None


def test_a_removed_teachers_classes_stay_and_their_sign_ins_end(s: Session) -> None:
    one = Teachers(s).add("One", "hash", admin=False, now=START)
    sign_in = SignIns(s).open(one.id, START)
    row = ClassSessions(s).create("Algebra", SessionMode.SELF_REPORT, None, START, one.id)
    assert Teachers(s).remove(one) == 1
    s.expire_all()
    assert ClassSessions(s).by_id(row.id).teacher_id is None
    assert SignIns(s).teacher_of(sign_in, after(1)) is None


def test_a_sign_in_is_over_after_two_weeks_or_when_it_is_ended(s: Session) -> None:
    one = Teachers(s).add("One", "hash", admin=False, now=START)
    old, fresh = SignIns(s).open(one.id, START), SignIns(s).open(one.id, after(10))
    until = START + SIGNED_IN_FOR
    assert SignIns(s).teacher_of(old, until) is None
    assert SignIns(s).teacher_of(fresh, until) is one
    SignIns(s).open(one.id, until)
    assert s.get(SignInRow, old) is None
    SignIns(s).end(fresh)
    assert SignIns(s).teacher_of(fresh, until) is None
