"""Ended classes go when their time is over, whole, and nothing else goes with them."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from classroom.domain.retention import KeepBounds, due_at
from classroom.errors import InputError, SessionNotFoundError, SessionNotOverError
from classroom.settings import Settings
from classroom.store import retention
from classroom.store.audit import AuditTrail
from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import EmotionEvents
from classroom.store.engine import Store, connect_store, open_store
from classroom.store.episodes import Episodes
from classroom.store.notes import ClassNotes
from classroom.store.pulse_checks import PulseChecks
from classroom.store.retention import Retention, forget, forget_overdue
from classroom.store.self_reports import SelfReports
from classroom.store.tables import ClassSessionRow, EmotionEventRow, Table
from classroom.store.topics import TopicMarkers
from tests.store.rows import START, after, episode, new_participant, new_session, seen
from tests.store.test_migrations import migrate

KEPT_BEYOND_A_CLASS = {"teacher", "sign_in", "audit_entry"}


def full_class(store: Store, *, ended: bool = True, seconds: int = 25) -> str:
    """A class with a row in every table that knows classes."""
    with store.sessions.begin() as s:
        session_id = new_session(s)
        ada, ben = new_participant(s, session_id), new_participant(s, session_id, "Ben")
        for who in (ada, ben):
            EmotionEvents(s).add_many(session_id, [seen(who, at) for at in range(seconds)])
        Episodes(s).open(session_id, episode(ada, 0, 9))
        SelfReports(s).say_lost(session_id, ben, after(3))
        pulse = PulseChecks(s).ask(session_id, after(4))
        PulseChecks(s).answer(pulse.id, ada, True, after(5))
        TopicMarkers(s).mark(session_id, "Recursion", after(1))
        ClassNotes(s).write(session_id, "Ben: ask.", "tab", 0, after(6))
        if ended:
            ClassSessions(s).end(session_id, after(60))
    return session_id


def counts(store: Store) -> dict[str, int]:
    with store.sessions() as s:
        return {
            table.name: s.scalar(select(func.count()).select_from(table)) or 0
            for table in Table.metadata.sorted_tables
            if table.name not in KEPT_BEYOND_A_CLASS
        }


def days(number: float) -> datetime:
    return after(60) + timedelta(days=number)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH_ROWS", 8)


def test_an_overdue_class_goes_with_a_row_of_every_table(store: Store) -> None:
    session_id = full_class(store)
    assert all(counts(store).values()), "say here how a class gets a row of a new table"
    assert forget_overdue(store, days(30), "retention") == [session_id]
    assert set(counts(store).values()) == {0}


def test_a_class_stays_until_its_last_day_is_over(store: Store) -> None:
    full_class(store)
    before = counts(store)
    assert forget_overdue(store, days(30) - timedelta(seconds=1), "retention") == []
    assert counts(store) == before


def test_a_class_that_still_runs_is_never_deleted(store: Store) -> None:
    session_id = full_class(store, ended=False)
    before = counts(store)
    with store.sessions.begin() as s, pytest.raises(SessionNotOverError):
        Retention(s).make_due(session_id, days(4000))
    assert forget_overdue(store, days(4000), "retention") == []
    assert not forget(store, session_id, days(4000), "retention")
    assert counts(store) == before


def test_other_classes_keep_every_row(store: Store) -> None:
    kept = full_class(store)
    before = counts(store)
    gone = full_class(store)
    with store.sessions.begin() as s:
        Retention(s).keep_for(gone, 7)
    assert forget_overdue(store, days(8), "retention") == [gone]
    assert counts(store) == before
    with store.sessions() as s:
        assert ClassSessions(s).by_id(kept).title == "Algebra"


def test_the_audit_says_once_that_a_class_went_and_names_nobody(store: Store) -> None:
    session_id = full_class(store)
    for _ in range(2):
        forget_overdue(store, days(31), "retention")
    with store.sessions() as s:
        (entry,) = AuditTrail(s).list_all()
    assert (entry.actor, entry.action, entry.subject) == (
        "retention",
        "session.forgotten",
        session_id,
    )
    assert entry.details == {"students": 2}


def test_a_class_deleted_now_is_due_at_once_even_if_something_interrupts(store: Store) -> None:
    session_id = full_class(store)
    with store.sessions.begin() as s:
        Retention(s).make_due(session_id, after(61))
    stops = iter([False, False, True])
    assert not forget(store, session_id, after(61), "teacher", lambda: next(stops))
    assert 0 < counts(store)["emotion_event"] < 50
    assert forget_overdue(store, after(62), "retention") == [session_id]


def test_seconds_go_a_batch_a_transaction(store: Store) -> None:
    session_id = full_class(store)
    left: list[int] = []

    def committed(_connection: object) -> None:
        with store.engine.connect() as connection:
            left.append(connection.scalar(select(func.count()).select_from(EmotionEventRow)) or 0)

    store_of_work = connect_store(store.engine.url.render_as_string(hide_password=False))
    event.listen(store_of_work.engine, "commit", lambda connection: committed(connection))
    forget(store_of_work, session_id, days(31), "retention")
    store_of_work.close()
    steps = [before - now for before, now in pairwise(left)]
    assert max(steps) <= 8 + 1  # and the other students of the same second


def test_a_choice_made_meanwhile_keeps_the_class(store: Store) -> None:
    session_id = full_class(store)
    with store.sessions() as s:
        assert [one.id for one in Retention(s).overdue(days(31))] == [session_id]
    with store.sessions.begin() as s:
        assert Retention(s).keep_for(session_id, 90)
        assert not Retention(s).keep_for(session_id, 90)
    assert not forget(store, session_id, days(31), "retention")


def test_a_class_that_has_begun_to_go_cannot_be_kept(store: Store) -> None:
    session_id = full_class(store)
    stops = iter([False, True])
    assert not forget(store, session_id, days(31), "retention", lambda: next(stops))
    assert counts(store)["emotion_event"] < 50
    with store.sessions.begin() as s:
        assert not Retention(s).keep_for(session_id, 90)
    assert forget_overdue(store, days(31), "retention") == [session_id]


def test_a_teacher_who_chooses_while_a_class_is_looked_at_is_heard_or_refused(
    store: Store,
) -> None:
    session_id = full_class(store)
    answers: list[bool] = []

    def choose() -> None:
        with store.sessions.begin() as s, suppress(SessionNotFoundError):
            answers.append(Retention(s).keep_for(session_id, 90))

    with store.sessions.begin() as s:
        assert retention._goes_now(s, session_id, days(31))
        chooser = Thread(target=choose)
        chooser.start()
        chooser.join(timeout=0.5)
        assert chooser.is_alive(), "the choice waits for the deletion"
        assert retention._delete_rest(s, session_id, days(31), "retention")
    chooser.join(timeout=20)
    assert answers == []


def test_a_class_that_cannot_be_deleted_does_not_keep_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, goes = full_class(store), full_class(store)
    with store.sessions.begin() as s:
        Retention(s).make_due(stuck, after(61))
    really = retention.forget

    def refusing(store: Store, session_id: str, *rest: Any) -> bool:
        if session_id == stuck:
            raise OperationalError("DELETE", {}, Exception("refused"))
        return really(store, session_id, *rest)

    monkeypatch.setattr(retention, "forget", refusing)
    with pytest.raises(OperationalError):
        forget_overdue(store, days(31), "retention")
    with store.sessions() as s:
        assert s.get(ClassSessionRow, goes) is None
        assert s.get(ClassSessionRow, stuck) is not None


def test_classes_that_an_update_finds_are_kept_for_thirty_days_from_then(url: str) -> None:
    store = connect_store(url)
    migrate(store, "2026_11_21_doors")
    with store.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO class_session (id, code, title, mode, created_at, ended_at) "
                "VALUES ('c', 'code', 'Algebra', 'affect', :then, :then)"
            ),
            {"then": datetime(2020, 1, 1, tzinfo=UTC)},
        )
    migrate(store, "head")
    with store.sessions() as s:
        row = ClassSessions(s).by_id("c")
        assert row.kept_from is not None
        assert row.kept_from > START - timedelta(days=365)
        updated = row.kept_from
    assert forget_overdue(store, updated + timedelta(days=29), "retention") == []
    assert forget_overdue(store, updated + timedelta(days=30), "retention") == ["c"]
    store.close()


def test_days_count_from_the_later_of_the_end_and_the_update() -> None:
    assert due_at(after(60), None, 7) == days(7)
    assert due_at(after(60), START, 7) == days(7)
    assert due_at(START, after(60), 7) == days(7)


def test_a_school_that_only_allows_less_keeps_less() -> None:
    assert Settings(keep_days_at_most=14).keep_bounds == KeepBounds(14, 14)
    with pytest.raises(ValidationError, match="less than or equal to 36500"):
        Settings(keep_days_at_most=99_999_999)


def test_a_school_that_allows_less_offers_less() -> None:
    assert KeepBounds(14, 60).choices == (7, 14, 30)
    assert KeepBounds().choices == (7, 30, 90, 365)
    for wrong in (0, -1, 61):
        with pytest.raises(InputError, match="1 to 60 days"):
            KeepBounds(14, 60).checked(wrong)


def test_of_a_deleted_class_no_name_stays_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "classroom.sqlite3"
    store = open_store(f"sqlite:///{file}")
    with store.sessions.begin() as s:
        session_id = new_session(s)
        for number in range(200):
            new_participant(s, session_id, f"Wilhelmina Quist {number}")
        ClassSessions(s).end(session_id, after(60))
    store.close()
    assert b"Wilhelmina Quist" in file.read_bytes()

    store = open_store(f"sqlite:///{file}")
    assert forget_overdue(store, after(60) + timedelta(days=31), "test") == [session_id]
    for each in tmp_path.iterdir():  # also in the log of a server that goes on
        assert b"Wilhelmina Quist" not in each.read_bytes(), each.name
    store.close()
