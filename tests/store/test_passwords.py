from typing import Literal

import pytest
from argon2 import PasswordHasher

from classroom.errors import InputError
from classroom.store.passwords import Check, Passwords

PASSWORD = "correct horse battery"


class CountingHasher(PasswordHasher):
    """The real one, which also counts how often it compares."""

    compared = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
        self.compared += 1
        return super().verify(hash, password)


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords()


def test_a_password_is_kept_as_argon2id_with_salt(passwords: Passwords) -> None:
    one, other = passwords.hash(PASSWORD), passwords.hash(PASSWORD)
    assert one.startswith("$argon2id$")
    assert one != other
    assert passwords.check(one, PASSWORD) == passwords.check(other, PASSWORD) == Check(right=True)


def test_a_wrong_password_is_refused(passwords: Passwords) -> None:
    assert not passwords.check(passwords.hash(PASSWORD), PASSWORD.title()).right


def test_an_accent_is_the_same_from_every_keyboard(passwords: Passwords) -> None:
    assert passwords.check(passwords.hash("cafe\u0301 au lait"), "caf\u00e9 au lait").right


def test_a_weak_hash_is_made_anew_from_the_right_password_only(passwords: Passwords) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    fresh = passwords.check(weak, PASSWORD).fresh_hash
    assert fresh is not None
    assert passwords.check(fresh, PASSWORD) == Check(right=True)
    assert passwords.check(weak, "something else").fresh_hash is None


def test_a_name_that_nobody_has_costs_a_comparison_too() -> None:
    hasher = CountingHasher(time_cost=1, memory_cost=1024)
    passwords = Passwords(hasher)
    assert not passwords.check(None, "nobody has this one").right
    assert hasher.compared == 1


@pytest.mark.parametrize("password", ["", "9 letters", "x" * 1001])
def test_a_password_that_is_too_short_or_too_long_is_refused(
    passwords: Passwords, password: str
) -> None:
    with pytest.raises(InputError, match="characters"):
        passwords.hash(password)


def test_a_damaged_hash_lets_nobody_in(passwords: Passwords) -> None:
    assert not passwords.check("damaged", PASSWORD).right
