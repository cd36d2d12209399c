"""Join tokens: they say who somebody is in which class, signed, for a limited time."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

from classroom.domain.ids import ParticipantId, SessionId
from classroom.errors import SettingsError, TokenError

KEY_FILE = "signing.key"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a token proves."""

    participant_id: ParticipantId
    session_id: SessionId


class Tokens:
    """Issues and reads tokens with one key."""

    def __init__(self, key: bytes, max_age_s: int) -> None:
        self._serializer = URLSafeTimedSerializer(key, salt="participant")
        self._max_age_s = max_age_s

    def issue(self, ticket: Ticket) -> str:
        """Sign a token."""
        return self._serializer.dumps([ticket.participant_id, ticket.session_id])

    def read(self, token: str) -> Ticket:
        """Return what a token proves; raises ``TokenError`` for a forged or expired one."""
        return self._ticket(token, self._max_age_s)

    def read_of_any_age(self, token: str) -> Ticket:
        """Return what a token proved when it was issued; raises ``TokenError`` for a forged one."""
        return self._ticket(token, None)

    def _ticket(self, token: str, max_age_s: int | None) -> Ticket:
        try:
            participant_id, session_id = self._serializer.loads(token, max_age=max_age_s)
        except (BadData, TypeError, ValueError) as error:
            raise TokenError("Your place in this class has expired. Please join again.") from error
        return Ticket(ParticipantId(participant_id), SessionId(session_id))


def signing_key(data_dir: Path) -> bytes:
    """Read the server's key, made on first use and readable by its owner only."""
    path = data_dir / KEY_FILE
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _create_once(path)
        key = path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"The signing key {path} cannot be used ({error.strerror}). Make the folder writable, "
            "or set CLASSROOM_DATA_DIR to another place."
        ) from error
    if len(key) < KEY_BYTES:
        raise SettingsError(f"The signing key {path} is damaged: delete it, and a new one is made.")
    return key


def _create_once(path: Path) -> None:
    """Write a whole key under its name, or leave the one that another process has just made."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
