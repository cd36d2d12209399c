import numpy as np
import pytest

from classroom.study.measures import (
    false_runs,
    measure,
    operating_point,
    over_people,
    within_person_auc,
)
from tests.study.invented import invented_clips


def test_always_the_same_answer_is_chance() -> None:
    clips = invented_clips()

    measured = measure(np.zeros(len(clips)), clips)

    assert measured.auc.value == measured.auc.low == measured.auc.high == 0.5
    assert measured.within_person_auc == 0.5
    assert measured.auprc.value == pytest.approx(clips.confused.mean())


def test_the_interval_over_people_is_wider_than_one_over_clips_would_be() -> None:
    clips = invented_clips(10, 20)
    of_person = np.repeat(np.arange(10.0), 20)

    interval = over_people(lambda rows: float(of_person[rows].mean()), clips)

    assert interval.low < interval.value == 4.5 < interval.high
    assert interval.high - interval.low > 4 * of_person.std() / len(clips) ** 0.5


def test_within_a_person_the_person_itself_is_no_help() -> None:
    clips = invented_clips()
    person = np.unique(clips.person, return_inverse=True)[1].astype(float)

    assert within_person_auc(person, clips) == 0.5
    assert within_person_auc(person + clips.confused, clips) == 1.0


def test_a_run_of_flags_is_false_only_without_a_confused_clip() -> None:
    clips = invented_clips(2, 20)
    flagged = np.zeros(40, bool)
    flagged[[0, 1]] = True  # calm
    flagged[[4, 5]] = True  # ends confused
    flagged[[19, 20]] = True  # two people: confused, then calm

    assert false_runs(flagged, clips) == 2


def test_the_operating_point_of_a_perfect_score_has_no_false_flag() -> None:
    clips = invented_clips()

    point = operating_point(np.where(clips.confused, 0.9, 0.1), clips)

    assert (point.precision, point.recall, point.false_flags_per_hour) == (1.0, 1.0, 0.0)
