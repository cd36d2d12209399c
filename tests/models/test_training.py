"""A real, tiny training run in a process of its own, since TensorFlow takes seconds to import."""

import subprocess
import sys
from pathlib import Path

import pytest

TINY_RUN = """
import sys
from pathlib import Path
import numpy as np
from models.dataset import FaceSet
from models.training.emotion import TrainingPlan, train
from models.training.export import export_run

rng = np.random.default_rng(0)
rows = 30
faces = FaceSet(
    faces=rng.integers(0, 256, (rows, 48, 48)).astype(np.uint8),
    labels=np.arange(rows) % 7,
    split=np.arange(rows) % 3,
    exact=np.ones(rows, bool),
    votes=np.eye(10, dtype=np.float32)[np.arange(rows) % 7] * 10,
    action=rng.random((rows, 52), dtype=np.float32),
)
run, epochs = Path(sys.argv[1]), int(sys.argv[2])
plan = TrainingPlan(epochs=epochs, batch=5)
train(faces, plan, run, verbose=0)
report = export_run(run, faces, run / "emotion.tflite", {}, "a test")
print("rows", report.fer2013.rows)
"""


def tiny_run(folder: Path, epochs: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", TINY_RUN, str(folder), str(epochs)],
        capture_output=True,
        text=True,
        check=False,
        timeout=170,
    )


@pytest.mark.timeout(400)
def test_a_run_trains_exports_and_states_its_figures(tmp_path: Path) -> None:
    finished = tiny_run(tmp_path, 2)
    assert finished.returncode == 0, finished.stderr[-2000:]
    assert finished.stdout.splitlines()[-1] == "rows 10"
    assert '"PrivateTest"' in (tmp_path / "emotion.json").read_text()
    epochs = [line.split(",")[0] for line in (tmp_path / "log.csv").read_text().splitlines()]
    assert epochs == ["epoch", "0", "1"]
