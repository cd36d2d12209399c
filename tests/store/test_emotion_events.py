"""Seconds in, sums out."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classroom.domain.emotion import EmotionScores
from classroom.store.emotion_events import EmotionEvents
from classroom.store.episodes import Episodes
from classroom.store.tables import EmotionEventRow
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


def test_second_comes_back_as_it_was_written(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    scores = EmotionScores((0.1, 0.2, 0.05, 0.15, 0.3, 0.12, 0.08))
    written = [seen(ada, 0, scores, confusion=0.25, share=0.5), unseen(ada, 1)]
    EmotionEvents(s).add_many(session_id, written)
    assert EmotionEvents(s).recent(session_id, START) == written


def test_writing_a_second_twice_keeps_the_newer(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    EmotionEvents(s).add_many(session_id, [seen(ada, 0, NEUTRAL)])
    EmotionEvents(s).add_many(session_id, [seen(ada, 0, NEUTRAL), seen(ada, 0, HAPPY)])
    assert s.scalar(select(func.count()).select_from(EmotionEventRow)) == 1
    assert EmotionEvents(s).recent(session_id, START) == [seen(ada, 0, HAPPY)]


def test_unseen_seconds_are_kept_and_weigh_nothing_in_the_mood(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    EmotionEvents(s).add_many(
        session_id, [seen(ada, 0, HAPPY), *(unseen(ada, n) for n in range(1, 10))]
    )
    totals = EmotionEvents(s).totals(session_id)[ada]
    assert (totals.seconds_seen, totals.seconds_unseen) == (1.0, 9.0)
    assert totals.emotions == HAPPY.as_dict()


def test_student_who_was_never_seen_has_no_mood(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    EmotionEvents(s).add_many(session_id, [unseen(ada, 0)])
    assert EmotionEvents(s).totals(session_id)[ada].emotions is None
    (point,) = EmotionEvents(s).timeline(session_id, 1)
    assert (point.students, point.students_seen, point.emotions) == (1, 0, None)


def test_half_a_second_seen_counts_half(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    EmotionEvents(s).add_many(session_id, [seen(ada, 0, share=0.5), seen(ada, 1)])
    totals = EmotionEvents(s).totals(session_id)[ada]
    assert (totals.seconds_seen, totals.seconds_unseen) == (1.5, 0.5)


def test_latest_gives_each_students_last_second(s: Session) -> None:
    session_id, other = new_session(s), new_session(s)
    ada, bob, _quiet = (new_participant(s, session_id, n) for n in ("Ada", "Bob", "Cy"))
    EmotionEvents(s).add_many(session_id, [seen(ada, 0), seen(ada, 5, HAPPY), unseen(bob, 3)])
    EmotionEvents(s).add_many(other, [seen(new_participant(s, other), 9)])
    assert EmotionEvents(s).latest(session_id) == {ada: seen(ada, 5, HAPPY), bob: unseen(bob, 3)}


def test_timeline_averages_by_stretch_of_whole_seconds(s: Session) -> None:
    session_id = new_session(s)
    ada, bob = (new_participant(s, session_id, n) for n in ("Ada", "Bob"))
    EmotionEvents(s).add_many(
        session_id,
        [
            seen(ada, 0, NEUTRAL, confusion=0.2),
            seen(bob, 4, HAPPY, confusion=0.6),
            seen(ada, 5, HAPPY),
            unseen(bob, 9),
            seen(ada, 20, HAPPY),
        ],
    )
    points = EmotionEvents(s).timeline(session_id, 5)
    assert [point.at for point in points] == [after(0), after(5), after(20)]
    assert [(point.students, point.students_seen) for point in points] == [(2, 2), (2, 1), (1, 1)]
    assert points[0].emotions is not None
    assert points[0].emotions["happiness"] == pytest.approx(0.5)
    assert points[0].confusion == pytest.approx(0.4)
    assert points[1].emotions == HAPPY.as_dict()


def test_timeline_begins_where_it_is_asked_to(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    EmotionEvents(s).add_many(session_id, [seen(ada, n) for n in range(10)])
    points = EmotionEvents(s).timeline(session_id, 1, since=after(7))
    assert [point.at for point in points] == [after(7), after(8), after(9)]


def test_confused_counts_students_with_an_episode_at_that_time(s: Session) -> None:
    session_id = new_session(s)
    ada, bob = (new_participant(s, session_id, n) for n in ("Ada", "Bob"))
    EmotionEvents(s).add_many(session_id, [seen(p, n) for p in (ada, bob) for n in range(6)])
    Episodes(s).open(session_id, episode(ada, 1, 3))
    Episodes(s).open(session_id, episode(bob, 2))
    points = EmotionEvents(s).timeline(session_id, 1)
    assert [point.confused for point in points] == [0, 1, 2, 1, 1, 1]


def test_small_groups_stay_hidden_second_by_second(s: Session) -> None:
    """Four students in most seconds and a fifth in one must not show the four's mood."""
    session_id = new_session(s)
    students = [new_participant(s, session_id, f"S{n}") for n in range(5)]
    seconds = [seen(p, n, HAPPY) for p in students[:4] for n in range(5)]
    EmotionEvents(s).add_many(session_id, [*seconds, *(seen(p, 5, NEUTRAL) for p in students)])
    hidden, shown = EmotionEvents(s).timeline(session_id, 5, at_least=5)
    assert (hidden.students_seen, hidden.emotions, hidden.confused) == (4, None, None)
    assert (shown.students_seen, shown.emotions, shown.confused) == (5, NEUTRAL.as_dict(), 0)
    (both,) = EmotionEvents(s).timeline(session_id, 60, at_least=5)
    assert both.emotions == NEUTRAL.as_dict()


def test_unseen_students_do_not_make_a_group(s: Session) -> None:
    session_id = new_session(s)
    students = [new_participant(s, session_id, f"S{n}") for n in range(5)]
    EmotionEvents(s).add_many(
        session_id, [unseen(students[0], 0), *(seen(p, 0) for p in students[1:])]
    )
    (point,) = EmotionEvents(s).timeline(session_id, 1, at_least=5)
    assert (point.students, point.students_seen, point.emotions) == (5, 4, None)


def test_recent_is_in_time_order_from_then_on(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    EmotionEvents(s).add_many(session_id, [seen(ada, n) for n in (3, 1, 2)])
    recent = EmotionEvents(s).recent(session_id, after(2))
    assert [second.at - START for second in recent] == [timedelta(seconds=2), timedelta(seconds=3)]
