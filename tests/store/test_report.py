"""The report: exactly the JSON that DESIGN.md section 5 promises."""

import json
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from classroom.domain.emotion import EMOTIONS
from classroom.domain.episode import Answer
from classroom.domain.mode import SessionMode
from classroom.errors import SessionNotFoundError
from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import EmotionEvents
from classroom.store.episodes import Episodes
from classroom.store.event_sums import bucket_s
from classroom.store.pulse_checks import PulseChecks
from classroom.store.report import build_report
from classroom.store.self_reports import SelfReports
from classroom.store.topics import TopicMarkers
from tests.store.rows import (
    HAPPY,
    NEUTRAL,
    START,
    after,
    episode,
    new_participant,
    new_session,
    seen,
    unseen,
)


def test_report_has_the_promised_json(s: Session) -> None:
    session_id = new_session(s)
    ada, bob = (new_participant(s, session_id, name) for name in ("Ada", "Bob"))
    ClassSessions(s).mark_started(session_id, after(0))
    EmotionEvents(s).add_many(
        session_id, [seen(ada, 0, HAPPY), seen(ada, 1, NEUTRAL, share=0.5), unseen(bob, 1)]
    )
    flag = Episodes(s).open(session_id, episode(ada, 1, 2))
    Episodes(s).answer(flag, Answer.WRONG, after(3))
    SelfReports(s).say_lost(session_id, bob, after(1))
    TopicMarkers(s).mark(session_id, "Recursion", after(1))
    pulse = PulseChecks(s).ask(session_id, after(2))
    PulseChecks(s).answer(pulse.id, bob, False, after(4))
    ClassSessions(s).end(session_id, after(60))

    report = json.loads(json.dumps(build_report(s, session_id).as_json(), allow_nan=False))

    half = {"neutral": 0.5, "happiness": 0.5}
    assert report == {
        "session": {
            "id": session_id,
            "title": "Algebra",
            "mode": "affect",
            "started_at": "2026-11-21T09:00:00Z",
            "ended_at": "2026-11-21T09:01:00Z",
            "course": None,
        },
        "participants": [
            {
                "id": ada,
                "name": "Ada",
                "seconds_seen": 1.5,
                "seconds_unseen": 0.5,
                "emotions": {name: half.get(name, 0.0) for name in EMOTIONS},
                "confusion_episodes": 1,
                "self_reports": 0,
            },
            {
                "id": bob,
                "name": "Bob",
                "seconds_seen": 0.0,
                "seconds_unseen": 1.0,
                "emotions": {},
                "confusion_episodes": 0,
                "self_reports": 1,
            },
        ],
        "timeline": [
            {
                "at": "2026-11-21T09:00:00Z",
                "students_seen": 1,
                "emotions": HAPPY.as_dict(),
                "confused": 0,
            },
            {
                "at": "2026-11-21T09:00:01Z",
                "students_seen": 1,
                "emotions": NEUTRAL.as_dict(),
                "confused": 1,
            },
        ],
        "episodes": [
            {
                "participant": ada,
                "started_at": "2026-11-21T09:00:01Z",
                "ended_at": "2026-11-21T09:00:02Z",
                "peak": 0.81,
                "evidence": [
                    {
                        "signal": "brow_down",
                        "deviations": 3.2,
                        "seconds": 14.0,
                        "seen_share": 0.95,
                        "text": "brows lowered for 14 s",
                    }
                ],
                "answer": "wrong",
                "likelihood": None,
                "right": False,
            }
        ],
        "topics": [
            {
                "name": "before the first topic",
                "started_at": "2026-11-21T09:00:00Z",
                "ended_at": "2026-11-21T09:00:01Z",
                "flags": 0,
                "said_lost": 0,
                "confused_seconds": 0.0,
            },
            {
                "name": "Recursion",
                "started_at": "2026-11-21T09:00:01Z",
                "ended_at": "2026-11-21T09:01:00Z",
                "flags": 1,
                "said_lost": 1,
                "confused_seconds": 1.0,
            },
        ],
        "pulse_checks": [
            {
                "at": "2026-11-21T09:00:02Z",
                "answered": 1,
                "following": 0,
                "not_following": 1,
                "students": 2,
            }
        ],
        "precision": {"right": 0, "known": 1, "low": 0.0, "high": 0.7935},
        "events": 3,
    }


def test_class_without_students_has_an_empty_report(s: Session) -> None:
    report = build_report(s, new_session(s)).as_json()
    assert (report["participants"], report["timeline"], report["episodes"]) == ([], [], [])
    assert (report["session"]["started_at"], report["events"]) == (None, 0)


