"""How long the report of a long class takes: ``python -m tests.dashboard.report_speed``.

Seeds two hours of 100 students, opens the page cold and warm, and prints its slowest queries.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from sqlalchemy import event, insert

from classroom.domain.emotion import EMOTIONS
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store, open_store
from classroom.store.event_sums import SumsOfClasses
from classroom.store.tables import EmotionEventRow
from dashboard.pages import past
from tests.dashboard.seeded import SeededClass, add_student, create_class, flag, scores

STUDENTS, MINUTES, FLAGS = 100, 120, 60
WARM_S = 2.0


def main() -> None:
    """Print one line an opening, and what each query took of the first."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'classroom.sqlite3'}")
        try:
            seeded = seed(store)
            sums = SumsOfClasses()
            for name in ("cold", "warm"):
                queries: list[tuple[float, str]] = []
                took_s = _open(store, seeded, sums, queries)
                print(f"{name}: {took_s:.2f} s, of which {sum(s for s, _ in queries):.2f} s in SQL")
                for query_s, text in sorted(queries, reverse=True)[:4]:
                    print(f"  {query_s:.2f} s  {text[:100]}")
            print(f"the bound is {WARM_S} s warm")
        finally:
            store.close()


def seed(store: Store) -> SeededClass:
    """Write a class of 720,000 seconds with flags, ended an hour ago."""
    random = Random(7)
    long = timedelta(minutes=MINUTES)
    ended = datetime.now(UTC) - timedelta(hours=1)
    seeded = create_class(store, "A long one", now=ended, started_ago=long)
    names = [f"Student {i}" for i in range(STUDENTS)]
    for name in names:
        add_student(store, seeded, name, joined_ago=long)
    with store.engine.begin() as connection:
        for rows in _minutes(seeded, random):
            connection.execute(insert(EmotionEventRow), rows)
    for _ in range(FLAGS):
        ago = timedelta(minutes=random.uniform(5, MINUTES))
        flag(store, seeded, random.choice(names), ago=ago, ended_ago=ago - timedelta(seconds=40))
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, seeded.now)
    return seeded


def _minutes(seeded: SeededClass, random: Random) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of one minute after another, as a live class writes them."""
    drawn = [scores(neutral=random.random(), happiness=random.random()) for _ in range(20)]
    moods = [dict(zip(EMOTIONS, mood.values, strict=True)) for mood in drawn]
    first = seeded.now - timedelta(minutes=MINUTES)
    for minute in range(MINUTES):
        yield [
            {
                "participant_id": who,
                "session_id": seeded.session_id,
                "at": first + timedelta(seconds=second),
                "confusion": 0.2 if seen else None,
                "seconds_seen": float(seen),
                "frames": 2,
                **(moods[(second // 20 + i) % 20] if seen else dict.fromkeys(EMOTIONS)),
            }
            for second in range(60 * minute, 60 * minute + 60)
            for i, who in enumerate(seeded.students.values())
            for seen in ((second // 40 + 7 * i) % 6 > 0,)
        ]


def _open(
    store: Store, seeded: SeededClass, sums: SumsOfClasses, queries: list[tuple[float, str]]
) -> float:
    began: list[float] = []

    def before(*_: Any) -> None:
        began.append(perf_counter())

    def after(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        queries.append((perf_counter() - began[-1], " ".join(statement.split())))

    event.listen(store.engine, "before_cursor_execute", before)
    event.listen(store.engine, "after_cursor_execute", after)
    start = perf_counter()
    with store.sessions() as s:
        past.layout(s, seeded.session_id, datetime.now(UTC), UTC, sums)
    took_s = perf_counter() - start
    event.remove(store.engine, "before_cursor_execute", before)
    event.remove(store.engine, "after_cursor_execute", after)
    return took_s


if __name__ == "__main__":
    main()
