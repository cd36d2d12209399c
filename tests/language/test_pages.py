"""What stands on the pages in another language: nothing stays English, nothing goes unmarked."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from classroom.domain.mode import SessionMode
from classroom.language import Language, speaking
from classroom.language.extraction import kept
from classroom.preflight import Surroundings, findings
from classroom.reports.kinds import Form
from classroom.reports.written import Wanted, write_report
from classroom.settings import Settings
from classroom.store.engine import Store, open_store
from dashboard.access import Viewer
from dashboard.components.frame import frame
from dashboard.components.preflight import preflight_lines
from dashboard.components.script_words import SCRIPT_WORDS
from dashboard.pages import live, past, sessions, student, try_it
from dashboard.queries.live import LiveMemory, live_view
from dashboard.queries.sessions import session_summaries
from dashboard.sign_in_page import sign_in_page
from tests.dashboard.seeded import NAMES, SeededClass, seed_past_class, seed_running_class

ZONE = ZoneInfo("Europe/Berlin")
SHOWN = (
    "children", "title", "alt", "label", "placeholder", "description", "thumbLabel", "name",
    "text", "ticktext", "aria-label", "headerName", "noMatchingRows",
)  # fmt: skip
"""Properties that somebody reads or hears."""
CHOSEN_BY_OTHERS = (
    "Recursion, week 6", "Sorting, week 5", "English", "Deutsch", "Ada", "CSV", "Parquet", "QR",
    *NAMES,
)  # fmt: skip


class _Marks:
    """A language in which every text that is looked up stands in marks."""

    def gettext(self, text: str) -> str:
        return f"⟦{text}⟧"

    def ngettext(self, one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"


@pytest.fixture
def marked_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("classroom.language.texts.translations", lambda _language: _Marks())
    with speaking(Language.GERMAN):
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{tmp_path / 'classroom.sqlite3'}")
    yield store
    store.close()


def read(part: Any, inside: str = "children") -> Iterator[str]:
    """Every text of a layout that somebody reads or hears."""
    if hasattr(part, "to_plotly_json"):
        part = part.to_plotly_json()
    match part:
        case str() if inside in SHOWN and part.strip():
            yield part
        case {"type": str(), "namespace": str(), "props": props}:
            shown = part["type"] not in {"Button", "Input", "Meta"}
            for name, value in props.items():
                if shown or name != "name":
                    yield from read(value, name)
        case dict():
            for name, value in part.items():
                yield from read(value, name)
        case list() | tuple():
            for each in part:
                yield from read(each, inside)


def pages(s: Session, running: list[SeededClass], ended: SeededClass) -> Iterator[Any]:
    now = running[0].now
    asks = Viewer("", "Ada", admin=True)
    yield frame("Ada")
    yield try_it.layout()
    yield sessions.layout(session_summaries(s, asks), now, ZONE, everybodys=True)
    for seeded in running:
        view = live_view(s, seeded.session_id, LiveMemory(), now, 6)
        yield live.layout(view, f"https://class.example/join/{seeded.code}", "")
    yield past.layout(s, ended.session_id, now, ZONE)
    yield student.layout(s, ended.session_id, ended.students["Ben"], now, ZONE)
    yield preflight_lines(findings(Settings(), Surroundings(1, 10**9, "", "")))


def classes(store: Store) -> tuple[list[SeededClass], SeededClass]:
    modes = (SessionMode.AFFECT, SessionMode.AGGREGATE, SessionMode.SELF_REPORT)
    running = [seed_running_class(store, 18, minutes=6, mode=mode) for mode in modes]
    return running, seed_past_class(store)


def report(s: Session, session_id: str) -> str:
    file = io.BytesIO()
    write_report(s, session_id, Wanted(Form.HTML, None, ZONE), file, datetime.now(UTC))
    return file.getvalue().decode()


def words_of(html: str) -> list[str]:
    """The texts of HTML, styles and scripts aside."""
    plain = re.sub(r"<(style|script|code).*?</\1>", " ", html, flags=re.DOTALL)
    heard = re.findall(r'aria-label="([^"]*)"', plain)
    return [unescape(text).strip() for text in [*re.split(r"<[^>]+>", plain), *heard]]


def without_marks(text: str) -> str:
    """What of a text was never looked up."""
    while "⟦" in text and (inner := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = inner
    for word in CHOSEN_BY_OTHERS:
        text = text.replace(word, "")
    return text


def unmarked(texts: list[str]) -> set[str]:
    known = re.compile(
        r"https?://\S+|class.example/join/|[A-Z0-9]{6}|\bUTC\b|\b[GM]B\b|Europe/Berlin|Raised Hand"
    )
    left = {text: known.sub("", without_marks(text)) for text in texts}
    return {text for text, rest in left.items() if re.search(r"[A-Za-z]{2}", rest)}


@pytest.mark.usefixtures("marked_language")
def test_every_text_of_every_page_is_looked_up(store: Store) -> None:
    running, ended = classes(store)
    with store.sessions() as s, Flask("x").test_request_context():
        texts = [text for page in pages(s, running, ended) for text in read(page)]

    keys = {"Esc", "W or X"}
    emotions_and_months = {"November", "Dezember"}
    assert unmarked(texts) - keys - emotions_and_months == set()


@pytest.mark.usefixtures("marked_language")
def test_every_text_of_a_report_and_of_the_sign_in_page_is_looked_up(store: Store) -> None:
    running, ended = classes(store)
    with store.sessions() as s:
        reports = [report(s, each.session_id) for each in (*running, ended)]

    for html in (*reports, sign_in_page()):
        assert unmarked(words_of(html)) == set()


def english_of_the_catalogue() -> set[str]:
    """English texts that German says in other words."""
    return {
        english
        for message in kept(Language.GERMAN)
        if message.id
        for english, german in (
            [(message.id, message.string)]
            if isinstance(message.id, str)
            else zip(message.id, message.string or (), strict=True)
        )
        if english != german
    }


def test_a_german_page_and_report_hold_no_english_text_of_the_catalogue(store: Store) -> None:
    running, ended = classes(store)
    with store.sessions() as s, speaking(Language.GERMAN):
        drawn = {text.strip() for page in pages(s, running, ended) for text in read(page)}
        written = {
            text for each in (*running, ended) for text in words_of(report(s, each.session_id))
        }
        asked = set(words_of(sign_in_page("")))

    english = english_of_the_catalogue()
    assert (drawn | written | asked) & english - {"Recursion, week 6"} == set(), "a title is data"
    assert "Die Klasse jetzt" in drawn
    assert "Wie das zu lesen ist" in written
    assert "Passwort" in asked


def test_a_german_report_says_so_and_writes_days_and_pages_in_german(store: Store) -> None:
    _, ended = classes(store)
    with store.sessions() as s, speaking(Language.GERMAN):
        html = report(s, ended.session_id)

    assert '<html lang="de">' in html
    assert re.search(r"(Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch", html)
    assert '"Seite " counter(page) " von " counter(pages);' in html


def test_scripts_say_only_words_that_come_with_the_page() -> None:
    assets = Path(__file__).parents[2] / "dashboard" / "assets"
    script = "\n".join(path.read_text() for path in sorted(assets.glob("*.js")))
    calls = re.findall(r"\bsay\(([^){]*)|NOTHING = \{(.*)\}", script)
    said = {name for call in calls for name in re.findall(r'"([a-z-]+)"', "".join(call))}

    assert said == set(SCRIPT_WORDS)
