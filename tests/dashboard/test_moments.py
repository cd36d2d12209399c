"""What stands out, and in which words."""

from datetime import UTC, datetime, timedelta

from classroom.domain.class_alert import HandRaised
from classroom.domain.emotion import EMOTIONS
from classroom.store.moments import MOST_MOMENTS, ClassCourse, moments
from classroom.store.report import ReportPoint, ReportPulse
from classroom.store.topics import Topic
from dashboard.components.moments import moment_words

START = datetime(2026, 3, 21, 10, 0, tzinfo=UTC)
STEP = timedelta(seconds=30)
PRESENT = 30


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def point(minutes: float, seen: int = 28, calm: float = 0.5, confused: int = 0) -> ReportPoint:
    emotions = dict.fromkeys(EMOTIONS, (1 - calm) / 6) | {"neutral": calm}
    seconds = seen * STEP.total_seconds()
    return ReportPoint(at(minutes), seen, emotions if seen else {}, confused, seconds)


def timeline(minutes: int = 60) -> list[ReportPoint]:
    return [point(half / 2) for half in range(2 * minutes)]


def record(
    points: list[ReportPoint] | None = None,
    hands: list[tuple[str, float]] | None = None,
    topics: list[Topic] | None = None,
    pulses: list[ReportPulse] | None = None,
    infers: bool = True,
    at_least: int = 1,
) -> ClassCourse:
    points = timeline() if points is None else points
    return ClassCourse(
        hands=[HandRaised(who, at(minutes)) for who, minutes in hands or []],
        timeline=points,
        present=[PRESENT] * len(points),
        step=STEP,
        topics=topics or [],
        pulses=pulses or [],
        infers=infers,
        at_least=at_least,
    )


def topic(name: str, start: float, end: float, flags: int | None) -> Topic:
    return Topic(name, at(start), at(end), flags, 0 if flags is not None else None, 0.0)


def pulse(minutes: float, yes: int | None, no: int | None, answered: int) -> ReportPulse:
    return ReportPulse(at(minutes), answered, yes, no, PRESENT)


def sentences(given: ClassCourse) -> list[str]:
    return [moment_words(one, UTC) for one in moments(given)]


def test_an_even_class_without_hands_has_no_moments() -> None:
    assert sentences(record()) == []


def test_a_class_without_anything_recorded_has_no_moments() -> None:
    assert sentences(record(points=[])) == []


def test_most_hands_at_once_are_said_with_their_topic() -> None:
    hands = [(f"s{i}", 12 + i / 3) for i in range(7)] + [("s1", 30.0), ("s2", 30.5)]
    topics = [topic("loops", 0, 10, 0), topic("recursion", 10, 60, 9)]
    found = sentences(record(hands=hands, topics=topics))
    assert found[0] == "Most hands at once: 7 between 10:12 and 10:14, in “recursion”."


def test_hands_across_two_topics_belong_to_the_one_with_more() -> None:
    hands = [("a", 9.5), ("b", 10.5), ("c", 11.0), ("d", 11.5)]
    topics = [topic("loops", 0, 10, 1), topic("recursion", 10, 60, 3)]
    assert sentences(record(hands=hands, topics=topics))[0].endswith("in “recursion”.")


def test_one_student_with_many_hands_is_no_moment_of_the_class() -> None:
    assert sentences(record(hands=[("s1", 12 + i / 10) for i in range(9)])) == []


def test_hands_further_apart_than_three_minutes_are_not_at_once() -> None:
    assert sentences(record(hands=[("a", 10), ("b", 13.1), ("c", 16.2)])) == []


def test_hands_of_fewer_than_five_stay_hidden_where_groups_must_be() -> None:
    four = [(f"s{i}", 12.0) for i in range(4)]
    assert sentences(record(hands=four, at_least=5)) == []
    assert sentences(record(hands=[*four, ("s4", 12.0)], at_least=5)) == [
        "Most hands at once: 5 at 10:12."
    ]


