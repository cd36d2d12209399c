import numpy as np
import pytest

from models.evaluation.temperature import fit_temperature, soften
from tests.models.evaluation.invented import honest_answers


@pytest.mark.parametrize("true_temperature", [0.4, 1.0, 2.5])
def test_the_temperature_that_made_a_head_too_sure_is_found_again(true_temperature: float) -> None:
    truth, honest = honest_answers(20_000)
    too_sure = soften(honest, 1 / true_temperature)
    assert fit_temperature(truth, too_sure) == pytest.approx(true_temperature, rel=0.05)


def test_softening_is_softmax_of_scaled_logits_and_keeps_the_answer() -> None:
    logits = np.random.default_rng(0).normal(0, 2, (50, 7))

    def softmax(values: np.typing.NDArray[np.float64]) -> np.typing.NDArray[np.float32]:
        powers = np.exp(values)
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)

    softened = soften(softmax(logits), 1.7)
    assert softened == pytest.approx(softmax(logits / 1.7), abs=1e-5)
    assert (softened.argmax(axis=1) == logits.argmax(axis=1)).all()


def test_no_rows_have_no_temperature() -> None:
    with pytest.raises(ValueError, match="needs rows"):
        fit_temperature(np.zeros(0, np.int64), np.zeros((0, 7), np.float32))
