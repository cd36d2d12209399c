"""The teacher's one-time link."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.store.tables import TeacherRow
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
