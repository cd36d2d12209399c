"""Evaluation of the emotion network on FER2013 labels and FER+ votes."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from models.dataset import SPLITS, FaceSet
from models.emotion import EmotionModel, HeadOutputs
from models.evaluation.metrics import (
    Labels,
    Probabilities,
    accuracy,
    balanced_accuracy,
    calibration_error,
    confusion_matrix,
    per_class,
)
from models.labels import EMOTIONS, VOTE_LABELS

BATCH = 64


@dataclass(frozen=True)
class TaskReport:
    """Figures on one set of labels."""

    rows: int
    accuracy: float
    accuracy_without_twins: float
    """The same without pictures that stand in another split too."""
    balanced_accuracy: float
    calibration_error: float
    classes: dict[str, dict[str, float]]
    confusion: list[list[int]]


@dataclass(frozen=True)
class EmotionReport:
    """All figures of one evaluation."""

    split: str
    fer2013: TaskReport
    """FER2013's own labels, answered by the head that learned them."""
    ferplus: TaskReport
    """FER+ majority labels (Barsoum et al. 2016), answered by the head that learned the votes."""
    served_fer2013_accuracy: float
    """FER2013 accuracy of ``EmotionModel.predict``, which mixes both heads."""
    served_ferplus_accuracy: float
    """FER+ majority accuracy of ``EmotionModel.predict``; contempt counts as wrong."""
    milliseconds_per_face: float
    """Time for one face at a time on one core, preprocessing included, median."""

    def summary(self) -> dict[str, float]:
        """The headline figures, as the manifest keeps them."""
        return {
            "fer2013_accuracy": self.fer2013.accuracy,
            "fer2013_accuracy_without_twins": self.fer2013.accuracy_without_twins,
            "fer2013_balanced_accuracy": self.fer2013.balanced_accuracy,
            "fer2013_calibration_error": self.fer2013.calibration_error,
            "ferplus_majority_accuracy": self.ferplus.accuracy,
            "served_fer2013_accuracy": self.served_fer2013_accuracy,
            "served_ferplus_accuracy": self.served_ferplus_accuracy,
        }

    def as_json(self) -> str:
        """The report as JSON text."""
        return json.dumps(asdict(self), indent=2)


def evaluate(
    model: EmotionModel,
    faces: FaceSet,
    split: str = "PrivateTest",
    progress: Callable[[int, int], None] | None = None,
) -> EmotionReport:
    """Measure a served network on one split; ``progress`` is told (done, all) faces."""
    twins = faces.twins_across_splits()[faces.split == SPLITS.index(split)]
    rows = faces.of_split(split)
    heads = _read_all(model, rows, progress)
    majority = rows.vote_majority()
    voted = majority >= 0
    return EmotionReport(
        split=split,
        fer2013=_report(rows.labels, heads.fer2013, twins, EMOTIONS),
        ferplus=_report(majority[voted], heads.votes[voted], twins[voted], VOTE_LABELS),
        served_fer2013_accuracy=_rounded(accuracy(rows.labels, heads.emotions.argmax(axis=1))),
        served_ferplus_accuracy=_rounded(
            accuracy(majority[voted], heads.emotions[voted].argmax(axis=1))
        ),
        milliseconds_per_face=_time_one_face(model, rows),
    )


def _read_all(
    model: EmotionModel, rows: FaceSet, progress: Callable[[int, int], None] | None
) -> HeadOutputs:
    parts = []
    for start in range(0, len(rows), BATCH):
        parts.append(model.read(rows.faces[start : start + BATCH]))
        if progress:
            progress(min(start + BATCH, len(rows)), len(rows))
    return HeadOutputs(
        fer2013=np.concatenate([part.fer2013 for part in parts]),
        votes=np.concatenate([part.votes for part in parts]),
        action=np.concatenate([part.action for part in parts]),
    )


def _report(
    truth: Labels,
    probabilities: Probabilities,
    twins: npt.NDArray[np.bool_],
    names: tuple[str, ...],
) -> TaskReport:
    predicted = probabilities.argmax(axis=1)
    matrix = confusion_matrix(truth, predicted, len(names))
    return TaskReport(
        rows=len(truth),
        accuracy=_rounded(accuracy(truth, predicted)),
        accuracy_without_twins=_rounded(accuracy(truth[~twins], predicted[~twins])),
        balanced_accuracy=_rounded(balanced_accuracy(matrix)),
        calibration_error=_rounded(calibration_error(truth, probabilities)),
        classes=per_class(matrix, names),
        confusion=matrix.tolist(),
    )


def _time_one_face(model: EmotionModel, rows: FaceSet, repeats: int = 200) -> float:
    times = []
    for index in range(repeats):
        face = rows.faces[index % len(rows)][np.newaxis]
        start = time.perf_counter()
        model.read(face)
        times.append(time.perf_counter() - start)
    return round(float(np.median(times)) * 1000, 3)


def _rounded(figure: float) -> float:
    return round(figure, 4)
