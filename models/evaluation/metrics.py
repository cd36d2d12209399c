"""Figures of a classifier, from true labels and predicted probabilities."""

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]
Probabilities = npt.NDArray[np.float32]

CALIBRATION_BINS = 15
"""Equal-width confidence bins, as in Guo et al. 2017."""


def confusion_matrix(truth: Labels, predicted: Labels, classes: int) -> npt.NDArray[np.int64]:
    """Counts (classes, classes): row the true label, column the predicted one."""
    matrix = np.zeros((classes, classes), np.int64)
    np.add.at(matrix, (truth, predicted), 1)
    return matrix


def accuracy(truth: Labels, predicted: Labels) -> float:
    """Share of right answers; NaN for no rows."""
    return float((truth == predicted).mean()) if len(truth) else float("nan")


def balanced_accuracy(matrix: npt.NDArray[np.int64]) -> float:
    """Mean recall over the classes that occur."""
    present = matrix.sum(axis=1) > 0
    return float((matrix.diagonal()[present] / matrix.sum(axis=1)[present]).mean())


def per_class(matrix: npt.NDArray[np.int64], names: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and number of rows of each class; 0 where a figure is undefined."""
    right = matrix.diagonal()
    precision = right / np.maximum(matrix.sum(axis=0), 1)
    recall = right / np.maximum(matrix.sum(axis=1), 1)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return {
        name: {
            "precision": round(float(precision[i]), 4),
            "recall": round(float(recall[i]), 4),
            "f1": round(float(f1[i]), 4),
            "rows": int(matrix[i].sum()),
        }
        for i, name in enumerate(names)
    }


def calibration_error(truth: Labels, probabilities: Probabilities) -> float:
    """Expected calibration error (Guo et al. 2017) of the most probable class."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    error = 0.0
    for index in range(CALIBRATION_BINS):
        inside = bins == index
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return float(error)
