import numpy as np
import pytest

from models.evaluation.metrics import log_loss
from models.evaluation.vector_scaling import Scaling, fit_scaling
from tests.models.evaluation.invented import honest_answers


def test_a_class_that_is_named_too_often_is_named_as_often_as_it_is_there() -> None:
    truth, honest = honest_answers(20_000)
    biased = Scaling(1.0, np.linspace(0.8, 1.2, 7), np.linspace(-0.5, 0.5, 7)).apply(honest)
    mended = fit_scaling(truth, biased).apply(biased)
    there = np.bincount(truth, minlength=7) / len(truth)
    assert np.abs(biased.mean(axis=0) - there).max() > 0.02
    assert mended.mean(axis=0) == pytest.approx(there, abs=0.005)
    assert log_loss(truth, mended) < log_loss(truth, biased) - 0.005


def test_honest_answers_stay_as_they_are() -> None:
    truth, honest = honest_answers(20_000)
    found = fit_scaling(truth, honest)
    assert found.scale == pytest.approx(np.ones(7), abs=0.1)
    assert found.offset == pytest.approx(np.zeros(7), abs=0.1)


def test_the_scaling_of_a_temperature_is_the_same_for_every_class() -> None:
    _, honest = honest_answers(20)
    doubtful = Scaling.of_temperature(2.0, 7).apply(honest)
    roots = np.sqrt(honest)
    assert doubtful == pytest.approx(roots / roots.sum(axis=1, keepdims=True), abs=1e-5)


@pytest.mark.parametrize("seed", range(20))
def test_few_rows_of_wild_answers_are_fitted_to_no_more_loss_than_a_temperature(seed: int) -> None:
    rng = np.random.default_rng(seed)
    wild = rng.dirichlet(np.full(7, 0.1), 8).astype(np.float32)
    truth = rng.integers(0, 7, 8)
    found = fit_scaling(truth, wild)
    plain = Scaling.of_temperature(found.temperature, 7)
    assert log_loss(truth, found.apply(wild)) <= log_loss(truth, plain.apply(wild)) + 1e-6


def test_no_rows_have_no_scaling() -> None:
    with pytest.raises(ValueError, match="needs rows"):
        fit_scaling(np.zeros(0, np.int64), np.zeros((0, 7), np.float32))
