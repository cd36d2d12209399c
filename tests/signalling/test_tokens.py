import stat
import time
from pathlib import Path

import pytest
from itsdangerous import URLSafeTimedSerializer

from classroom.domain.ids import ParticipantId, SessionId
from classroom.errors import SettingsError, TokenError
from classroom.signalling.tokens import Ticket, Tokens, signing_key

TICKET = Ticket(ParticipantId("p" * 32), SessionId("s" * 32))
KEY = b"k" * 32


def test_token_gives_its_ticket_back() -> None:
    tokens = Tokens(KEY, max_age_s=60)
    assert tokens.read(tokens.issue(TICKET)) == TICKET


def test_token_of_another_key_is_refused() -> None:
    with pytest.raises(TokenError):
        Tokens(KEY, 60).read(Tokens(b"x" * 32, 60).issue(TICKET))


def test_token_that_was_changed_is_refused() -> None:
    token = Tokens(KEY, 60).issue(TICKET)
    for place in range(len(token)):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        if changed.rstrip("=") != token:
            try:
                assert Tokens(KEY, 60).read(changed) == TICKET  # spare bits of base64 may differ
            except TokenError:
                continue
            assert place == len(token) - 1


def test_token_that_expired_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    token = Tokens(KEY, 60).issue(TICKET)
    later = time.time() + 62
    monkeypatch.setattr("time.time", lambda: later)
    with pytest.raises(TokenError, match="expired"):
        Tokens(KEY, 60).read(token)


def test_an_old_token_still_says_whose_data_it_is_but_a_forged_one_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = Tokens(KEY, 60).issue(TICKET)
    later = time.time() + 40 * 24 * 3600
    monkeypatch.setattr("time.time", lambda: later)
    assert Tokens(KEY, 60).read_of_any_age(token) == TICKET
    with pytest.raises(TokenError):
        Tokens(b"x" * 32, 60).read_of_any_age(token)


@pytest.mark.parametrize("content", [["one"], {"p": 1}, None, "text", [1, 2, 3]])
def test_token_with_something_else_signed_is_refused(content: object) -> None:
    token = URLSafeTimedSerializer(KEY, salt="participant").dumps(content)
    with pytest.raises(TokenError):
        Tokens(KEY, 60).read(token)


def test_token_for_another_purpose_is_refused() -> None:
    token = URLSafeTimedSerializer(KEY, salt="teacher").dumps(["p", "s"])
    with pytest.raises(TokenError):
        Tokens(KEY, 60).read(token)


def test_key_is_made_once_and_its_owner_alone_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    key = signing_key(folder)
    assert len(key) == 32
    assert signing_key(folder) == key
    assert stat.S_IMODE((folder / "signing.key").stat().st_mode) == 0o600
    assert [file.name for file in folder.iterdir()] == ["signing.key"]


def test_damaged_key_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_bytes(b"short")
    with pytest.raises(SettingsError, match=r"signing\.key is damaged: delete it"):
        signing_key(tmp_path)


def test_folder_that_cannot_be_written_is_named_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError, match="CLASSROOM_DATA_DIR"):
        signing_key(tmp_path / "file")
