"""What the fitted model adds to a student's own deviations."""

import math
from dataclasses import replace

import numpy as np
import pytest

from classroom.confusion import ConfusionDetector
from classroom.confusion.likelihood import (
    LARGEST_WEIGHT,
    RECENT_S,
    Course,
    LikelihoodModel,
    fitted_model,
)
from classroom.confusion.movements import MOVEMENTS
from classroom.confusion.odds import log_odds_of, probability_of, weighed
from classroom.domain.flag import BASE_RATE
from classroom.errors import SettingsError
from tests.confusion.seconds import fed, frown, usual

BOTH = 2 * len(MOVEMENTS)


@pytest.fixture
def model() -> LikelihoodModel:
    """One in ten is confused; every movement that rises speaks for it."""
    ones = np.ones(BOTH)
    weights = np.repeat([1.0, -1.0], BOTH // 2)
    return LikelihoodModel(weights, 0 * ones, ones, log_odds_of(0.1), 0.1)


def test_what_is_as_usual_has_the_base_rate(model: LikelihoodModel) -> None:
    assert probability_of(model.of(np.full(BOTH, 0.3))) == pytest.approx(0.1)


def test_beyond_what_people_did_nothing_more_is_known(model: LikelihoodModel) -> None:
    assert model.of(np.full(BOTH, 7.0)) == model.of(np.ones(BOTH))


def test_score_stays_where_the_model_says_nothing(model: LikelihoodModel) -> None:
    assert model.odds_ratio(log_odds_of(0.1)) == pytest.approx(1.0)
    assert weighed(0.6, 1.0) == pytest.approx(0.6)


def test_score_follows_bayes_rule_up_to_the_largest_weight(model: LikelihoodModel) -> None:
    assert weighed(0.5, model.odds_ratio(log_odds_of(2 / 11))) == pytest.approx(2 / 3)
    most = probability_of(LARGEST_WEIGHT)
    assert weighed(0.5, model.odds_ratio(log_odds_of(0.99))) == pytest.approx(most)
    assert weighed(0.5, model.odds_ratio(log_odds_of(0.0001))) == pytest.approx(1 - most)


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_certain_scores_stay_certain(model: LikelihoodModel, score: float) -> None:
    assert weighed(score, model.odds_ratio(3.0)) == score


def test_course_follows_in_its_time_constant_and_remembers_the_usual() -> None:
    course = Course()
    course.take(np.zeros(len(MOVEMENTS)))
    for _ in range(int(RECENT_S)):
        features = course.take(np.ones(len(MOVEMENTS)))
    recent, usually = np.split(features, 2)
    np.testing.assert_allclose(recent, 1 - math.exp(-1))
    assert usually.max() < 0.05


def test_ten_seconds_at_once_are_ten_seconds_one_by_one() -> None:
    once, each = Course(), Course()
    for course in (once, each):
        course.take(np.zeros(len(MOVEMENTS)))
    for _ in range(10):
        features = each.take(np.ones(len(MOVEMENTS)))
    np.testing.assert_allclose(once.take(np.ones(len(MOVEMENTS)), 10.0), features)


def test_model_can_hold_a_flag_back_and_gives_its_likelihood(model: LikelihoodModel) -> None:
    """The same frown, told by a model that takes open eyes for attention or for confusion."""

    def flags(level: float) -> list[float | None]:
        against = replace(model, weights=np.full(BOTH, -6.0 * level))
        calm = [replace(s, movements=np.full(len(MOVEMENTS), 0.4)) for s in usual(0, 100)]
        chance = np.random.default_rng(3)
        tense = [
            replace(s, movements=chance.normal(0.4, 0.02, len(MOVEMENTS))) for s in frown(100, 110)
        ]
        states = fed(ConfusionDetector(model=against), calm, tense)
        return [state.episode.likelihood for state in states if state.episode]

    assert flags(1.0) == []
    for_it = flags(-1.0)
    assert for_it
    assert for_it[-1] is not None
    assert for_it[-1] > 0.3


def test_words_of_confidence_compare_with_the_committed_models_base_rate() -> None:
    assert fitted_model().base_rate == BASE_RATE


@pytest.mark.parametrize(
    "document", [{}, {"movements": ["brow_down"]}, {"movements": [m.name for m in MOVEMENTS]}]
)
def test_file_of_another_version_is_refused_with_a_way_out(document: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match="classroom train confusion"):
        LikelihoodModel.from_document(document)
