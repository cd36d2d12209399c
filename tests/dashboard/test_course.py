"""A class beside the earlier ones of its course."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from classroom.domain.mode import SessionMode
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store, open_store
from classroom.store.participants import Participants
from classroom.store.pulse_checks import PulseChecks
from classroom.store.self_reports import SelfReports
from classroom.store.tables import ClassSessionRow, ParticipantRow
from classroom.store.topics import TopicMarkers
from dashboard.access import Viewer
from dashboard.components.course import comparison, topic_lines
from dashboard.pages import past
from dashboard.queries.course import ComparedClass, ComparedClasses, classes_of_course, course_names
from dashboard.queries.same_topics import TaughtTopic, taught_topics
from tests.dashboard.seeded import NAMES, SeededClass, flag, say_lost, seed_running_class
from tests.postgres import postgres, postgres_url

__all__ = ["postgres", "postgres_url"]

NOW = datetime(2026, 3, 21, 10, 0, tzinfo=UTC)


def taught(
    store: Store,
    weeks_ago: int,
    course: str | None = "Computing 7b",
    students: int = 8,
    mode: SessionMode = SessionMode.AFFECT,
    flagged: int = 0,
    topic: str = "Recursion",
) -> SeededClass:
    now = NOW - timedelta(weeks=weeks_ago)
    seeded = seed_running_class(
        store, students, title=f"Week {10 - weeks_ago}", minutes=2, now=now, mode=mode
    )
    for name in NAMES[4 : 4 + flagged]:
        flag(store, seeded, name, ago=timedelta(seconds=40), ended_ago=timedelta(seconds=10))
    with store.sessions.begin() as s:
        TopicMarkers(s).mark(seeded.session_id, topic, now - timedelta(seconds=100))
        ClassSessions(s).by_id(seeded.session_id).course = course
        ClassSessions(s).end(seeded.session_id, now)
    return seeded


def compared(
    store: Store, seeded: SeededClass, memory: ComparedClasses | None = None
) -> tuple[list[ComparedClass], list[TaughtTopic]]:
    with store.sessions() as s:
        classes = classes_of_course(s, ClassSessions(s).by_id(seeded.session_id))
        return (memory or ComparedClasses()).of(s, classes), taught_topics(s, classes)


def page(store: Store, seeded: SeededClass) -> str:
    classes, topics = compared(store, seeded)
    return str(comparison(classes, topics, "Computing 7b", NOW, UTC))


def test_a_class_is_compared_with_earlier_ones_of_its_course_only(store: Store) -> None:
    first = taught(store, 3, course="computing 7B")
    taught(store, 2, course="Poetry")
    taught(store, 2, course=None)
    this = taught(store, 1)
    taught(store, 0)
    classes, _ = compared(store, this)
    assert [one.id for one in classes] == [this.session_id, first.session_id]


def test_postgresql_compares_as_sqlite_does(store: Store, postgres_url: str) -> None:
    away = open_store(postgres_url)
    found = []
    for each in (store, away):
        this = taught(each, 1, flagged=2)
        with each.sessions.begin() as s:
            gone = s.get_one(ParticipantRow, this.students["Ben"])
            gone.state, gone.state_since = "lost", NOW - timedelta(weeks=1, seconds=30)
        classes, _ = compared(each, this)
        found.append([replace(one, id="") for one in classes])
    away.close()
    assert found[0] == found[1]


def test_the_first_class_of_a_course_says_what_comes(store: Store) -> None:
    assert "This is the first class of" in page(store, taught(store, 1))


def test_more_flags_are_more_hands_and_more_time_that_seemed_confused(store: Store) -> None:
    taught(store, 2)
    (this, before), _ = compared(store, taught(store, 1, flagged=3))
    assert this.hands is not None
    assert before.hands is not None
    assert this.confused is not None
    assert before.confused is not None
    assert this.hands.value > before.hands.value
    assert this.confused.value > before.confused.value
    assert this.confused.low < this.confused.value < this.confused.high


def test_a_handful_of_students_is_too_little_to_say(store: Store) -> None:
    taught(store, 2, students=4)
    this = taught(store, 1, students=4)
    classes, _ = compared(store, this)
    assert [(one.confused, one.hands, one.following) for one in classes] == [(None,) * 3] * 2
    assert "too little to say" in page(store, this)


def test_answers_to_pulse_checks_are_compared(store: Store) -> None:
    taught(store, 2)
    seeded = seed_running_class(store, 8, minutes=2, now=NOW)
    with store.sessions.begin() as s:
        pulse = PulseChecks(s).ask(seeded.session_id, NOW)
        for place, who in enumerate(seeded.students.values()):
            PulseChecks(s).answer(pulse.id, who, place < 6, NOW)
        ClassSessions(s).by_id(seeded.session_id).course = "Computing 7b"
        ClassSessions(s).end(seeded.session_id, NOW)
    (this, before), _ = compared(store, seeded)
    assert this.following
    assert this.following.value == 0.75
    assert before.following is None


def test_a_class_only_session_hides_hands_of_fewer_than_five(store: Store) -> None:
    this = taught(store, 1, students=12, mode=SessionMode.AGGREGATE, flagged=2)
    taught(store, 2)
    (shown, *_), topics = compared(store, this)
    assert (shown.hands, shown.confused) == (None, None)
    assert [topic.hands for topic in topics if topic.session_id == this.session_id] == [None]


def test_no_kind_of_hand_can_be_told_by_taking_the_other_from_both(store: Store) -> None:
    """Five flagged may be shown, two who said so may not: so neither may both together."""
    seeded = seed_running_class(store, 12, minutes=2, now=NOW, mode=SessionMode.AGGREGATE)
    with store.sessions.begin() as s:
        TopicMarkers(s).mark(seeded.session_id, "Recursion", NOW - timedelta(seconds=100))
        ClassSessions(s).by_id(seeded.session_id).course = "Computing 7b"
    for name in NAMES[:6]:
        flag(store, seeded, name, ago=timedelta(seconds=40), ended_ago=timedelta(seconds=10))
    for name in NAMES[6:8]:
        say_lost(store, seeded, name, ago=timedelta(seconds=30))
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, NOW)
    (this,), (topic,) = compared(store, seeded)
    assert (this.hands, topic.hands) == (None, None)
    assert this.confused is not None


def test_checks_that_few_answered_are_not_pooled_in_a_class_only_session(store: Store) -> None:
    seeded = seed_running_class(store, 8, minutes=2, now=NOW, mode=SessionMode.AGGREGATE)
    with store.sessions.begin() as s:
        for minute, answered in ((0, 6), (2, 3)):
            asked = NOW + timedelta(minutes=minute)
            pulse = PulseChecks(s).ask(seeded.session_id, asked)
            for who in list(seeded.students.values())[:answered]:
                PulseChecks(s).answer(pulse.id, who, minute == 0, asked)
            PulseChecks(s).close_open(seeded.session_id, asked)
        ClassSessions(s).by_id(seeded.session_id).course = "Computing 7b"
        ClassSessions(s).end(seeded.session_id, NOW + timedelta(minutes=5))
    (this,), _ = compared(store, seeded)
    assert this.following is not None
    assert this.following.value == 1.0


def test_the_same_topic_is_found_however_it_is_written(store: Store) -> None:
    taught(store, 1, topic="RECURSION", flagged=1)
    this = taught(store, 0, flagged=2)
    _, topics = compared(store, this)
    (line,) = topic_lines(topics, NOW, UTC)
    assert line == "Recursion: 3 hands in 1 min 40 s now; 2 hands in 1 min 40 s on 14 March."


def test_a_hand_counts_in_the_part_in_which_it_went_up(store: Store) -> None:
    seeded = seed_running_class(store, 3, minutes=3, now=NOW)
    with store.sessions.begin() as s:
        for name, ago_s in (("Loops", 150), ("Recursion", 60), ("Loops", 30)):
            TopicMarkers(s).mark(seeded.session_id, name, NOW - timedelta(seconds=ago_s))
    for ago_s in (100, 45, 10):
        say_lost(store, seeded, "Ben", ago=timedelta(seconds=ago_s))
        with store.sessions.begin() as s:
            SelfReports(s).take_back(seeded.students["Ben"], NOW - timedelta(seconds=ago_s - 1))
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, NOW)
    with store.sessions() as s:
        row = ClassSessions(s).by_id(seeded.session_id)
        found = {topic.name: (topic.hands, topic.seconds) for topic in taught_topics(s, [row])}
    assert found == {"Loops": (2, 120.0), "Recursion": (1, 30.0)}


def test_what_was_seen_is_read_again_once_a_student_is_deleted(store: Store) -> None:
    this = taught(store, 1)
    memory = ComparedClasses()
    (before,), _ = compared(store, this, memory)
    with store.sessions.begin() as s:
        for who in list(this.students.values())[1:]:
            Participants(s).delete(who)
    (after,), _ = compared(store, this, memory)
    assert before.confused is not None
    assert after.confused is None


def test_courses_are_suggested_the_one_taught_last_first(store: Store) -> None:
    for weeks_ago, course in ((3, "Poetry"), (2, "Computing 7b"), (1, None)):
        taught(store, weeks_ago, course=course, students=1)
    with store.sessions() as s:
        asks = Viewer("somebody", "Somebody", admin=True)
        assert course_names(s, asks) == ["Computing 7b", "Poetry"]


def test_a_class_without_a_course_has_no_card(store: Store) -> None:
    seeded = taught(store, 1, course=None)
    with store.sessions() as s:
        drawn: Any = past.layout(s, seeded.session_id, NOW, UTC)
        assert s.get(ClassSessionRow, seeded.session_id) is not None
    assert "past-compared" not in str(drawn)
