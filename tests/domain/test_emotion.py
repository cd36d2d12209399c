"""Seven probabilities."""

import math

import pytest

from classroom.domain.emotion import EMOTIONS, EmotionScores
from models import labels

EVEN = (1 / 7,) * 7


def test_order_is_that_of_the_networks() -> None:
    assert EMOTIONS == labels.EMOTIONS


@pytest.mark.parametrize(
    "wrong",
    [
        (1.0,),
        (*EVEN, 0.0),
        (0.5, 0, 0, 0, 0, 0, 0),
        (-0.1, 1.1, 0, 0, 0, 0, 0),
        (math.nan, 1, 0, 0, 0, 0, 0),
    ],
)
def test_what_is_no_distribution_is_refused(wrong: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="probabilit"):
        EmotionScores(wrong)


def test_mean_is_taken_emotion_by_emotion() -> None:
    mean = EmotionScores.mean(
        [EmotionScores((1, 0, 0, 0, 0, 0, 0)), EmotionScores((0, 0, 0, 0, 0, 0, 1))]
    )
    assert mean.values == (0.5, 0, 0, 0, 0, 0, 0.5)


def test_mean_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no scores"):
        EmotionScores.mean([])


def test_dominant_emotion_is_the_most_probable() -> None:
    assert EmotionScores((0.1, 0.2, 0.4, 0.1, 0.1, 0.05, 0.05)).dominant == "surprise"
