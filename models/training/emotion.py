"""One training run of the emotion network: batches, losses, schedule, checkpoints."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from models.architecture import ARCHITECTURES
from models.dataset import FaceSet
from models.errors import ModelError
from models.labels import EMOTIONS
from models.preprocessing import to_input
from models.training.allocator import keep_freed_memory
from models.training.augmentation import augment


@dataclass(frozen=True)
class TrainingPlan:
    """Everything that decides a run besides the data; written beside its results."""

    architecture: str = "compact"
    epochs: int = 50
    batch: int = 128
    learning_rate: float = 3e-3
    weight_decay: float = 0.02
    label_smoothing: float = 0.05
    class_balance: float = 0.2
    """Exponent of the inverse class frequency that weighs a FER2013 label: 0 none, 1 full."""
    teacher_share: float = 0.4
    """Weight of the teacher's probabilities in the targets, where there is a teacher."""
    cooled_epochs: float = 0.15
    """Share of the last epochs in which pictures are changed half as often."""
    ema_momentum: float = 0.999
    seed: int = 7


LOSS_WEIGHTS = {"fer2013": 1.0, "votes": 1.0, "action": 1.0}


class FaceBatches(keras.utils.PyDataset):  # type: ignore[misc]
    """Augmented batches whose order and changes follow from seed and epoch alone."""

    def __init__(
        self,
        faces: FaceSet,
        plan: TrainingPlan,
        *,
        training: bool,
        teacher: dict[str, npt.NDArray[np.float32]] | None = None,
    ) -> None:
        super().__init__(workers=1)
        self.epoch = 0
        self._faces = faces
        self._plan = plan
        self._training = training
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
        if self._training:
            rng = np.random.default_rng((self._plan.seed, self.epoch, index))
            cooled = self.epoch >= self._plan.epochs * (1 - self._plan.cooled_epochs)
            strength = 0.5 if cooled else 1.0
            pictures = np.stack([augment(picture, rng, strength) for picture in pictures])
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
        return to_input(pictures), targets, weights

    def _learn_from(self, teacher: dict[str, npt.NDArray[np.float32]]) -> None:
        """Blend the teacher's probabilities into the targets; where nobody voted, it votes."""
        share = np.float32(self._plan.teacher_share)
        self._targets = (1 - share) * self._targets + share * teacher["fer2013"]
        blended = (1 - share) * self._shares + share * teacher["votes"]
        self._shares = np.where(self._has_votes[:, None] > 0, blended, teacher["votes"])
        self._has_votes = np.ones_like(self._has_votes)

    def _order(self) -> npt.NDArray[np.int64]:
        if not self._training:
            return np.arange(len(self._faces))
        return np.random.default_rng((self._plan.seed, self.epoch)).permutation(len(self._faces))


def _class_weights(labels: npt.NDArray[np.int64], exponent: float) -> npt.NDArray[np.float32]:
    """A weight for each row, of mean 1, that grows with how rare its class is."""
    counts = np.bincount(labels, minlength=len(EMOTIONS))
    weights = (len(labels) / np.maximum(counts, 1))[labels] ** exponent
    return np.asarray(weights / weights.mean(), dtype=np.float32)


def teach(network: keras.Model, faces: FaceSet) -> dict[str, npt.NDArray[np.float32]]:
    """What a trained network says of each face and its mirror image, averaged, by head."""
    says = network.predict(to_input(faces.faces), batch_size=256, verbose=1)
    mirrored = np.ascontiguousarray(faces.faces[:, :, ::-1])
    says_mirrored = network.predict(to_input(mirrored), batch_size=256, verbose=1)
    return {head: (says[head] + says_mirrored[head]) / 2 for head in ("fer2013", "votes")}


class _EpochSeed(keras.callbacks.Callback):  # type: ignore[misc]
    """Tells the batches which epoch it is, also after a resume."""

    def __init__(self, batches: FaceBatches) -> None:
        super().__init__()
        self._batches = batches

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._batches.epoch = epoch


def compile_network(plan: TrainingPlan, steps_per_epoch: int) -> keras.Model:
    """Build the chosen architecture with its losses and a warm-up and cosine learning rate."""
    if plan.architecture not in ARCHITECTURES:
        known = ", ".join(ARCHITECTURES)
        raise ModelError(f"unknown architecture {plan.architecture!r}; there are: {known}")
    network = ARCHITECTURES[plan.architecture]()
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=plan.learning_rate / 20,
        warmup_target=plan.learning_rate,
        warmup_steps=steps_per_epoch,
        decay_steps=max(1, steps_per_epoch * (plan.epochs - 1)),
    )
    optimizer = keras.optimizers.AdamW(
        schedule,
        weight_decay=plan.weight_decay,
        use_ema=True,
        ema_momentum=plan.ema_momentum,
    )
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    network.compile(
        optimizer,
        loss={
            "fer2013": "categorical_crossentropy",
            "votes": "categorical_crossentropy",
            "action": "binary_crossentropy",
        },
        loss_weights=LOSS_WEIGHTS,
        weighted_metrics={"fer2013": ["accuracy"], "votes": ["accuracy"], "action": []},
        jit_compile=False,
    )
    return network


def train(
    faces: FaceSet,
    plan: TrainingPlan,
    run: Path,
    *,
    teacher: keras.Model | None = None,
    verbose: int = 1,
) -> keras.Model:
    """Train on Training, watch PublicTest, and return the best averaged weights.

    With a ``teacher`` the network learns from its answers too (Hinton et al. 2015).

    ``run`` keeps the plan, the log, a backup from which a killed run goes on, ``best.keras``
    (chosen on PublicTest) and ``final.keras`` (the same with fresh normalisation statistics).
    """
    run.mkdir(parents=True, exist_ok=True)
    (run / "plan.json").write_text(json.dumps(asdict(plan), indent=2) + "\n")
    keep_freed_memory()
    keras.utils.set_random_seed(plan.seed)
    lessons = faces.of_split("Training")
    answers = teach(teacher, lessons) if teacher is not None else None
    batches = FaceBatches(lessons, plan, training=True, teacher=answers)
    watched = FaceBatches(faces.of_split("PublicTest"), plan, training=False)
    network = compile_network(plan, len(batches))
    network.fit(
        batches,
        epochs=plan.epochs,
        validation_data=watched,
        verbose=verbose,
        callbacks=[
            _EpochSeed(batches),
            keras.callbacks.BackupAndRestore(run / "backup"),
            keras.callbacks.SwapEMAWeights(swap_on_epoch=True),
            keras.callbacks.ModelCheckpoint(
                run / "best.keras",
                monitor="val_fer2013_accuracy",
                mode="max",
                save_best_only=True,
            ),
            keras.callbacks.CSVLogger(run / "log.csv", append=True),
            keras.callbacks.TerminateOnNaN(),
        ],
    )
    network = keras.models.load_model(run / "best.keras")
    refresh_statistics(network, batches)
    network.save(run / "final.keras")
    return network


def refresh_statistics(network: keras.Model, batches: FaceBatches) -> None:
    """Measure the batch-normalisation statistics anew, since averaged weights have their own.

    The same step as after stochastic weight averaging (Izmailov et al. 2018, section 3.2): one
    epoch of forward passes, which at momentum 0.99 leaves about 1 % of the old statistics.
    """
    for index in range(len(batches)):
        pictures, _, _ = batches[index]
        network(pictures, training=True)
