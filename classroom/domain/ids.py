"""Identifiers, and the join code that a student can read off a wall."""

import secrets
import uuid
from typing import Final, NewType

SessionId = NewType("SessionId", str)
ParticipantId = NewType("ParticipantId", str)

CODE_ALPHABET: Final[str] = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Capitals and digits without those that look alike (I, L, O, 0, 1)."""
CODE_LENGTH: Final[int] = 6


def new_id() -> str:
    """Return a fresh random id of 32 hex digits."""
    return uuid.uuid4().hex


def new_join_code() -> str:
    """Return a fresh join code: 31^6, some 900 million possibilities."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def normalise_code(text: str) -> str:
    """Read a code as people type it: any case, with spaces or dashes."""
    return "".join(text.split()).replace("-", "").upper()


def may_be_id(text: str) -> bool:
    """Whether a text from an address may be an id: PostgreSQL refuses to look for a zero byte."""
    return text.isalnum()
