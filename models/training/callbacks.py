"""What happens beside the learning: checkpoints, log, backup, early end."""

import math

import keras

from models.errors import TrainingError
from models.training.batches import FaceBatches
from models.training.phases import Phase
from models.training.plan import TrainingPlan
from models.training.run_folder import WATCHED, RunFolder
from models.training.tensorboard import check_tensorboard

PLATEAU_FACTOR, PLATEAU_PATIENCE, LEAST_RATE = 0.5, 4, 1e-6
"""The rate is halved after four epochs without a better PublicTest accuracy."""


class EpochSeed(keras.callbacks.Callback):  # type: ignore[misc]  # keras has no types
    """Tells the batches which epoch it is, also after a resume."""

    def __init__(self, batches: FaceBatches) -> None:
        super().__init__()
        self._batches = batches

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Set the epoch from which order and changes follow."""
        self._batches.epoch = epoch


class EndOnNaN(keras.callbacks.Callback):  # type: ignore[misc]  # keras has no types
    """Ends a run whose loss is no number, before its backup is overwritten with such weights."""

    def __init__(self) -> None:
        super().__init__()
        self._epoch = 0

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Remember the epoch for the message."""
        self._epoch = epoch

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """Look at the loss after each batch; raises ``TrainingError``."""
        loss = (logs or {}).get("loss")
        if loss is not None and not math.isfinite(loss):
            raise TrainingError(
                f"the loss is no longer a number in epoch {self._epoch + 1}, batch {batch + 1}: "
                "start anew in another folder (--run) with a lower --learning-rate"
            )


class EarlyEnd(keras.callbacks.EarlyStopping):  # type: ignore[misc]  # keras has no types
    """Early stopping that knows the epochs before a resume."""

    def __init__(self, patience: int, before: list[float]) -> None:
        super().__init__(monitor=WATCHED, mode="max", patience=patience)
        self._before = before

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        """Take up the count where the killed run left it."""
        super().on_train_begin(logs)
        if self._before:
            self.best = max(self._before)
            self.wait = epochs_since_best(self._before)


class RateOnPlateau(keras.callbacks.ReduceLROnPlateau):  # type: ignore[misc]  # keras has no types
    """Rate reduction that knows the epochs before a resume; the rate itself is in the backup."""

    def __init__(self, before: list[float]) -> None:
        super().__init__(
            monitor=WATCHED,
            mode="max",
            factor=PLATEAU_FACTOR,
            patience=PLATEAU_PATIENCE,
            min_delta=0,
            min_lr=LEAST_RATE,
        )
        self._before = before

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        """Take up the count where the killed run left it."""
        super().on_train_begin(logs)
        if self._before:
            self.best = max(self._before)
            self.wait = epochs_since_best(self._before) % PLATEAU_PATIENCE


def epochs_since_best(accuracies: list[float]) -> int:
    """How many epochs ago the best accuracy was first reached."""
    return len(accuracies) - 1 - accuracies.index(max(accuracies)) if accuracies else 0


def callbacks_of(
    plan: TrainingPlan,
    phase: Phase,
    folder: RunFolder,
    batches: FaceBatches,
    *,
    tensorboard: bool = False,
) -> list[keras.callbacks.Callback]:
    """All callbacks of a phase, in the order in which they must run.

    The backup comes before the averaged weights are swapped in, the checkpoint after.
    """
    history = folder.history()
    before = [accuracy for epoch, accuracy in history if epoch >= phase.start]
    chosen: list[keras.callbacks.Callback] = [
        EpochSeed(batches),
        EndOnNaN(),
        keras.callbacks.BackupAndRestore(
            folder.backup(phase.name), double_checkpoint=True, delete_checkpoint=False
        ),
    ]
    if plan.ema_momentum > 0:
        chosen.append(keras.callbacks.SwapEMAWeights(swap_on_epoch=True))
    best_so_far = max((accuracy for _, accuracy in history), default=None)
    chosen.append(
        keras.callbacks.ModelCheckpoint(
            folder.best,
            monitor=WATCHED,
            mode="max",
            save_best_only=True,
            initial_value_threshold=best_so_far if folder.best.exists() else None,
        )
    )
    if plan.schedule == "plateau":
        chosen.append(RateOnPlateau(before))
    if plan.patience is not None and not phase.frozen:
        chosen.append(EarlyEnd(plan.patience, before))
    if tensorboard:
        check_tensorboard()
        chosen.append(keras.callbacks.TensorBoard(folder.tensorboard))
    return [*chosen, keras.callbacks.CSVLogger(folder.log, append=True)]