def test_unknown_class_is_not_found(s: Session) -> None:
    with pytest.raises(SessionNotFoundError):
        build_report(s, "0" * 32)


def test_aggregate_mode_shows_no_student_and_no_small_group(s: Session) -> None:
    session_id = new_session(s, SessionMode.AGGREGATE)
    students = [new_participant(s, session_id, f"Student {n}") for n in range(5)]
    EmotionEvents(s).add_many(session_id, [seen(p, 0, HAPPY) for p in students])
    EmotionEvents(s).add_many(session_id, [seen(p, 1, HAPPY) for p in students[:4]])
    EmotionEvents(s).add_many(session_id, [seen(p, 2, HAPPY) for p in students])
    for flagged in students[1:]:
        Episodes(s).open(session_id, episode(flagged, 0))
    Episodes(s).open(session_id, episode(students[0], 2))
    report = build_report(s, session_id).as_json()
    assert (report["participants"], report["episodes"], report["precision"]) == ([], [], None)
    assert [row["emotions"] for row in report["timeline"]] == [HAPPY.as_dict(), {}, HAPPY.as_dict()]
    assert [row["confused"] for row in report["timeline"]] == [None, None, 5]
    assert not any(student in json.dumps(report) for student in students)


def test_aggregate_mode_shows_no_answers_of_a_small_group(s: Session) -> None:
    session_id = new_session(s, SessionMode.AGGREGATE)
    students = [new_participant(s, session_id, f"Student {n}") for n in range(5)]
    for start, answering in ((0, students[:4]), (100, students)):
        pulse = PulseChecks(s).ask(session_id, after(start))
        for student in answering:
            PulseChecks(s).answer(pulse.id, student, student != students[0], after(start + 5))
    few, enough = build_report(s, session_id).as_json()["pulse_checks"]
    assert (few["answered"], few["following"], few["not_following"]) == (4, None, None)
    assert (enough["answered"], enough["following"], enough["not_following"]) == (5, 4, 1)


def test_aggregate_mode_shows_no_hands_of_a_small_group_in_a_topic(s: Session) -> None:
    session_id = new_session(s, SessionMode.AGGREGATE)
    students = [new_participant(s, session_id, f"Student {n}") for n in range(5)]
    for name, start, confused in (("Few", 0, students[:4]), ("Enough", 100, students)):
        TopicMarkers(s).mark(session_id, name, after(start))
        for student in confused:
            Episodes(s).open(session_id, episode(student, start + 1, start + 11))
            SelfReports(s).say_lost(session_id, student, after(start + 2))
            SelfReports(s).take_back(student, after(start + 3))
    Episodes(s).open(session_id, episode(students[0], 20, 30))
    few, enough = build_report(s, session_id).as_json()["topics"]
    assert [few[part] for part in ("flags", "said_lost", "confused_seconds")] == [None] * 3
    assert [enough[part] for part in ("flags", "said_lost", "confused_seconds")] == [5, 5, 50.0]


def test_question_that_nobody_answered_counts_nobody(s: Session) -> None:
    session_id = new_session(s)
    PulseChecks(s).ask(session_id, after(0))
    [pulse] = build_report(s, session_id).pulse_checks
    assert (pulse.answered, pulse.following, pulse.not_following) == (0, 0, 0)


def test_another_class_does_not_show_in_the_report(s: Session) -> None:
    ours, theirs = new_session(s), new_session(s)
    stranger = new_participant(s, theirs, "Stranger")
    EmotionEvents(s).add_many(theirs, [seen(stranger, 0)])
    Episodes(s).open(theirs, episode(stranger, 0))
    PulseChecks(s).ask(theirs, after(0))
    TopicMarkers(s).mark(theirs, "Recursion", after(0))
    report = build_report(s, ours).as_json()
    assert (report["participants"], report["episodes"], report["events"]) == ([], [], 0)
    assert (report["pulse_checks"], report["topics"]) == ([], [])


@pytest.mark.parametrize(
    ("length_s", "expected"),
    [(1, 1), (599, 1), (600, 2), (3600, 10), (2 * 3600, 15), (24 * 3600, 300), (90 * 86400, 14400)],
)
def test_stretch_grows_with_the_class(length_s: int, expected: int) -> None:
    assert bucket_s(START, START + timedelta(seconds=length_s - 1)) == expected


@pytest.mark.parametrize("offset_s", [0, 1, 7])
def test_long_class_has_six_hundred_points_at_most(s: Session, offset_s: int) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    EmotionEvents(s).add_many(session_id, [seen(ada, offset_s + n) for n in range(3000)])
    report = build_report(s, session_id).as_json()
    assert len(report["timeline"]) <= 600
    assert report["participants"][0]["seconds_seen"] == 3000
