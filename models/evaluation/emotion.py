"""Evaluation of one emotion network on FER2013 labels, FER+ votes and facial action."""

import json
import math
from dataclasses import asdict, dataclass
from typing import Any

from models.dataset import SPLITS, FaceSet
from models.evaluation.action import ActionReport, follow_teacher
from models.evaluation.metrics import accuracy
from models.evaluation.pairs import PairReport, report_pair
from models.evaluation.people import PeopleReport, agree_with_people
from models.evaluation.readers import FaceReader, Progress, Readings, read_all
from models.evaluation.speed import Speed, measure_speed
from models.evaluation.tasks import TaskReport, report_task
from models.labels import EMOTIONS, VOTE_LABELS


@dataclass(frozen=True)
class EmotionReport:
    """All figures of one network on one split."""

    split: str
    fer2013: TaskReport
    """FER2013's own labels, answered by the head that learned them."""
    ferplus: TaskReport
    """FER+ majority labels (Barsoum et al. 2016), answered by the head that learned the votes, or
    by the only head of a network without votes; its seven emotions never say contempt."""
    served_fer2013_accuracy: float
    """FER2013 accuracy of ``EmotionModel.predict``, which mixes both heads."""
    served_ferplus_accuracy: float
    """FER+ majority accuracy of ``EmotionModel.predict``; contempt counts as wrong."""
    milliseconds_per_face: float | None
    """Time for one face at a time on one core, preprocessing included, median."""
    speed: list[Speed]
    """The same for more faces at a time, with the time that 95 % of calls keep."""
    people: PeopleReport | None
    """Agreement with people; None without votes."""
    action: ActionReport | None
    """Facial action against its teacher; None without scores or without that head."""
    neutral_sadness: dict[str, PairReport]
    """How well neutral and sad faces are told apart, by FER2013 label and by FER+ majority."""

    def summary(self) -> dict[str, float]:
        """The headline figures, as the manifest keeps them."""
        return {
            "fer2013_accuracy": self.fer2013.accuracy,
            "fer2013_accuracy_without_twins": self.fer2013.accuracy_without_twins,
            "fer2013_balanced_accuracy": self.fer2013.balanced_accuracy,
            "fer2013_calibration_error": self.fer2013.calibration_error,
            "ferplus_majority_accuracy": self.ferplus.accuracy,
            "ferplus_majority_accuracy_without_twins": self.ferplus.accuracy_without_twins,
            "ferplus_balanced_accuracy": self.ferplus.balanced_accuracy,
            "ferplus_calibration_error": self.ferplus.calibration_error,
            "served_fer2013_accuracy": self.served_fer2013_accuracy,
            "served_ferplus_accuracy": self.served_ferplus_accuracy,
        }

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values; a figure that does not exist is None, never NaN."""
        plain: dict[str, Any] = _without_nan(asdict(self))
        return plain

    def as_json(self) -> str:
        """The report as JSON text."""
        return json.dumps(self.as_dict(), indent=2)


def evaluate(
    model: FaceReader,
    faces: FaceSet,
    split: str = "PrivateTest",
    progress: Progress | None = None,
) -> EmotionReport:
    """Measure a network on one split; ``progress`` is told (done, all) faces."""
    rows = faces.of_split(split)
    said = read_all(model, rows.faces, progress)
    return report_on(said, faces, split, measure_speed(model, rows.faces))


def report_on(
    said: Readings, faces: FaceSet, split: str, speed: list[Speed] | None = None
) -> EmotionReport:
    """Turn what a network said of the rows of a split into figures."""
    twins = faces.twins_across_splits()[faces.split == SPLITS.index(split)]
    rows = faces.of_split(split)
    majority = rows.vote_majority()
    voted = majority >= 0
    shares = said.vote_shares
    served = said.emotions.argmax(axis=1)
    known = rows.exact & (said.votes is not None)
    return EmotionReport(
        split=split,
        fer2013=report_task(rows.labels, said.fer2013, twins, EMOTIONS),
        ferplus=report_task(majority[voted], shares[voted], twins[voted], VOTE_LABELS),
        served_fer2013_accuracy=round(accuracy(rows.labels, served), 4),
        served_ferplus_accuracy=round(accuracy(majority[voted], served[voted]), 4),
        milliseconds_per_face=speed[0].median_ms if speed else None,
        speed=speed or [],
        people=agree_with_people(rows.votes[known], shares[known]),
        action=follow_teacher(rows.action, said.action) if said.action is not None else None,
        neutral_sadness={
            "fer2013": report_pair(rows.labels, said.fer2013),
            "ferplus": report_pair(majority, shares),
        },
    )


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nan(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_without_nan(each) for each in value]
    return None if isinstance(value, float) and math.isnan(value) else value
