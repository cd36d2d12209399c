from datetime import UTC, datetime, timedelta

import pytest

from classroom.domain.mode import SessionMode
from classroom.reports.class_record import own_reports_of
from classroom.reports.summary import class_words, coverage_words
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.moments import moments
from classroom.store.report import Report, build_report
from classroom.store.self_reports import SelfReports
from dashboard.components.chart import LAYERS
from dashboard.components.moments import record_of
from dashboard.components.past import hand_list, past_chart, past_trend
from dashboard.pages import past
from dashboard.queries.live import Student, session_info, students_of
from tests.dashboard.seeded import (
    SeededClass,
    add_seconds,
    add_student,
    create_class,
    say_lost,
    scores,
    seed_past_class,
    seed_running_class,
)


def report_of(store: Store, seeded: SeededClass) -> tuple[Report, tuple[Student, ...]]:
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, seeded.now)
    with store.sessions() as s:
        session_id = seeded.session_id
        return build_report(s, session_id), students_of(s, session_id)


def test_a_class_without_events_says_so(store: Store) -> None:
    report, students = report_of(store, create_class(store))
    assert class_words(report) == "Nothing was read"
    assert coverage_words(report, len(students)) == "Nobody joined this class."
    assert "No second was recorded" in str(past_chart(report, students, UTC)[0])


def test_a_class_in_which_nobody_was_seen_is_not_called_calm(store: Store) -> None:
    seeded = create_class(store)
    student = add_student(store, seeded, "Ada")
    add_seconds(store, seeded, student, None, seeded.now - timedelta(seconds=30), 30)
    report, students = report_of(store, seeded)
    assert class_words(report) == "Nobody was seen"
    trend = past_trend(report.timeline, students, UTC)
    assert set(trend.layers[LAYERS.index("unseen")]) == {100.0}


def test_what_was_unseen_in_a_long_class_stays_unseen_in_its_longer_stretches(
    store: Store,
) -> None:
    seeded = create_class(store)
    length_s = 1500
    student = add_student(store, seeded, "Ada", joined_ago=timedelta(seconds=length_s))
    first = seeded.now - timedelta(seconds=length_s)
    add_seconds(store, seeded, student, None, first, length_s)
    for second in range(0, length_s, 5):
        at = first + timedelta(seconds=second)
        add_seconds(store, seeded, student, scores(neutral=1.0), at, 1)
    report, students = report_of(store, seeded)
    unseen = past_trend(report.timeline, students, UTC).layers[LAYERS.index("unseen")]
    assert set(unseen[2:-2]) == {80.0}
    (little,) = moments(record_of(report, students, []))
    assert little.kind == "little_seen"
    assert little.share == pytest.approx(0.2, abs=0.01)


def test_a_gap_in_the_recording_is_drawn_as_unseen(store: Store) -> None:
    seeded = create_class(store)
    student = add_student(store, seeded, "Ada")
    for ago_s in (60, 20):
        first = seeded.now - timedelta(seconds=ago_s)
        add_seconds(store, seeded, student, scores(happiness=1.0), first, 10)
    report, students = report_of(store, seeded)
    unseen = past_trend(report.timeline, students, UTC).layers[LAYERS.index("unseen")]
    assert unseen[0] == 0.0
    assert 100.0 in unseen
    assert unseen[-1] == 0.0


def test_a_past_class_only_session_names_nobody(store: Store) -> None:
    seeded = seed_running_class(store, 12, mode=SessionMode.AGGREGATE, minutes=1)
    report_of(store, seeded)
    with store.sessions() as s:
        page = str(past.layout(s, seeded.session_id, datetime.now(UTC), UTC))
    assert not any(name in page for name in seeded.students)


def test_who_said_that_they_were_lost_stands_among_the_hands(store: Store) -> None:
    seeded = seed_running_class(store, 12, minutes=2, mode=SessionMode.SELF_REPORT)
    say_lost(store, seeded, "Ben", ago=timedelta(minutes=2))
    with store.sessions.begin() as s:
        SelfReports(s).take_back(seeded.students["Ben"], seeded.now - timedelta(minutes=1))
        ClassSessions(s).end(seeded.session_id, seeded.now)
    with store.sessions() as s:
        words, session = own_reports_of(s, seeded.session_id), session_info(s, seeded.session_id)
        report = build_report(s, seeded.session_id)
    (hand,) = hand_list(report, words, session, UTC)[0].children
    assert "Ben" in str(hand)
    assert "for 1 min" in str(hand)
    assert "Nobody said" in str(hand_list(report, (), session, UTC)[0])


def test_a_past_class_lists_students_with_what_was_seen(store: Store) -> None:
    seeded = seed_past_class(store)
    with store.sessions() as s:
        page = str(past.layout(s, seeded.session_id, datetime.now(UTC), UTC))
    for words in ("Amina", "7 min 20 s", "you said: right", "you said: not confused"):
        assert words in page
