"""Figures of one head on one set of labels, with and without pictures of another split."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.evaluation.metrics import (
    Labels,
    Probabilities,
    ReliabilityBin,
    accuracy,
    balanced_accuracy,
    calibration_error,
    confusion_matrix,
    log_loss,
    macro_f1,
    per_class,
    reliability,
)


@dataclass(frozen=True)
class TaskReport:
    """Figures on one set of labels."""

    rows: int
    accuracy: float
    accuracy_without_twins: float
    """The same without pictures that stand in another split too."""
    balanced_accuracy: float
    calibration_error: float
    """Expected calibration error of the most probable class in 15 bins."""
    classes: dict[str, dict[str, float]]
    confusion: list[list[int]]
    macro_f1: float
    log_loss: float
    reliability: list[ReliabilityBin]
    without_twins: dict[str, float]
    """Rows, accuracy, balanced accuracy, macro F1 and calibration error without those pictures."""


def report_task(
    truth: Labels,
    probabilities: Probabilities,
    twins: npt.NDArray[np.bool_],
    names: tuple[str, ...],
) -> TaskReport:
    """Measure probabilities (N, C) against labels (N,); ``twins`` (N,) marks known pictures."""
    headline = _headline(truth, probabilities, names)
    alone = _headline(truth[~twins], probabilities[~twins], names)
    matrix = confusion_matrix(truth, probabilities.argmax(axis=1), len(names))
    return TaskReport(
        rows=len(truth),
        accuracy=headline["accuracy"],
        accuracy_without_twins=alone["accuracy"],
        balanced_accuracy=headline["balanced_accuracy"],
        calibration_error=headline["calibration_error"],
        classes=per_class(matrix, names),
        confusion=matrix.tolist(),
        macro_f1=headline["macro_f1"],
        log_loss=round(log_loss(truth, probabilities), 4),
        reliability=reliability(truth, probabilities),
        without_twins=alone,
    )


def _headline(
    truth: Labels, probabilities: Probabilities, names: tuple[str, ...]
) -> dict[str, float]:
    predicted = probabilities.argmax(axis=1)
    matrix = confusion_matrix(truth, predicted, len(names))
    figures = {
        "accuracy": accuracy(truth, predicted),
        "balanced_accuracy": balanced_accuracy(matrix),
        "macro_f1": macro_f1(per_class(matrix, names)),
        "calibration_error": calibration_error(truth, probabilities),
    }
    return {"rows": len(truth)} | {name: round(figure, 4) for name, figure in figures.items()}
