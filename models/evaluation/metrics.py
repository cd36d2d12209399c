"""Figures of a classifier, from true labels and predicted probabilities."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]
Probabilities = npt.NDArray[np.float32]

CALIBRATION_BINS = 15
"""Equal-width confidence bins, as in Guo et al. 2017."""

SMALLEST_PROBABILITY = 1e-7
"""What a probability counts as at least, so that its logarithm stays finite."""


@dataclass(frozen=True)
class ReliabilityBin:
    """Rows of similar confidence: how sure the network was, and how often it was right."""

    confidence: float
    accuracy: float
    rows: int


def confusion_matrix(truth: Labels, predicted: Labels, classes: int) -> npt.NDArray[np.int64]:
    """Counts (classes, classes): row the true label, column the predicted one."""
    matrix = np.zeros((classes, classes), np.int64)
    np.add.at(matrix, (truth, predicted), 1)
    return matrix


def accuracy(truth: Labels, predicted: Labels) -> float:
    """Share of right answers; NaN for no rows."""
    return float((truth == predicted).mean()) if len(truth) else float("nan")


def balanced_accuracy(matrix: npt.NDArray[np.int64]) -> float:
    """Mean recall over the classes that occur; NaN for no rows."""
    present = matrix.sum(axis=1) > 0
    if not present.any():
        return float("nan")
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


def macro_f1(classes: dict[str, dict[str, float]]) -> float:
    """Mean F1 over the classes that occur, each counted once; NaN for no rows."""
    present = [figures["f1"] for figures in classes.values() if figures["rows"]]
    return float(np.mean(present)) if present else float("nan")


def log_loss(truth: Labels, probabilities: Probabilities) -> float:
    """Mean negative log-likelihood of the true labels, in nats; NaN for no rows."""
    if not len(truth):
        return float("nan")
    given = probabilities[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(given, SMALLEST_PROBABILITY)).mean())


def reliability(truth: Labels, probabilities: Probabilities) -> list[ReliabilityBin]:
    """Confidence beside accuracy in each of 15 equal-width bins of confidence that has rows."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    return [
        ReliabilityBin(
            confidence=float(confidence[bins == index].mean()),
            accuracy=float(right[bins == index].mean()),
            rows=int((bins == index).sum()),
        )
        for index in range(CALIBRATION_BINS)
        if (bins == index).any()
    ]


def calibration_error(truth: Labels, probabilities: Probabilities) -> float:
    """Expected calibration error (Guo et al. 2017) of the most probable class; NaN for no rows."""
    if not len(truth):
        return float("nan")
    gaps = [
        each.rows * abs(each.accuracy - each.confidence)
        for each in reliability(truth, probabilities)
    ]
    return float(sum(gaps) / len(truth))
