"""From readings of a second to what counts for confusion."""

import numpy as np
import pytest

from classroom.confusion import SecondFeatures, features_of
from classroom.domain.emotion import EmotionScores
from classroom.domain.observation import Box, HeadPose, Observation, Quality, Reading
from tests.confusion.seconds import ADA, START


def reading(brow_down: tuple[float, float] | None, yaw_deg: float = 0.0) -> Reading:
    if brow_down is None:
        return Reading(ADA, START.timestamp(), None)
    action = np.zeros(52, np.float32)
    action[1], action[2], action[3] = *brow_down, 0.25
    scores = np.array([0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], np.float32)
    face = Observation(
        box=Box(0, 0, 100, 100),
        landmarks=np.zeros((468, 3), np.float32),
        scores=scores,
        action=action,
        pose=HeadPose(yaw_deg, 5.0, 0.0),
        quality=Quality(1, 1, 1, 1),
    )
    return Reading(ADA, START.timestamp(), face)


def test_readings_are_averaged_over_the_faces_that_were_seen() -> None:
    second = features_of(ADA, START, [reading((0.2, 0.4), 10), reading((0.6, 0.8), 20)])
    assert second.brow_down == pytest.approx(0.5)
    assert second.brow_inner_up == pytest.approx(0.25)
    assert (second.yaw_deg, second.pitch_deg) == (15.0, 5.0)
    assert second.seconds_seen == 1.0
    assert second.scores is not None
    assert sum(second.scores.values) == pytest.approx(1.0)


def test_share_seen_counts_the_readings_without_a_face() -> None:
    second = features_of(ADA, START, [reading((0.2, 0.2)), reading(None)])
    assert second.seconds_seen == 0.5
    assert second.brow_down == pytest.approx(0.2)


def test_face_without_numbers_is_unseen() -> None:
    nan = reading((float("nan"), 0.2))
    assert features_of(ADA, START, [nan]).scores is None
    second = features_of(ADA, START, [nan, reading((0.2, 0.2))])
    assert second.seconds_seen == 0.5
    assert second.brow_down == pytest.approx(0.2)


@pytest.mark.parametrize("readings", [[], [reading(None)]])
def test_second_without_a_face_is_unseen_and_not_neutral(readings: list[Reading]) -> None:
    second = features_of(ADA, START, readings)
    assert second == SecondFeatures(ADA, START, None, 0.0, None, None, None, None)
    assert second.strain is None


def test_strain_is_bounded_where_the_network_is_certain() -> None:
    def strain(sadness: float) -> float:
        scores = EmotionScores((1 - sadness, 0, 0, sadness, 0, 0, 0))
        value = SecondFeatures(ADA, START, scores, 1.0, 0.1, 0.1, 0.0, 0.0).strain
        assert value is not None
        return value

    assert strain(0.0) == pytest.approx(-4.6, abs=0.01)
    assert strain(0.5) == pytest.approx(0.0)
    assert strain(1.0) == pytest.approx(4.6, abs=0.01)


def test_second_keeps_all_movements_for_the_likelihood() -> None:
    second = features_of(ADA, START, [reading((0.25, 0.25)), reading((0.81, 0.81))])
    assert second.movements is not None
    assert second.movements[0] == pytest.approx((0.5 + 0.9) / 2)
