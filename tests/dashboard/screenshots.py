"""Pictures of every page, without real people: ``python -m tests.dashboard.screenshots FOLDER``."""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

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

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def main(folder: Path) -> None:
    """Seed classes, open their pages and write one picture each."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data), public_url="https://class.example")
        store = open_store(settings.resolved_database_url)
        try:
            places = _seed(store)
            with served(settings, store) as address, chromium() as browser:
                for name, path in places.items():
                    for scheme in ("light", "dark"):
                        for size, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
                            page = _page(browser, scheme, viewport)
                            _take(
                                page, address, path, store, folder / f"{name}-{scheme}-{size}.png"
                            )
                            page.context.close()
        finally:
            store.close()


def _seed(store: Store) -> dict[str, str]:
    ahead = 240
    past = _course(store)
    ben = past.students[NAMES[1]]
    strange = seed_running_class(store, 6, title="Names", names=STRANGE_NAMES, ahead_s=ahead)
    one = seed_running_class(store, 1, title="One student", ahead_s=ahead)
    fifty = seed_running_class(store, 50, title="A lecture", ahead_s=ahead)
    group = seed_running_class(
        store, 12, title="Class only", mode=SessionMode.AGGREGATE, ahead_s=ahead
    )
    words = seed_running_class(store, 18, title="In their own words", mode=SessionMode.SELF_REPORT)
    empty = create_class(store, "Graphs, week 7")
    live = seed_running_class(store, 24, names=NAMES, ahead_s=ahead)
    busy = seed_running_class(store, 24, title="A hard passage", ahead_s=ahead)
    _lose(store, busy)
    return {
        "busy": f"/session/{busy.session_id}",
        "live": f"/session/{live.session_id}",
        "sessions": "/",
        "create": "/#create",
        "past": f"/session/{past.session_id}",
        "student": f"/session/{past.session_id}/student/{ben}",
        "names": f"/session/{strange.session_id}",
        "one": f"/session/{one.session_id}",
        "fifty": f"/session/{fifty.session_id}",
        "class-only": f"/session/{group.session_id}",
        "own-words": f"/session/{words.session_id}",
        "empty": f"/session/{empty.session_id}",
        "try": "/try",
        "unknown": "/session/nobody-knows",
        "sign-in": "/sign-in",
    }


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


def _page(browser: Browser, scheme: str, viewport: dict[str, int]) -> Page:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": viewport["width"], "height": viewport["height"]},
        device_scale_factor=1,
    )
    return context.new_page()


def _take(page: Page, address: str, path: str, store: Store, file: Path) -> None:
    if path == "/sign-in":
        page.goto(address + "/")
    else:
        sign_in(page, address, store)
        page.goto(address + path.removesuffix("#create"))
        page.wait_for_selector("h1")
        if path.endswith("#create"):
            page.click("#create-open")
            page.wait_for_selector("#create-title")
        elif path.startswith("/session/"):
            page.wait_for_timeout(2500)
    page.screenshot(path=str(file), full_page=path not in {"/#create"})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
