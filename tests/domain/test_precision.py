from datetime import UTC, datetime, timedelta

import pytest

from classroom.domain.episode import Answer
from classroom.domain.flag import RaisedFlag
from classroom.domain.precision import OwnWord, Precision, precision_of, was_right

START = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
END = START + timedelta(seconds=40)
NOW = START + timedelta(minutes=10)


def flag(answer: Answer | None = None, student: str = "p1", open_: bool = False) -> RaisedFlag:
    return RaisedFlag(
        f"flag of {student}", student, START, None if open_ else END, 0.8, None, answer
    )


def lost(at: datetime, student: str = "p1") -> OwnWord:
    return OwnWord(student, at, lost=True, asked=False)


def pulse(at: datetime, following: bool) -> OwnWord:
    return OwnWord("p1", at, lost=not following, asked=True)


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        (START - timedelta(seconds=30), True),
        (START - timedelta(seconds=31), None),
        (END + timedelta(seconds=30), True),
        (END + timedelta(seconds=31), None),
    ],
)
def test_a_student_who_says_lost_within_half_a_minute_of_a_flag_makes_it_right(
    at: datetime, verdict: bool | None
) -> None:
    assert was_right(flag(), [lost(at)], NOW) is verdict


def test_a_flag_that_still_stands_is_confirmed_by_a_word_said_now() -> None:
    assert was_right(flag(open_=True), [lost(NOW)], NOW) is True


@pytest.mark.parametrize("following", [True, False])
def test_a_pulse_answer_decides_where_the_teacher_said_the_opposite(following: bool) -> None:
    teacher = Answer.RIGHT if following else Answer.WRONG
    assert was_right(flag(teacher), [pulse(START, following)], NOW) is not following


def test_the_last_pulse_answer_counts() -> None:
    words = [pulse(END, following=True), pulse(START, following=False)]
    assert was_right(flag(), words, NOW) is False


def test_an_unasked_word_counts_before_a_pulse_answer() -> None:
    assert was_right(flag(), [pulse(END, following=True), lost(START)], NOW) is True


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [(Answer.RIGHT, True), (Answer.WRONG, False), (Answer.LATER, None), (None, None)],
)
def test_the_teachers_answer_decides_where_the_student_said_nothing(
    answer: Answer | None, verdict: bool | None
) -> None:
    assert was_right(flag(answer), [], NOW) is verdict


@pytest.mark.parametrize(("answered", "known"), [(4, 0), (5, 5)])
def test_pulse_answers_count_only_once_they_settle_five_flags(answered: int, known: int) -> None:
    """Fewer would tell the teacher whose answer it was."""
    students = [f"p{number}" for number in range(answered)]
    words = [OwnWord(student, START, lost=True, asked=True) for student in students]
    flags = [flag(student=student) for student in students]
    assert precision_of(flags, words, NOW) == Precision(known, known)


def test_the_words_of_one_student_say_nothing_of_anothers_flag() -> None:
    flags = [flag(), flag(student="p2"), flag(Answer.WRONG, student="p3")]
    assert precision_of(flags, [lost(START, "p2")], NOW) == Precision(1, 2)


def test_six_of_nine_are_likely_between_35_and_88_per_cent() -> None:
    assert Precision(6, 9).interval() == pytest.approx((0.354, 0.879), abs=0.001)


def test_nothing_known_leaves_everything_possible() -> None:
    assert Precision().interval() == (0.0, 1.0)


@pytest.mark.parametrize("right", [0, 1, 5])
def test_an_interval_stays_within_all_and_nothing(right: int) -> None:
    low, high = Precision(right, 5).interval()
    assert 0.0 <= low <= right / 5 <= high <= 1.0
    assert high - low < 0.8


def test_precisions_of_classes_add_up() -> None:
    assert Precision(1, 2) + Precision(3, 3) == Precision(4, 5)


def test_more_right_than_known_is_refused() -> None:
    with pytest.raises(ValueError, match="right"):
        Precision(2, 1)
