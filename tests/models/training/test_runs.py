"""Real, tiny training runs; one process imports TensorFlow for all but the one that is killed."""

import csv
import math
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.emotion import WEIGHTS, EmotionModel, read_manifest
from models.errors import TrainingError, WeightsError
from models.training.plan import TrainingPlan, name_of
from tests.models.training.tiny import (
    KERAS_ON_NUMPY,
    add_tiny_network,
    remove_tiny_network,
    tiny_faces,
    tiny_plan,
)
from tests.shared_data import REPOSITORY

pytestmark = KERAS_ON_NUMPY

RUN_TO_BE_KILLED = """
import sys
from pathlib import Path
from models.training.emotion import train
from tests.models.training.tiny import add_tiny_network, tiny_faces, tiny_plan
add_tiny_network()
train(tiny_faces(), tiny_plan(epochs=500, patience=None, ema_momentum=0.9), Path(sys.argv[1]),
      verbose=0)
"""


@pytest.fixture(autouse=True)
def _tiny_network() -> Iterator[None]:
    add_tiny_network()
    yield
    remove_tiny_network()


def logged(run: Path) -> list[dict[str, str]]:
    with (run / "log.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_trains_exports_and_states_its_figures(tmp_path: Path) -> None:
    from models.training.emotion import train
    from models.training.export import export_run

    train(tiny_faces(), tiny_plan(schedule="cosine", ema_momentum=0.9), tmp_path, verbose=0)
    report = export_run(tmp_path, tiny_faces(), tmp_path / "emotion.tflite", {}, "a test")

    assert report.fer2013.rows == 10
    assert '"PrivateTest"' in (tmp_path / "emotion.json").read_text()
    assert [row["epoch"] for row in logged(tmp_path)] == ["0", "1"]


def test_the_votes_weigh_in_the_loss_as_planned(tmp_path: Path) -> None:
    from models.training.emotion import train

    train(tiny_faces(), tiny_plan(epochs=1, votes_weight=3.0), tmp_path, verbose=0)

    (row,) = logged(tmp_path)
    fer2013, votes, action = (float(row[f"{head}_loss"]) for head in ("fer2013", "votes", "action"))
    assert float(row["loss"]) == pytest.approx(fer2013 + 3 * votes + action, rel=0.05)


@pytest.mark.timeout(300)
def test_a_killed_run_goes_on_where_it_was_and_keeps_its_best(tmp_path: Path) -> None:
    from models.architectures import build
    from models.training.batches import FaceBatches
    from models.training.callbacks import callbacks_of
    from models.training.compilation import compile_network
    from models.training.phases import Phase
    from models.training.run_folder import RunFolder

    killed = subprocess.Popen(
        [sys.executable, "-c", RUN_TO_BE_KILLED, str(tmp_path)],
        cwd=REPOSITORY,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 200
    while not (tmp_path / "log.csv").exists() or len(logged(tmp_path)) < 3:
        assert killed.poll() is None, "the run ended by itself"
        assert time.monotonic() < until, "the run did not come to its third epoch"
        time.sleep(0.05)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    folder = RunFolder(tmp_path)
    done = [epoch for epoch, _ in folder.history()]
    best = max(accuracy for _, accuracy in folder.history())

    plan = TrainingPlan.load(folder.plan)
    batches = FaceBatches(tiny_faces().of_split("Training"), plan, training=True)
    watched = FaceBatches(tiny_faces().of_split("PublicTest"), plan, training=False)
    network = build(plan.architecture)
    last = done[-1] + 3
    phase = Phase("whole", 0, last)
    compile_network(network, plan, phase, len(batches))
    callbacks = callbacks_of(plan, phase, folder, batches)
    network.fit(batches, epochs=last, validation_data=watched, verbose=0, callbacks=callbacks)

    epochs = [epoch for epoch, _ in folder.history()]
    assert epochs[0] == 0
    assert epochs[-1] == last - 1
    assert len(logged(tmp_path)) <= last
    checkpoint = next(each for each in callbacks if type(each).__name__ == "ModelCheckpoint")
    assert checkpoint.best >= best


def test_a_plateau_run_ends_early_lowers_its_rate_and_is_taken_as_it_is_afterwards(
    tmp_path: Path,
) -> None:
    from models.training.callbacks import PLATEAU_PATIENCE
    from models.training.emotion import train

    plan = tiny_plan(epochs=60, patience=PLATEAU_PATIENCE + 2, learning_rate=1e-6)
    train(tiny_faces(), plan, tmp_path, verbose=0)

    rows = logged(tmp_path)
    assert len(rows) < 60
    assert not list(tmp_path.glob("backup*"))
    written = (tmp_path / "final.keras").stat().st_mtime_ns
    train(tiny_faces(), plan, tmp_path, verbose=0)
    assert logged(tmp_path) == rows
    assert (tmp_path / "final.keras").stat().st_mtime_ns == written


def test_a_run_on_other_data_or_by_another_plan_is_refused(tmp_path: Path) -> None:
    from models.training.run_folder import RunFolder

    RunFolder(tmp_path).claim(tiny_plan(), tiny_faces())

    with pytest.raises(TrainingError, match=r"epochs \(2, asked for 3\)"):
        RunFolder(tmp_path).claim(tiny_plan(epochs=3), tiny_faces())
    with pytest.raises(TrainingError, match="other data"):
        RunFolder(tmp_path).claim(tiny_plan(), tiny_faces(33))


def test_a_head_learns_first_and_then_all_of_a_transfer_network() -> None:
    from models.architectures import build
    from models.architectures.transfer import freeze_trunk
    from models.training.phases import phases_of
    from models.training.recipes import plan_for

    frozen, tuned = phases_of(plan_for("mobilenetv2", epochs=10, frozen_epochs=2))
    assert (frozen.start, frozen.end, tuned.start, tuned.end) == (0, 2, 2, 10)
    assert tuned.rate_share < 1
    network = build("mobilenetv2")
    freeze_trunk(network, frozen.frozen)
    assert len(network.trainable_weights) == 6
    freeze_trunk(network, tuned.frozen)
    assert len(network.trainable_weights) > 100


def test_a_teachers_answers_are_kept_for_a_resume(tmp_path: Path) -> None:
    from models.architectures import build
    from models.training.run_folder import RunFolder
    from models.training.teacher import answers_of

    teacher = tmp_path / "teacher.keras"
    build("mini-xception").save(teacher)
    first = answers_of([teacher], tiny_faces(), RunFolder(tmp_path), verbose=0)
    written = (tmp_path / "teacher.npz").stat().st_mtime_ns
    again = answers_of([teacher], tiny_faces(), RunFolder(tmp_path), verbose=0)

    assert (tmp_path / "teacher.npz").stat().st_mtime_ns == written
    assert all((first[head] == again[head]).all() for head in ("fer2013", "votes"))
    assert first["votes"].sum(axis=1) == pytest.approx(np.ones(30), abs=1e-5)


def test_a_teacher_of_another_kind_is_refused(tmp_path: Path) -> None:
    from models.training.emotion import train

    junk = tmp_path / "junk.keras"
    junk.write_text("no network")
    with pytest.raises(WeightsError, match=r"junk\.keras"):
        train(tiny_faces(), tiny_plan(), tmp_path / "run", teachers=[junk], verbose=0)
    with pytest.raises(TrainingError, match="cannot read the network"):
        name_of(tmp_path / "missing.keras")


def test_a_loss_that_is_no_number_ends_the_run_in_a_sentence() -> None:
    from models.training.callbacks import EndOnNaN

    watch = EndOnNaN()
    watch.on_epoch_begin(2)
    watch.on_train_batch_end(0, {"loss": 1.0})
    with pytest.raises(TrainingError, match=r"epoch 3, batch 5: .*--learning-rate"):
        watch.on_train_batch_end(4, {"loss": math.nan})


def test_tensorboard_is_refused_in_a_sentence_where_its_package_is_missing() -> None:
    from importlib.util import find_spec

    from models.training.tensorboard import check_tensorboard

    if find_spec("tensorboard"):
        pytest.skip("tensorboard is installed here")
    with pytest.raises(TrainingError, match="needs the package tensorboard"):
        check_tensorboard()


def test_several_teachers_answer_with_their_mean(tmp_path: Path) -> None:
    from models.architectures import build
    from models.training.run_folder import RunFolder
    from models.training.teacher import answers_of

    files = [tmp_path / "one.keras", tmp_path / "two.keras"]
    for file in files:
        build("tiny").save(file)
    folders = [RunFolder(tmp_path / name) for name in ("first", "second", "both")]
    for folder in folders:
        folder.path.mkdir()
    asked = [[files[0]], [files[1]], files]
    first, second, both = (
        answers_of(teachers, tiny_faces(), folder, verbose=0)
        for teachers, folder in zip(asked, folders, strict=True)
    )

    np.testing.assert_allclose(both["votes"], (first["votes"] + second["votes"]) / 2, atol=1e-6)


def test_run_begins_from_the_weights_that_it_is_given(tmp_path: Path) -> None:
    from models.architectures import build
    from models.training.emotion import train

    start = tmp_path / "start.keras"
    begun = build("tiny")
    begun.save(start)
    plan = tiny_plan(epochs=1, learning_rate=1e-7, weight_decay=0.0, ema_momentum=0.0)
    network = train(tiny_faces(), plan, tmp_path / "run", start=start, verbose=0)

    np.testing.assert_allclose(network.layers[1].kernel, begun.layers[1].kernel, atol=1e-4)
    assert "start.keras sha256:" in (tmp_path / "run" / "plan.json").read_text()


def test_weights_of_another_architecture_are_refused(tmp_path: Path) -> None:
    from models.architectures import build
    from models.training.emotion import train

    start = tmp_path / "start.keras"
    build("mini-xception").save(start)
    with pytest.raises(TrainingError, match="another architecture"):
        train(tiny_faces(), tiny_plan(), tmp_path / "run", start=start, verbose=0)


def test_an_exported_network_teaches_without_its_temperature(tmp_path: Path) -> None:
    from models.evaluation.temperature import soften
    from models.training.run_folder import RunFolder
    from models.training.teacher import answers_of

    faces = tiny_faces()
    answers = answers_of([WEIGHTS], faces, RunFolder(tmp_path), verbose=0)
    served = EmotionModel.load().read(faces.faces)
    mirrored = EmotionModel.load().read(np.ascontiguousarray(faces.faces[:, :, ::-1]))
    temperature = read_manifest(WEIGHTS)["calibration"]["fer2013"]["temperature"]
    softened = [soften(each.fer2013, 1 / temperature) for each in (served, mirrored)]
    assert answers["votes"].shape == (len(faces), 8)
    assert np.allclose(answers["fer2013"].sum(axis=1), 1, atol=1e-5)
    assert np.allclose(answers["fer2013"], sum(softened) / 2, atol=1e-5)


def test_softening_gives_back_what_a_temperature_took() -> None:
    from models.evaluation.temperature import soften

    logits = np.array([[2.0, 0.5, -1.0], [0.0, 0.0, 3.0]], dtype=np.float32)
    folded = np.exp(logits / 0.6) / np.exp(logits / 0.6).sum(axis=1, keepdims=True)
    plain = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    assert np.allclose(soften(folded.astype(np.float32), 1 / 0.6), plain, atol=1e-5)
