"""Passwords: hashed with argon2id, and checked as slowly for a name that nobody has."""

import unicodedata
from dataclasses import dataclass
from threading import Lock
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from classroom.errors import InputError

SHORTEST: Final[int] = 10
LONGEST: Final[int] = 1000


@dataclass(frozen=True, slots=True)
class Check:
    """What checking a password came to."""

    right: bool
    fresh_hash: str | None = None
    """A new hash to keep, where the kept one was made with weaker settings."""


class Passwords:
    """Hashes and checks passwords, one at a time: each takes 64 MiB for a moment."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = Lock()
        self._nobodys = self._hasher.hash("nobody has this one")

    def hash(self, password: str) -> str:
        """Hash a new password; raises ``InputError`` for one that is too short or too long."""
        if len(password) < SHORTEST:
            raise InputError(f"The password is too short: it needs {SHORTEST} characters or more.")
        if len(password) > LONGEST:
            raise InputError(f"The password is too long: keep it to {LONGEST} characters.")
        with self._turn:
            return self._hasher.hash(_bytes_of(password))

    def check(self, kept_hash: str | None, password: str) -> Check:
        """Say whether a password is the right one; None, for nobody's, takes as long to refuse."""
        typed = _bytes_of(password[:LONGEST])
        with self._turn:
            try:
                self._hasher.verify(kept_hash or self._nobodys, typed)
            except (VerificationError, InvalidHashError):
                return Check(right=False)
            if kept_hash is None:
                return Check(right=False)
            weak = self._hasher.check_needs_rehash(kept_hash)
            return Check(True, self._hasher.hash(typed) if weak else None)


def _bytes_of(password: str) -> bytes:
    """Give an accent the same bytes on every keyboard (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password).encode(errors="replace")
