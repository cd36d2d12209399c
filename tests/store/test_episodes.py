"""Flags and the teacher's answers."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from classroom.domain.episode import Answer
from classroom.store.emotion_events import EmotionEvents
from classroom.store.episodes import Episodes, evidence_of
from tests.store.rows import after, episode, new_participant, new_session, seen


def test_episode_is_opened_changed_and_closed(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    opened = episode(ada, 0)
    episode_id = Episodes(s).open(session_id, opened)
    Episodes(s).update(episode_id, replace(opened, peak=0.95))
    Episodes(s).close(episode_id, replace(opened, peak=0.95, ended_at=after(30)))
    s.expire_all()
    (row,) = Episodes(s).of_session(session_id)
    assert (row.started_at, row.ended_at, row.peak) == (after(0), after(30), 0.95)
    assert evidence_of(row) == opened.evidence


def test_closing_without_an_end_is_a_mistake(s: Session) -> None:
    session_id = new_session(s)
    opened = episode(new_participant(s, session_id), 0)
    with pytest.raises(ValueError, match="end"):
        Episodes(s).close(Episodes(s).open(session_id, opened), opened)


def test_answer_stays_when_the_episode_goes_on(s: Session) -> None:
    session_id = new_session(s)
    opened = episode(new_participant(s, session_id), 0)
    Episodes(s).save(session_id, "e" * 32, opened)
    Episodes(s).answer("e" * 32, Answer.RIGHT, after(20))
    Episodes(s).save(session_id, "e" * 32, replace(opened, ended_at=after(30)))
    s.expire_all()
    (row,) = Episodes(s).of_session(session_id)
    assert (row.answer, row.answered_at, row.ended_at) == ("right", after(20), after(30))


def test_episodes_that_a_killed_server_left_open_are_ended(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    Episodes(s).open(session_id, episode(ada, 0))
    Episodes(s).open(session_id, episode(ada, 50, 60))
    Episodes(s).close_left_open(after(100))
    s.expire_all()
    ends = [row.ended_at for row in Episodes(s).of_session(session_id)]
    assert ends == [after(0), after(60)]


def test_a_flag_left_open_over_night_ends_when_its_student_was_last_read(s: Session) -> None:
    session_id = new_session(s)
    ada, ben = new_participant(s, session_id), new_participant(s, session_id, "Ben")
    EmotionEvents(s).add_many(session_id, [seen(ada, 10), seen(ben, 90)])
    Episodes(s).open(session_id, episode(ada, 0))
    Episodes(s).close_left_open(after(80_000))
    (row,) = Episodes(s).of_session(session_id)
    assert row.ended_at == after(11)
