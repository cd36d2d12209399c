"""Pages of the teacher's dashboard, over simulated classes."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from classroom.domain.ids import new_id
from classroom.domain.mode import SessionMode
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store, open_store
from classroom.store.notes import ClassNotes
from classroom.store.pulse_checks import PulseChecks
from classroom.store.tables import PulseCheckRow, TopicMarkerRow
from classroom.store.topics import TopicMarkers
from tests.dashboard.seeded import (
    NAMES,
    STRANGE_NAMES,
    SeededClass,
    create_class,
    flag,
    say_lost,
    seed_past_class,
    seed_running_class,
    whole_second,
)
from tests.dashboard.serving import chromium, served, sign_in
from tests.pictures.page import Shown

AHEAD_S: Final[int] = 900
"""So long do simulated classes go on: as long as it takes to photograph them all."""


@contextmanager
def teacher_pages() -> Iterator[tuple[Browser, list[Shown]]]:
    """Serve simulated classes; gives a browser and the pages to photograph."""
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data), public_url="https://class.example")
        store = open_store(settings.resolved_database_url)
        with closing(store), served(settings, store) as address, chromium() as browser:
            yield browser, _pages(store, address)


def _pages(store: Store, address: str) -> list[Shown]:
    past = _course(store)
    ben = past.students[NAMES[1]]
    live = seed_running_class(store, 24, names=NAMES, ahead_s=AHEAD_S)
    busy = seed_running_class(store, 24, title="A hard passage", ahead_s=AHEAD_S)
    _lose(store, busy)
    fifty = seed_running_class(store, 50, title="A lecture", ahead_s=AHEAD_S)
    strange = seed_running_class(store, 6, title="Names", names=STRANGE_NAMES, ahead_s=AHEAD_S)
    one = seed_running_class(store, 1, title="One student", ahead_s=AHEAD_S)
    mode = SessionMode.AGGREGATE
    group = seed_running_class(store, 12, title="Class only", mode=mode, ahead_s=AHEAD_S)
    mode = SessionMode.SELF_REPORT
    words = seed_running_class(store, 18, title="In their own words", mode=mode)
    empty = create_class(store, "Graphs, week 7")

    def at(path: str) -> Callable[[Page], None]:
        def open_it(page: Page) -> None:
            sign_in(page, address, store)
            page.goto(address + path)
            page.wait_for_selector("h1")
            if path.startswith("/session/"):
                page.wait_for_timeout(2500)

        return open_it

    def of(seeded: SeededClass) -> Callable[[Page], None]:
        return at(f"/session/{seeded.session_id}")

    def create(page: Page) -> None:
        at("/")(page)
        page.click("#create-open")
        page.wait_for_selector("#create-title")

    def signed_out(page: Page) -> None:
        page.goto(address)

    student = at(f"/session/{past.session_id}/student/{ben}")
    return [
        Shown("live", "A class as it goes", of(live)),
        Shown("live-german", "The same in German", of(live), locale="de-DE"),
        Shown("busy", "A hard passage: many are lost at once", of(busy)),
        Shown("past", "The report of a class", of(past), whole=False),
        Shown("past-whole", "All of the report", of(past)),
        Shown("past-german", "The same in German", of(past), locale="de-DE"),
        Shown("student", "What a report says of one student", student),
        Shown("sessions", "All classes", at("/")),
        Shown("create", "A new class", create, whole=False),
        Shown("empty", "A class that nobody has joined yet", of(empty)),
        Shown("one", "A class of one student", of(one)),
        Shown("fifty", "A class of fifty", of(fifty)),
        Shown("names", "Long names, other scripts and pieces of code as names", of(strange)),
        Shown("class-only", "A class that shows no single student", of(group)),
        Shown("own-words", "A class in which no face is read", of(words)),
        Shown("try", "One photo or short video, tried out", at("/try")),
        Shown("unknown", "An address of no class", at("/session/nobody-knows")),
        Shown("sign-in", "Signing in", signed_out),
    ]


def _course(store: Store) -> SeededClass:
    """Three weeks of one course; the newest class, with marks, answers and a note, comes back."""
    for weeks_ago, students in ((3, 14), (2, 22)):
        now = whole_second() - timedelta(weeks=weeks_ago)
        title = f"Sorting, week {5 - weeks_ago}"
        earlier = seed_running_class(store, students, title=title, minutes=8, now=now)
        _end(store, earlier)
    past = seed_past_class(store)
    for place, name in enumerate(NAMES[5:9]):
        began = timedelta(seconds=230 - 20 * place)
        flag(store, past, name, ago=began, ended_ago=began - timedelta(seconds=45))
    with store.sessions.begin() as s:
        for name, ago in (("Quicksort", 420), ("Recursion", 280)):
            at = past.now - timedelta(seconds=ago)
            s.add(TopicMarkerRow(id=new_id(), session_id=past.session_id, name=name, at=at))
        pulse = PulseCheckRow(
            id=new_id(),
            session_id=past.session_id,
            asked_at=past.now - timedelta(seconds=150),
            closes_at=past.now - timedelta(seconds=90),
        )
        s.add(pulse)
        s.flush()
        for place, name in enumerate(NAMES[:9]):
            PulseChecks(s).answer(pulse.id, past.students[name], place > 2, pulse.asked_at)
        ClassNotes(s).write(
            past.session_id, "Draw the stack before the code.\nBen: ask.", "", 0, past.now
        )
    _end(store, past)
    return past


def _end(store: Store, seeded: SeededClass) -> None:
    with store.sessions.begin() as s:
        row = ClassSessions(s).by_id(seeded.session_id)
        row.course = "Computer science 7b"
        if row.ended_at is None:
            TopicMarkers(s).mark(row.id, "recursion", seeded.now - timedelta(seconds=300))
        ClassSessions(s).end(row.id, seeded.now)


def _lose(store: Store, seeded: SeededClass) -> None:
    """Many at once are lost: an alert, more flags than the budget, and an open pulse check."""
    for place, name in enumerate(NAMES[4:12]):
        flag(store, seeded, name, likelihood=0.1 + 0.04 * place, ago=timedelta(seconds=2 * place))
    for name in NAMES[16:18]:
        say_lost(store, seeded, name, ago=timedelta(seconds=5))
    with store.sessions.begin() as s:
        pulse = PulseChecks(s).ask(seeded.session_id, seeded.now)
        for place, name in enumerate(NAMES[:11]):
            PulseChecks(s).answer(pulse.id, seeded.students[name], place % 4 > 0, seeded.now)
