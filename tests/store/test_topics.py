"""Topic marks: kept, renamed, taken back, and the parts into which they cut a class."""

import pytest
from sqlalchemy.orm import Session

from classroom.domain.flag import RaisedFlag
from classroom.domain.precision import OwnWord
from classroom.errors import InputError, SessionEndedError, SessionNotFoundError
from classroom.store.class_sessions import ClassSessions
from classroom.store.flags import ClassFlags
from classroom.store.topics import BEFORE_FIRST, Topic, TopicMark, TopicMarkers, topics_of
from tests.store.rows import after, new_session

MARKS = (TopicMark("a", "Loops", after(100)), TopicMark("b", "Recursion", after(200)))


@pytest.fixture
def topics(s: Session) -> TopicMarkers:
    return TopicMarkers(s)


def names_of(topics: TopicMarkers, session_id: str) -> list[str]:
    return [mark.name for mark in topics.of_session(session_id)]


def flag(who: str, from_s: float, to_s: float | None = None) -> RaisedFlag:
    ended_at = None if to_s is None else after(to_s)
    return RaisedFlag(f"{who} {from_s}", who, after(from_s), ended_at, 0.8)


def said(who: str, at_s: float, *, lost: bool = True, asked: bool = False) -> OwnWord:
    return OwnWord(who, after(at_s), lost=lost, asked=asked)


def parts(*flags: RaisedFlag, words: tuple[OwnWord, ...] = (), at_least: int = 1) -> list[Topic]:
    happened = ClassFlags(flags, words)
    return list(topics_of(MARKS, happened, after(0), after(300), after(900), at_least))


def test_marks_are_listed_oldest_first_and_of_their_class_only(
    s: Session, topics: TopicMarkers
) -> None:
    session_id, other = new_session(s), new_session(s)
    second = topics.mark(session_id, "Recursion", after(20))
    first = topics.mark(session_id, "  Loops\n and  more ", after(10))
    topics.mark(other, "Elsewhere", after(15))
    assert topics.of_session(session_id) == [first, second]
    assert first == TopicMark(first.id, "Loops and more", after(10))


def test_marking_the_topic_that_runs_again_is_the_same_mark(
    s: Session, topics: TopicMarkers
) -> None:
    session_id = new_session(s)
    first = topics.mark(session_id, "Loops", after(0))
    assert topics.mark(session_id, "Loops", after(1)) == first
    topics.mark(session_id, "Recursion", after(2))
    topics.mark(session_id, "Loops", after(3))
    assert names_of(topics, session_id) == ["Loops", "Recursion", "Loops"]


@pytest.mark.parametrize("name", ["", " \n ", "x" * 201])
def test_name_that_cannot_be_shown_is_refused(s: Session, topics: TopicMarkers, name: str) -> None:
    session_id = new_session(s)
    mark = topics.mark(session_id, "x" * 200, after(0))
    with pytest.raises(InputError):
        topics.mark(session_id, name, after(1))
    with pytest.raises(InputError):
        topics.rename(mark.id, name)
    assert topics.of_session(session_id) == [mark]


def test_no_topic_begins_in_a_class_that_ended_or_is_unknown(
    s: Session, topics: TopicMarkers
) -> None:
    session_id = new_session(s)
    ClassSessions(s).end(session_id, after(1))
    with pytest.raises(SessionEndedError):
        topics.mark(session_id, "Loops", after(2))
    with pytest.raises(SessionNotFoundError):
        topics.mark("nosuch", "Loops", after(2))


def test_renaming_keeps_the_moment_and_says_whether_it_changed_anything(
    s: Session, topics: TopicMarkers
) -> None:
    session_id = new_session(s)
    mark = topics.mark(session_id, "Lops", after(5))
    assert topics.rename(mark.id, " Loops ")
    assert topics.of_session(session_id) == [TopicMark(mark.id, "Loops", after(5))]
    assert not topics.rename(mark.id, "Loops")
    assert not topics.rename("nosuch", "Loops")


def test_removing_twice_removes_once(s: Session, topics: TopicMarkers) -> None:
    session_id = new_session(s)
    mark = topics.mark(session_id, "Loops", after(5))
    topics.mark(session_id, "Recursion", after(6))
    assert topics.remove(mark.id)
    assert not topics.remove(mark.id)
    assert names_of(topics, session_id) == ["Recursion"]


def test_marks_cut_a_class_from_its_first_student_to_its_end() -> None:
    assert [(part.name, part.started_at, part.ended_at) for part in parts()] == [
        (BEFORE_FIRST, after(0), after(100)),
        ("Loops", after(100), after(200)),
        ("Recursion", after(200), after(300)),
    ]


def test_class_without_marks_has_no_topics() -> None:
    assert topics_of((), ClassFlags((flag("Ada", 1),), ()), after(0), None, after(9)) == ()


@pytest.mark.parametrize("began_s", [None, 100, 150])
def test_nothing_came_before_a_topic_that_began_with_the_class(began_s: int | None) -> None:
    began = None if began_s is None else after(began_s)
    topics = topics_of(MARKS, ClassFlags((), ()), began, after(300), after(900))
    assert [topic.name for topic in topics] == ["Loops", "Recursion"]


def test_topic_that_runs_has_no_end_and_counts_until_now() -> None:
    happened = ClassFlags((flag("Ada", 210),), ())
    last = topics_of(MARKS, happened, after(0), None, after(250))[-1]
    assert (last.ended_at, last.flags, last.confused_seconds) == (None, 1, 40.0)


def test_flag_counts_where_it_was_raised_and_its_seconds_where_they_passed() -> None:
    before, loops, recursion = parts(flag("Ada", 90, 205), flag("Ben", 200, 230))
    assert (before.flags, before.confused_seconds) == (1, 10.0)
    assert (loops.flags, loops.confused_seconds) == (0, 100.0)
    assert (recursion.flags, recursion.confused_seconds) == (1, 35.0)


def test_only_own_words_said_unasked_count_as_lost() -> None:
    words = (
        said("Ada", 150),
        said("Ada", 160),
        said("Ben", 170, asked=True),
        said("Cem", 180, lost=False, asked=True),
        said("Dana", 300),
    )
    assert [part.said_lost for part in parts(words=words)] == [0, 2, 1]


def test_mark_later_than_the_end_lasts_no_time() -> None:
    last = topics_of(MARKS, ClassFlags((), ()), after(0), after(150), after(900))[-1]
    assert last.started_at == last.ended_at == after(200)


def test_what_few_students_stand_behind_is_hidden_but_nobody_is_not() -> None:
    flags = (*(flag("Ada", 110 + n, 111 + n) for n in range(5)), flag("Ben", 199, 201))
    words = tuple(said(who, 210) for who in ("Ada", "Ben", "Cem"))
    before, loops, recursion = parts(*flags, words=words, at_least=3)
    assert (before.flags, before.said_lost, before.confused_seconds) == (0, 0, 0.0)
    assert (loops.flags, loops.said_lost, loops.confused_seconds) == (None, 0, None)
    assert (recursion.flags, recursion.said_lost, recursion.confused_seconds) == (0, 3, None)
