"""How soon a teacher's page shows what students do, in a class of fifty, by real WebRTC."""

from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from statistics import median, quantiles
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.crowd import Crowd, Happened, held, two_looks
from tests.browser.join import PATIENCE_MS
from tests.browser.server import ServerProcess
from tests.shared_data import SHARED, needs_data

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

STUDENTS: Final = 50
CHANGING: Final = 6
LOST: Final = 8
CHANGES: Final = 48
CLIP: Final = SHARED / "clips" / "LivePortrait__d0.mp4"
HAPPY_S: Final = (0.9, 2.5)
CALM_S: Final = (0.0, 0.65)
"""Where in the clip the face smiles, and where it does not."""

WATCH: Final = """() => {
  const kinds = new Map();
  window.shown = [];
  const look = () => {
    for (const tile of document.querySelectorAll(".student-tile")) {
      const name = tile.querySelector(".tile-name").textContent.trim();
      const kind = [...tile.classList].find((each) => each.startsWith("is-")).slice(3);
      if (kinds.get(name) === kind) continue;
      kinds.set(name, kind);
      window.shown.push([name, kind, Date.now() / 1000]);
    }
  };
  const what = { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] };
  new MutationObserver(look).observe(document.body, what);
  look();
}"""
"""Notes when a tile becomes of another kind: an emotion, or flagged where its student says so."""


@needs_data("clips")
def test_changed_faces_and_words_show_on_the_teachers_page(
    server: ServerProcess, teacher: Page
) -> None:
    session = server.create_session("Recursion, week 6")
    teacher.goto(f"http://localhost:{server.dashboard_port}/session/{session.id}")
    looks = two_looks(CLIP, happiness=HAPPY_S, neutral=CALM_S)
    crowd = Crowd(server.url, session.code, STUDENTS, CHANGING, LOST, looks, CHANGES)
    with held(crowd) as students:
        assert students.recv() == "joined"
        expect(teacher.locator(".student-tile")).to_have_count(STUDENTS, timeout=PATIENCE_MS)
        teacher.evaluate(WATCH)
        students.send("go on")
        happened = list(told_by(students, teacher))
    shown = [tuple(each) for each in teacher.evaluate("() => window.shown")]
    server.end_session(session.id)

    faces = waits_s([each for each in happened if each.kind in looks], shown)
    words = waits_s([each for each in happened if each.kind not in looks], shown, of="flagged")
    assert len([wait for wait in faces if wait is not None]) > 0.9 * CHANGES
    assert None not in words
    print(f"\n{said('a changed face', faces)}\n{said('“I’m lost”', words)}")


def told_by(students: Connection, page: Page) -> Iterator[Happened]:
    """Give what happens until the lesson is over; the page lives on meanwhile."""
    while True:
        while not students.poll():
            page.wait_for_timeout(50)
        told = students.recv()
        if not isinstance(told, Happened):
            return
        yield told


def waits_s(
    happened: Sequence[Happened],
    shown: Sequence[tuple[str, str, float]],
    of: str | None = None,
) -> list[float | None]:
    """Seconds until a tile told of each thing (of kind ``of`` only); None where none ever did.

    A student's next turn ends the wait for the one before.
    """
    waits = []
    for index, each in enumerate(happened):
        if of not in {None, each.kind}:
            continue
        later = (next_.at for next_ in happened[index + 1 :] if next_.name == each.name)
        until = next(later, float("inf"))
        told = (
            at - each.at
            for name, kind, at in shown
            if (name, kind) == (each.name, each.kind) and each.at <= at < until
        )
        waits.append(next(told, None))
    return waits


def said(what: str, waits: Sequence[float | None]) -> str:
    """Say median, 95th percentile and the longest wait."""
    known = sorted(wait for wait in waits if wait is not None)
    p95 = quantiles(known, n=20, method="inclusive")[-1]
    return (
        f"{what} shows on the teacher's page after {median(known):.2f} s (median), {p95:.2f} s "
        f"(p95), {known[-1]:.2f} s (longest) of {len(known)}; {len(waits) - len(known)} never"
    )
