"""The simulated hour is judged as a class would be."""

from classroom.benchmark.judging import judge_class, simulated_seconds


def test_simulated_students_frown_and_are_flagged_for_it() -> None:
    judging = judge_class(students=2, seconds=1300)
    assert judging.flags == 4
    assert judging.cpu_s > 0


def test_simulated_seconds_are_the_same_each_time() -> None:
    once, again = list(simulated_seconds(3, 50)), list(simulated_seconds(3, 50))
    assert once == again
    assert any(second.scores is None for second in once)
