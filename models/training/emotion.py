"""One training run of the emotion network, from its plan to its best weights."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import keras

from models.architectures import ARCHITECTURES, build
from models.architectures.transfer import freeze_trunk
from models.dataset import FaceSet
from models.errors import TrainingError
from models.training.allocator import keep_freed_memory
from models.training.batches import FaceBatches
from models.training.callbacks import callbacks_of, epochs_since_best
from models.training.compilation import compile_network
from models.training.normalisation import refresh_statistics
from models.training.phases import Phase, phases_of
from models.training.plan import TrainingPlan, names_of
from models.training.run_folder import RunFolder
from models.training.start import take_weights
from models.training.teacher import answers_of

__all__ = ["TrainingPlan", "train"]


def train(
    faces: FaceSet,
    plan: TrainingPlan,
    run: Path,
    *,
    teachers: Sequence[Path] = (),
    start: Path | None = None,
    verbose: int = 1,
    tensorboard: bool = False,
) -> keras.Model:
    """Train on Training, watch PublicTest, and return the best averaged weights.

    With ``teachers``, Keras or exported files of this project, the network learns from their mean
    answers too (Hinton et al. 2015). With ``start``, a Keras file of the same architecture, it
    goes on from its weights with a rate that rises and falls anew (a warm restart, Loshchilov and
    Hutter 2017).

    ``run`` keeps the plan, the log, a backup from which a killed run goes on, ``best.keras``
    (chosen on PublicTest) and ``final.keras`` (the same with fresh normalisation statistics); a
    finished run is returned as it is. Raises ``TrainingError`` if the folder is another run's.
    """
    plan = replace(plan, teacher=names_of(teachers), start=names_of([start] if start else []))
    _check_phases(plan)
    folder = RunFolder(run)
    folder.claim(plan, faces)
    if folder.final.exists():
        return keras.models.load_model(folder.final)
    keep_freed_memory()
    lessons = faces.of_split("Training")
    answers = answers_of(teachers, lessons, folder, verbose) if teachers else None
    keras.utils.set_random_seed(plan.seed)  # after the teacher, so that it changes no seed
    batches = FaceBatches(lessons, plan, training=True, teacher=answers)
    watched = FaceBatches(faces.of_split("PublicTest"), plan, training=False)
    phases = phases_of(plan)
    for phase in phases:
        _fit(phase, plan, folder, batches, watched, start, verbose, tensorboard)
    batches.epoch = plan.epochs - 1  # also where a resume found nothing left to fit
    network = keras.models.load_model(folder.best)
    refresh_statistics(network, batches)
    half_written = folder.path / "final.part.keras"
    network.save(half_written)
    half_written.replace(folder.final)
    for phase in phases:
        shutil.rmtree(folder.backup(phase.name), ignore_errors=True)
    return network


def _check_phases(plan: TrainingPlan) -> None:
    architecture = ARCHITECTURES.get(plan.architecture)
    if plan.frozen_epochs and architecture is not None and not architecture.transfer:
        raise TrainingError(f"{plan.architecture} has no pre-trained trunk to keep frozen")


def _fit(
    phase: Phase,
    plan: TrainingPlan,
    folder: RunFolder,
    batches: FaceBatches,
    watched: FaceBatches,
    start: Path | None,
    verbose: int,
    tensorboard: bool,
) -> None:
    """Train one phase to its end, or what is left of it after a kill."""
    if _is_over(phase, plan, folder):
        return
    if phase.start == 0:
        network = build(plan.architecture, plan.weights)
        if start is not None:
            take_weights(network, start)
    else:
        network = keras.models.load_model(folder.best, compile=False)
    if phase.name != "whole":
        freeze_trunk(network, phase.frozen)
    compile_network(network, plan, phase, len(batches))
    network.fit(
        batches,
        epochs=phase.end,
        initial_epoch=phase.start,
        validation_data=watched,
        verbose=verbose,
        callbacks=callbacks_of(plan, phase, folder, batches, tensorboard=tensorboard),
    )


def _is_over(phase: Phase, plan: TrainingPlan, folder: RunFolder) -> bool:
    """Whether a run that was killed had this phase behind it already."""
    done = [accuracy for epoch, accuracy in folder.history() if epoch >= phase.start]
    if phase.frozen or folder.backed_up_epochs(phase.name) >= phase.end:
        return folder.backed_up_epochs(phase.name) >= phase.end
    return plan.patience is not None and epochs_since_best(done) >= plan.patience
