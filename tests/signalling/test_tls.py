import ssl
import stat
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from classroom.app import listen
from classroom.errors import SettingsError
from classroom.settings import Settings
from classroom.signalling.tls import own_certificate, tls_context


def test_no_context_without_tls(settings: Settings) -> None:
    assert tls_context(settings) is None


async def test_own_certificate_is_made_and_serves_localhost(settings: Settings) -> None:
    secure = settings.model_copy(update={"tls": True})
    runner = web.AppRunner(web.Application())
    await runner.setup()
    try:
        await listen(runner, secure, tls_context(secure))
        trusted = ssl.create_default_context(cafile=str(own_certificate(secure)[0]))
        async with ClientSession() as http:
            answer = await http.get(f"https://localhost:{secure.port}/", ssl=trusted)
            assert answer.status == 404
    finally:
        await runner.cleanup()
    assert stat.S_IMODE((secure.data_dir / "tls.key").stat().st_mode) == 0o600


def test_own_certificate_stays_until_the_names_change(settings: Settings) -> None:
    secure = settings.model_copy(update={"tls": True})
    first = own_certificate(secure)[0].read_bytes()
    assert own_certificate(secure)[0].read_bytes() == first
    renamed = secure.model_copy(update={"public_url": "https://class.school.example"})
    assert own_certificate(renamed)[0].read_bytes() != first


def test_one_of_certificate_and_key_alone_is_refused(settings: Settings, tmp_path: Path) -> None:
    half = settings.model_copy(update={"tls": True, "tls_cert": tmp_path / "a.crt"})
    with pytest.raises(SettingsError, match="CLASSROOM_TLS_KEY"):
        tls_context(half)


def test_certificate_that_is_none_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.crt").write_text("no certificate")
    wrong = settings.model_copy(
        update={"tls": True, "tls_cert": tmp_path / "a.crt", "tls_key": tmp_path / "a.key"}
    )
    with pytest.raises(SettingsError, match=r"a\.crt.*CLASSROOM_TLS_CERT"):
        tls_context(wrong)
