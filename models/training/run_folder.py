"""The folder of one run: what lies in it, and that it is not mistaken for another run's."""

import csv
import json
import zlib
from dataclasses import replace
from pathlib import Path

from models.dataset import SPLITS, FaceSet
from models.errors import TrainingError
from models.training.plan import TrainingPlan

WATCHED = "val_fer2013_accuracy"
"""Column of the log by which the best epoch is chosen: accuracy on PublicTest."""


class RunFolder:
    """Names of the files of a run, and what they tell of its progress."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.plan = path / "plan.json"
        self.data = path / "data.json"
        self.best = path / "best.keras"
        """The epoch that did best on PublicTest."""
        self.final = path / "final.keras"
        """The same with fresh normalisation statistics; its presence says that the run is over."""
        self.log = path / "log.csv"
        self.answers = path / "teacher.npz"
        self.tensorboard = path / "tensorboard"

    def check(self, plan: TrainingPlan) -> None:
        """Raise ``TrainingError`` if the folder holds a run with another plan."""
        if not self.plan.exists():
            if self.best.exists() or self.log.exists():
                raise TrainingError(
                    f"{self.path} holds results but no plan.json: name another folder with --run"
                )
            return
        held = TrainingPlan.load(self.plan)
        if "teacher" not in json.loads(self.plan.read_text()):
            held = replace(held, teacher=plan.teacher)  # written before plans named their teacher
        if differences := held.differences(plan):
            raise TrainingError(
                f"{self.path} holds a run with another plan: {differences}; "
                "ask for the same to go on with it, or name another folder with --run"
            )

    def claim(self, plan: TrainingPlan, faces: FaceSet) -> None:
        """Make the folder this run's own; raises ``TrainingError`` if it is another's."""
        self.check(plan)
        counts = {name: len(faces.of_split(name)) for name in SPLITS}
        empty = [name for name in ("Training", "PublicTest") if not counts[name]]
        if empty:
            raise TrainingError(f"there is nothing to train with: no faces of {', '.join(empty)}")
        data = counts | {"fingerprint": fingerprint(faces)}
        if self.data.exists() and (held := json.loads(self.data.read_text())) != data:
            raise TrainingError(
                f"{self.path} holds a run on other data ({held.get('Training')} faces of Training, "
                f"now {counts['Training']}, or other labels): name another folder with --run"
            )
        self.path.mkdir(parents=True, exist_ok=True)
        self.data.write_text(json.dumps(data, indent=2) + "\n")
        if not self.plan.exists():
            plan.save(self.plan)

    def history(self) -> list[tuple[int, float]]:
        """Epoch and accuracy on PublicTest of every finished epoch, the newest entry of each."""
        if not self.log.exists():
            return []
        with self.log.open(newline="") as file:
            rows = [(row.get("epoch"), row.get(WATCHED)) for row in csv.DictReader(file)]
        found = {int(epoch): float(value) for epoch, value in rows if epoch and value}
        return sorted(found.items())

    def backup(self, phase: str) -> Path:
        """Where the state of a phase lies from which a killed run goes on."""
        return self.path / ("backup" if phase == "whole" else f"backup-{phase}")

    def backed_up_epochs(self, phase: str) -> int:
        """How many epochs the backup of a phase has behind it."""
        try:
            state = json.loads((self.backup(phase) / "training_metadata.json").read_text())
            return int(state["epoch"])
        except (OSError, ValueError, KeyError):
            return 0


def fingerprint(faces: FaceSet) -> int:
    """A checksum over all that a run learns from."""
    value = 0
    for array in (faces.faces, faces.labels, faces.split, faces.votes, faces.action):
        value = zlib.crc32(array.tobytes(), value)
    return value
