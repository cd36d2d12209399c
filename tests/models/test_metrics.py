import numpy as np
import pytest

from models.evaluation.metrics import (
    balanced_accuracy,
    calibration_error,
    confusion_matrix,
    per_class,
)


def test_balanced_accuracy_weighs_rare_classes_like_common_ones() -> None:
    truth = np.array([0] * 98 + [1] * 2)
    matrix = confusion_matrix(truth, np.zeros(100, np.int64), 2)
    assert balanced_accuracy(matrix) == pytest.approx(0.5)


def test_a_class_that_is_never_predicted_has_no_precision_and_no_recall() -> None:
    matrix = confusion_matrix(np.array([0, 1]), np.array([0, 0]), 2)
    figures = per_class(matrix, ("a", "b"))
    assert figures["a"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "rows": 1}
    assert figures["b"]["f1"] == 0.0


def test_calibration_error_is_the_gap_between_confidence_and_right_answers() -> None:
    sure = np.tile(np.array([[0.9, 0.1]], np.float32), (10, 1))
    half_right = np.array([0] * 5 + [1] * 5)
    assert calibration_error(half_right, sure) == pytest.approx(0.4, abs=1e-6)
