import numpy as np
import pytest

from models.evaluation.people import agree_with_people


def one_hot(*answers: int) -> np.typing.NDArray[np.float32]:
    return np.eye(8, dtype=np.float32)[list(answers)]


def votes(*rows: list[float]) -> np.typing.NDArray[np.float32]:
    return np.array([row + [0.0] * (10 - len(row)) for row in rows], np.float32)


def test_the_annotator_left_out_is_asked_about_the_other_nine() -> None:
    report = agree_with_people(votes([6, 4]), one_hot(0))
    assert report is not None
    assert report.same_as_another.annotator == pytest.approx(0.6 * 5 / 9 + 0.4 * 3 / 9, abs=1e-4)
    assert report.same_as_another.network == pytest.approx(0.6 * 5 / 9 + 0.4 * 6 / 9, abs=1e-4)


def test_the_commonest_answer_of_the_others_counts_in_parts_when_tied() -> None:
    report = agree_with_people(votes([5, 4]), one_hot(1))
    assert report is not None
    assert report.same_as_most.network == pytest.approx(5 / 9 * 0.5, abs=1e-4)


def test_an_answer_that_only_one_person_gave_is_not_given_by_two() -> None:
    alone = agree_with_people(votes([9, 1]), one_hot(1))
    shared = agree_with_people(votes([8, 2]), one_hot(0))
    assert alone is not None
    assert shared is not None
    assert alone.given_by_two.network == 0.0
    assert shared.given_by_two.network == 1.0


def test_a_network_that_says_what_people_say_is_inside_their_spread() -> None:
    cast = votes([7, 3], [2, 8], [1, 1, 8])
    report = agree_with_people(cast, (cast[:, :8] / 10).astype(np.float32))
    assert report is not None
    assert report.inside
    assert report.divergence == pytest.approx(0, abs=1e-6)
    assert report.distance.network < report.distance.annotator
    assert report.ranks == sorted(report.ranks, reverse=True)


def test_a_network_that_people_never_agree_with_is_outside() -> None:
    report = agree_with_people(votes([10], [10]), one_hot(5, 5))
    assert report is not None
    assert not report.inside
    assert report.same_as_another.network == 0.0
    assert report.agrees_more_than == 0.0


def test_pictures_without_two_votes_for_an_emotion_are_left_out() -> None:
    unknown = votes([1, 0, 0, 0, 0, 0, 0, 0, 9, 0])
    assert agree_with_people(unknown, one_hot(0)) is None
    report = agree_with_people(np.concatenate([unknown, votes([10])]), one_hot(0, 0))
    assert report is not None
    assert report.rows == 1
