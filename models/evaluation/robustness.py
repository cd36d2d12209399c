"""How many points a network loses when pictures get worse."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.dataset import FaceSet
from models.evaluation.corruptions import CONDITIONS, Condition
from models.evaluation.metrics import accuracy
from models.evaluation.readers import FaceReader, Readings, read_all


@dataclass(frozen=True)
class Loss:
    """One condition: accuracy in it, and points (hundredths) lost against clean pictures."""

    condition: str
    kind: str
    level: float
    words: str
    fer2013_accuracy: float
    fer2013_points_lost: float
    ferplus_accuracy: float
    ferplus_points_lost: float


def measure_losses(
    reader: FaceReader,
    rows: FaceSet,
    clean: Readings,
    conditions: tuple[Condition, ...] = CONDITIONS,
    progress: Callable[[int, int], None] | None = None,
) -> list[Loss]:
    """Read the rows in every condition; ``clean`` is what the network says of them as they are.

    FER2013 accuracy is that of the head of that name, FER+ accuracy that of the vote head on
    majority labels. A condition with variants has the mean of their accuracies.
    """
    before = _accuracies(clean, rows)
    total = sum(len(condition.changes) for condition in conditions) * len(rows)
    losses, done = [], 0
    for condition in conditions:
        found = []
        for change in condition.changes:
            found.append(_accuracies(read_all(reader, change(rows.faces)), rows))
            done += len(rows)
            if progress:
                progress(done, total)
        losses.append(_loss(condition, before, np.mean(found, axis=0)))
    return losses


def share_of_loss(own: float, other: float) -> float | None:
    """What part of the other network's loss the own one is; None where the other loses nothing."""
    return round(own / other, 3) if other > 0 else None


def _accuracies(said: Readings, rows: FaceSet) -> tuple[float, float]:
    majority = rows.vote_majority()
    voted = majority >= 0
    return (
        accuracy(rows.labels, said.fer2013.argmax(axis=1)),
        accuracy(majority[voted], said.vote_shares[voted].argmax(axis=1)),
    )


def _loss(condition: Condition, before: tuple[float, float], after: np.typing.ArrayLike) -> Loss:
    fer2013, ferplus = (float(each) for each in np.asarray(after))
    return Loss(
        condition=condition.name,
        kind=condition.kind,
        level=condition.level,
        words=condition.words,
        fer2013_accuracy=round(fer2013, 4),
        fer2013_points_lost=round((before[0] - fer2013) * 100, 2),
        ferplus_accuracy=round(ferplus, 4),
        ferplus_points_lost=round((before[1] - ferplus) * 100, 2),
    )
