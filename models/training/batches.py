"""Batches of changed faces with the targets of all three heads."""

from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from models.dataset import FaceSet
from models.labels import EMOTIONS
from models.preprocessing import to_input
from models.training.augmentation import AUGMENTATIONS
from models.training.mixup import mix
from models.training.plan import TrainingPlan

Answers = dict[str, npt.NDArray[np.float32]]
"""A teacher's probabilities of the training faces, by head."""


class FaceBatches(keras.utils.PyDataset):  # type: ignore[misc]  # keras has no types
    """Augmented batches whose order and changes follow from seed and epoch alone."""

    def __init__(
        self,
        faces: FaceSet,
        plan: TrainingPlan,
        *,
        training: bool,
        teacher: Answers | None = None,
    ) -> None:
        super().__init__(workers=1)
        self.epoch = 0
        self._faces = faces
        self._plan = plan
        self._training = training
        self._augment = AUGMENTATIONS[plan.augmentation]
        self._ordered_epoch = -1
        self._epoch_order: npt.NDArray[np.int64] = np.arange(len(faces))
        self._shares: npt.NDArray[np.float32] = faces.vote_shares()
        self._has_votes = np.asarray(self._shares.any(axis=1), dtype=np.float32)
        self._has_action = np.asarray(np.isfinite(faces.action).all(axis=1), dtype=np.float32)
        self._action = np.where(np.isfinite(faces.action), faces.action, 0).astype(np.float32)
        smoothing = plan.label_smoothing if training else 0.0
        one_hot: npt.NDArray[np.float32] = np.eye(len(EMOTIONS), dtype=np.float32)[faces.labels]
        self._targets: npt.NDArray[np.float32] = one_hot * np.float32(1 - smoothing)
        self._targets += np.float32(smoothing / len(EMOTIONS))
        self._label_weights = np.ones(len(faces), np.float32)
        if training:
            self._label_weights = _class_weights(faces.labels, plan.class_balance)
        if teacher is not None:
            self._learn_from(teacher)

    def __len__(self) -> int:
        return -(-len(self._faces) // self._plan.batch)

    def __getitem__(self, index: int) -> tuple[Any, dict[str, Any], dict[str, Any]]:
        rows = self._order()[index * self._plan.batch : (index + 1) * self._plan.batch]
        pictures = self._faces.faces[rows]
        targets = {
            "fer2013": self._targets[rows],
            "votes": self._shares[rows],
            "action": self._action[rows],
        }
        weights = {
            "fer2013": self._label_weights[rows],
            "votes": self._has_votes[rows],
            "action": self._has_action[rows],
        }
        if self._training:
            rng = np.random.default_rng((self._plan.seed, self.epoch, index))
            cooled = self.epoch >= self._plan.epochs * (1 - self._plan.cooled_epochs)
            strength = 0.5 if cooled else 1.0
            pictures = np.stack([self._augment(picture, rng, strength) for picture in pictures])
            if self._plan.mixup > 0:
                pictures, targets, weights = mix(pictures, targets, weights, self._plan.mixup, rng)
        return to_input(pictures), targets, weights

    def _learn_from(self, teacher: Answers) -> None:
        """Blend the teacher's probabilities into the targets; where nobody voted, it votes."""
        share = np.float32(self._plan.teacher_share)
        self._targets = (1 - share) * self._targets + share * teacher["fer2013"]
        blended = (1 - share) * self._shares + share * teacher["votes"]
        self._shares = np.where(self._has_votes[:, None] > 0, blended, teacher["votes"])
        self._has_votes = np.ones_like(self._has_votes)

    def _order(self) -> npt.NDArray[np.int64]:
        if self._training and self._ordered_epoch != self.epoch:
            rng = np.random.default_rng((self._plan.seed, self.epoch))
            self._epoch_order = rng.permutation(len(self._faces))
            self._ordered_epoch = self.epoch
        return self._epoch_order


def _class_weights(labels: npt.NDArray[np.int64], exponent: float) -> npt.NDArray[np.float32]:
    """A weight for each row, of mean 1, that grows with how rare its class is."""
    counts = np.bincount(labels, minlength=len(EMOTIONS))
    weights = (len(labels) / np.maximum(counts, 1))[labels] ** exponent
    return np.asarray(weights / weights.mean(), dtype=np.float32)
