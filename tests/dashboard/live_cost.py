"""What the live page costs: ``python -m tests.dashboard.live_cost --students 100 --minutes 20``.

Serves a simulated class by the dashboard's own process, opens its page in Chromium, and prints the
server's CPU for one teacher, the page's heap after each collection, and how long a student's word
takes from the row in the store to the screen.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles

import psutil
from playwright.sync_api import CDPSession, Page

from classroom.settings import Settings
from classroom.store.engine import Store, open_store
from classroom.store.self_reports import SelfReports
from tests.dashboard.seeded import SeededClass, seed_running_class
from tests.dashboard.serving import chromium, sign_in

WARM_UP_S = 20
WORD_EVERY_S = 6.0
LOOK_EVERY_S = 60.0
UP = """(name) => new Promise((seen) => {
  const look = () => [...document.querySelectorAll("#live-hands .hand.said .hand-name")]
    .some((each) => each.textContent.trim().endsWith(name)) ? seen(true) : setTimeout(look, 20);
  look();
})"""


@dataclass
class Costs:
    """What was measured so far."""

    cpu_shares: list[float] = field(default_factory=list)
    """Of one core, over each stretch between two looks."""
    heap_mb: list[float] = field(default_factory=list)
    word_s: list[float] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Say it in a line each."""
        cpu = sum(self.cpu_shares) / len(self.cpu_shares)
        yield f"dashboard: {100 * cpu:.1f} % of one core for one teacher (at most 15)"
        yield (
            f"heap after collection: {self.heap_mb[0]:.1f} MB at first, "
            f"{self.heap_mb[-1]:.1f} MB at last, {max(self.heap_mb):.1f} MB at most"
        )
        half = len(self.heap_mb) // 2
        yield (
            f"median of its first and second half: "
            f"{median(self.heap_mb[:half]):.1f} and {median(self.heap_mb[half:]):.1f} MB; "
            f"each minute: {' '.join(f'{each:.1f}' for each in self.heap_mb)}"
        )
        p95 = quantiles(self.word_s, n=20)[-1] if len(self.word_s) > 1 else self.word_s[0]
        yield (
            f"“I'm lost” on the screen: median {median(self.word_s):.2f} s, p95 {p95:.2f} s of "
            f"{len(self.word_s)} (at most 2)"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=20.0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        store = open_store(settings.resolved_database_url)
        with closing(store):
            ahead_s = round(60 * chosen.minutes) + 240
            seeded = seed_running_class(store, chosen.students, ahead_s=ahead_s)
            with dashboard(Path(folder)) as (address, process), chromium() as browser:
                page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                sign_in(page, address, store)
                page.goto(f"{address}/session/{seeded.session_id}")
                page.wait_for_selector("#live-mood-chart .main-svg")
                page.wait_for_timeout(1000 * WARM_UP_S)
                costs = measure(page, process, store, seeded, 60 * chosen.minutes)
    print(f"{chosen.students} students, {chosen.minutes:g} minutes")
    print("\n".join(costs.lines()))


@contextmanager
def dashboard(data_dir: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Run ``python -m dashboard`` on a free port; gives its address and process."""
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        port = found.getsockname()[1]
    env = os.environ | {"CLASSROOM_DATA_DIR": str(data_dir), "CLASSROOM_DASHBOARD_PORT": str(port)}
    with subprocess.Popen([sys.executable, "-m", "dashboard"], env=env) as child:
        try:
            while child.poll() is None:
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}", psutil.Process(child.pid)
        finally:
            child.terminate()


def measure(
    page: Page, process: psutil.Process, store: Store, seeded: SeededClass, lasts_s: float
) -> Costs:
    """Let students say that they are lost, one at a time, and look at the costs now and then."""
    costs, chance = Costs(), Random(1)
    devtools = page.context.new_cdp_session(page)
    names = list(seeded.students)[20:]
    heap(devtools)
    costs.heap_mb.append(heap(devtools))
    began = looked_at = time.monotonic()
    used_s = cpu_s(process)
    while (now := time.monotonic()) - began < lasts_s:
        costs.word_s.append(word(page, store, seeded, chance.choice(names)))
        page.wait_for_timeout(1000 * WORD_EVERY_S * (0.5 + chance.random()))
        if now - looked_at > LOOK_EVERY_S:
            now, used = time.monotonic(), cpu_s(process)
            costs.cpu_shares.append((used - used_s) / (now - looked_at))
            looked_at, used_s = now, used
            costs.heap_mb.append(heap(devtools))
    if not costs.cpu_shares:
        costs.cpu_shares.append((cpu_s(process) - used_s) / (time.monotonic() - looked_at))
    costs.heap_mb.append(heap(devtools))
    return costs


def word(page: Page, store: Store, seeded: SeededClass, name: str) -> float:
    """Write one student's word and return the seconds until the page shows it; take it back."""
    who = seeded.students[name]
    with store.sessions.begin() as s:
        SelfReports(s).say_lost(seeded.session_id, who, datetime.now(UTC))
    said = time.monotonic()
    page.evaluate(UP, name)
    took_s = time.monotonic() - said
    with store.sessions.begin() as s:
        SelfReports(s).take_back(who, datetime.now(UTC))
    return took_s


def heap(devtools: CDPSession) -> float:
    """Megabytes that the page's objects take once what nobody holds is gone."""
    devtools.send("HeapProfiler.collectGarbage")
    used: float = devtools.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def cpu_s(process: psutil.Process) -> float:
    """CPU seconds that a process has used."""
    times = process.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    main()