def test_the_pulse_check_with_most_who_did_not_follow_is_said() -> None:
    asked = [pulse(10, 20, 1, 21), pulse(20, 13, 8, 21)]
    assert sentences(record(pulses=asked)) == ["The pulse check at 10:20: 8 of 21 did not follow."]


def test_a_pulse_check_that_few_answered_or_most_followed_is_not_said() -> None:
    asked = [pulse(10, 20, 1, 21), pulse(20, 1, 3, 4), pulse(30, None, None, 3)]
    assert sentences(record(pulses=asked)) == []


def test_the_topic_with_clearly_more_hands_for_its_length_is_said() -> None:
    topics = [topic("loops", 0, 20, 2), topic("recursion", 20, 32, 9), topic("end", 32, 60, 8)]
    found = sentences(record(topics=topics))
    assert found == ["Most hands for its length: “recursion”, 9 in 12 min 0 s."]


def test_topics_that_differ_little_or_are_hidden_are_not_said() -> None:
    assert sentences(record(topics=[topic("a", 0, 10, 5), topic("b", 10, 20, 4)])) == []
    assert sentences(record(topics=[topic("a", 0, 10, None), topic("b", 10, 20, 4)])) == []


def test_a_class_that_goes_unseen_until_its_end_is_said() -> None:
    points = [point(half / 2, seen=28 if half < 80 else 18) for half in range(120)]
    assert sentences(record(points=points)) == ["12 of 30 were unseen from 10:40 on."]


def test_an_unseen_stretch_has_its_end() -> None:
    points = [point(half / 2, seen=18 if 20 <= half < 40 else 28) for half in range(120)]
    assert sentences(record(points=points)) == ["12 of 30 were unseen between 10:10 and 10:20."]


def test_a_short_unseen_stretch_is_not_said() -> None:
    points = [point(half / 2, seen=18 if 20 <= half < 26 else 28) for half in range(120)]
    assert sentences(record(points=points)) == []


def test_the_calmest_five_minutes_are_said_if_clearly_calmer() -> None:
    points = [point(half / 2, calm=0.8 if 40 <= half < 52 else 0.5) for half in range(120)]
    (found,) = sentences(record(points=points))
    assert found == "The calmest stretch: 10:20 to 10:25, 80 % calm in the faces seen."


def test_a_stretch_in_which_most_were_unseen_is_never_called_calm() -> None:
    points = [
        point(half / 2, calm=0.9 if 40 <= half < 52 else 0.5, seen=9 if 40 <= half < 52 else 28)
        for half in range(120)
    ]
    assert not any("calm" in each for each in sentences(record(points=points)))


def test_too_low_coverage_is_said_instead_of_the_mood() -> None:
    points = [point(half / 2, seen=5, calm=0.9 if half < 12 else 0.4) for half in range(120)]
    found = sentences(record(points=points, pulses=[pulse(20, 13, 8, 21)]))
    assert found[0].startswith("Faces were seen for only 17 % of the time: too little")
    assert found[1:] == ["The pulse check at 10:20: 8 of 21 did not follow."]


def test_a_class_that_reads_no_faces_says_nothing_of_faces() -> None:
    assert sentences(record(points=[], infers=False, hands=[("a", 1), ("b", 1), ("c", 1)])) == [
        "Most hands at once: 3 at 10:01."
    ]


def test_there_are_never_more_than_five_moments() -> None:
    points = [
        point(half / 2, calm=0.9 if half < 12 else 0.5, seen=28 if half < 80 else 18)
        for half in range(120)
    ]
    full = record(
        points,
        hands=[(f"s{i}", 21.0) for i in range(6)],
        topics=[topic("loops", 0, 20, 0), topic("recursion", 20, 32, 9)],
        pulses=[pulse(20, 13, 8, 21)],
    )
    assert len(sentences(full)) == MOST_MOMENTS
