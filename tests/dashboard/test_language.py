"""Which language an answer is in."""

import json
import re

import pytest
from flask.testing import FlaskClient

from classroom.language import Language, language, speaking
from classroom.settings import Settings
from classroom.store.engine import Store
from dashboard.app import build_dashboard
from dashboard.components.script_words import script_words

ENGLISH, GERMAN = "Sign in to see your classes", "Melden Sie sich an, um Ihre Stunden zu sehen"


@pytest.fixture
def client(settings: Settings, store: Store) -> FlaskClient:
    """A browser that has not signed in."""
    client: FlaskClient = build_dashboard(settings, store).server.test_client()
    return client


def heading(client: FlaskClient, asked: str | None = None) -> str:
    headers = {} if asked is None else {"Accept-Language": asked}
    page = client.get("/sign-in", headers=headers).text
    found = re.search(r'<html lang="(..)">.*<h1 class="big-words">(.*?)</h1>', page, re.DOTALL)
    assert found is not None
    assert found[1] == ("de" if found[2] == GERMAN else "en")
    return found[2]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (None, ENGLISH),
        ("de", GERMAN),
        ("de-AT,de;q=0.9,en;q=0.8", GERMAN),
        ("en-US,en;q=0.9,de;q=0.8", ENGLISH),
        ("fr,es;q=0.5", ENGLISH),
        ("fr,de;q=0.5", GERMAN),
        ("de-AT,en;q=0.5", GERMAN),
        ("en-GB,de;q=0.8", ENGLISH),
        ("fr,de-DE;q=0.8,en;q=0.5", GERMAN),
        (";;,\x00?", ENGLISH),
    ],
)
def test_without_a_choice_the_browser_is_heard(
    client: FlaskClient, asked: str | None, said: str
) -> None:
    assert heading(client, asked) == said


def test_a_choice_is_kept_and_outweighs_the_browser(client: FlaskClient) -> None:
    answer = client.post(
        "/language", data={"language": "de"}, headers={"Referer": "http://localhost/session/x?a=b"}
    )

    assert (answer.status_code, answer.headers["Location"]) == (303, "/session/x")
    assert "Max-Age=31536000" in answer.headers["Set-Cookie"]
    assert heading(client, "en") == GERMAN
    client.post("/language", data={"language": "en"})
    assert heading(client, "de") == ENGLISH


@pytest.mark.parametrize("chosen", ["", "tlh", "de\r\nSet-Cookie: a=b"])
def test_a_language_that_nobody_speaks_changes_nothing(client: FlaskClient, chosen: str) -> None:
    assert client.post("/language", data={"language": chosen}).status_code == 303
    assert heading(client) == ENGLISH


def test_the_way_back_never_leaves_the_site(client: FlaskClient) -> None:
    answer = client.post(
        "/language", data={"language": "de"}, headers={"Referer": "http://evil.example//evil"}
    )

    assert answer.headers["Location"] == "/"
    answer = client.post("/language", data={"language": "de", "to": "//evil.example/evil"})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_does_not_lose_the_page_that_one_came_for(client: FlaskClient) -> None:
    tried = {"name": "Ada", "password": "wrong", "to": "/session/x"}
    page = client.post("/sign-in", data=tried).get_data(as_text=True)
    languages = page[page.index('action="/language"') :]

    assert '<input type="hidden" name="to" value="/session/x">' in languages
    data = {"language": "de", "to": "/session/x"}
    answer = client.post("/language", data=data, headers={"Referer": "http://localhost/sign-in"})
    assert answer.headers["Location"] == "/session/x"


def test_another_site_cannot_choose(client: FlaskClient) -> None:
    answer = client.post(
        "/language", data={"language": "de"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert heading(client) == ENGLISH


def test_a_language_ends_with_its_request(client: FlaskClient) -> None:
    assert heading(client, "de") == GERMAN

    assert language() is Language.ENGLISH


def test_the_words_of_scripts_come_in_the_language_of_the_page() -> None:

    with speaking(Language.GERMAN):
        drawn = script_words()

    words = json.loads(drawn.split(">", 1)[1].removesuffix("</script>"))
    assert words["copied"] == "Kopiert ✓"
    assert words["saved"] == "Gespeichert um {time}"
