"""The bench: every architecture trained, exported and measured by the same code."""

import io
import json
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.architectures import ARCHITECTURES
from models.dataset import SPLITS, FaceSet
from models.emotion import EmotionModel, manifest_path, read_manifest
from models.errors import ModelError, TrainingError
from models.evaluation.emotion import EmotionReport, evaluate
from models.training.emotion import train
from models.training.export import export_run
from models.training.plan import TrainingPlan
from models.training.recipes import plan_for
from models.training.run_folder import RunFolder

SPLIT = "PrivateTest"


@dataclass(frozen=True)
class BenchRow:
    """What the bench says of one finished run."""

    run: str
    architecture: str
    description: str
    source: str
    weights: str
    parameters: int
    int8_mb: float
    milliseconds_per_face: float | None
    epochs: int
    """Epochs that were trained; fewer than planned where the run ended early."""
    training_faces: int | None
    fer2013_accuracy: float
    ferplus_majority_accuracy: float


@dataclass(frozen=True)
class Entry:
    """A run of the bench: its folder, and the plan by which it is trained if it is not over."""

    folder: RunFolder
    plan: TrainingPlan

    @property
    def finished(self) -> bool:
        """Whether there is nothing left to train."""
        return self.folder.final.exists()


def entries(
    runs: Path, architectures: Sequence[str], epochs: int | None, weights: str | None = None
) -> list[Entry]:
    """Plan a run for each name: an architecture, or the folder of a run that is over.

    A finished run is taken as it is, whatever its plan. Raises ``TrainingError`` for a name that
    is neither, and for an unfinished run with another plan.
    """
    planned = []
    for name in dict.fromkeys(architectures):
        folder = RunFolder(runs / name)
        if folder.final.exists():
            planned.append(Entry(folder, TrainingPlan.load(folder.plan)))
            continue
        if name not in ARCHITECTURES:
            raise TrainingError(
                f"{name!r} is no finished run in {runs} and no architecture; there are: "
                f"{', '.join(ARCHITECTURES)}"
            )
        chosen = weights if ARCHITECTURES[name].transfer else None
        plan = plan_for(name, epochs=epochs, weights=chosen)
        folder.check(plan)
        planned.append(Entry(folder, plan))
    return planned


def limited(faces: FaceSet, limit: int | None) -> FaceSet:
    """Keep the first ``limit`` faces of each split, for a quick look; all without a limit."""
    if limit is None:
        return faces
    rows = [np.flatnonzero(faces.split == index)[:limit] for index in range(len(SPLITS))]
    return faces.take(np.sort(np.concatenate(rows)))


def run_bench(
    faces: FaceSet,
    planned: Sequence[Entry],
    target: Path,
    data: dict[str, Path],
    command: str,
    *,
    verbose: int = 1,
    tell: Callable[[str], None] = lambda text: None,
) -> list[BenchRow]:
    """Train what is not finished, export and measure all, and write ``bench.json`` and ``.md``.

    Both files are written anew after each architecture, so a killed bench has lost nothing and
    goes on where it was. ``faces`` train the unfinished and measure all on PrivateTest.
    """
    rows: list[BenchRow] = []
    target.mkdir(parents=True, exist_ok=True)
    for number, entry in enumerate(planned, 1):
        what = "measure" if entry.finished else "train"
        tell(f"{what} {entry.folder.path.name} ({number} of {len(planned)})")
        if not entry.finished:
            train(faces, entry.plan, entry.folder.path, verbose=verbose)
        rows.append(_measure(entry, faces, data, command))
        write_results(rows, target)
    return rows


def _measure(entry: Entry, faces: FaceSet, data: dict[str, Path], command: str) -> BenchRow:
    weights = entry.folder.path / "emotion.tflite"
    report = _exported(weights, faces)
    if report is None:
        with redirect_stdout(io.StringIO()):  # the converter prints pages
            report = export_run(entry.folder.path, faces, weights, data, command)
    manifest = read_manifest(weights)
    architecture = ARCHITECTURES[entry.plan.architecture]
    return BenchRow(
        run=entry.folder.path.name,
        architecture=entry.plan.architecture,
        description=architecture.description,
        source=architecture.source,
        weights=entry.plan.weights,
        parameters=int(manifest["parameters"]),
        int8_mb=round(weights.stat().st_size / 1e6, 2),
        milliseconds_per_face=report.milliseconds_per_face,
        epochs=len(entry.folder.history()),
        training_faces=_training_faces(entry.folder),
        fer2013_accuracy=report.fer2013.accuracy,
        ferplus_majority_accuracy=report.ferplus.accuracy,
    )


def _exported(weights: Path, faces: FaceSet) -> EmotionReport | None:
    """Measure what an earlier bench exported whole; None if it has to be exported (again)."""
    if not weights.exists() or not manifest_path(weights).exists():
        return None
    try:
        if "metrics" not in read_manifest(weights):
            return None
        return evaluate(EmotionModel.load(weights), faces, SPLIT)
    except ModelError:  # half-written by a bench that was killed
        return None


def _training_faces(folder: RunFolder) -> int | None:
    """How many faces a run learned from; None for one of before this was written down."""
    if not folder.data.exists():
        return None
    counts: dict[str, Any] = json.loads(folder.data.read_text())
    return int(counts["Training"])


def write_results(rows: Sequence[BenchRow], target: Path) -> None:
    """Write ``bench.json`` and ``bench.md`` into a folder."""
    document = {"split": SPLIT, "networks": [asdict(row) for row in rows]}
    (target / "bench.json").write_text(json.dumps(document, indent=2) + "\n")
    (target / "bench.md").write_text(as_markdown(rows))


def as_markdown(rows: Sequence[BenchRow]) -> str:
    """The table of the README and the docs."""
    lines = [
        "| architecture | parameters | MB, int8 | ms a face, one core | epochs | faces | "
        "FER2013 PrivateTest, % | FER+ majority, % |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        name = row.architecture + (f" ({row.weights})" if row.weights != "none" else "")
        speed = "–" if row.milliseconds_per_face is None else f"{row.milliseconds_per_face:.2f}"
        faces = "all" if row.training_faces is None else f"{row.training_faces:,}"
        lines.append(
            f"| {name} | {row.parameters:,} | {row.int8_mb:.2f} | {speed} | {row.epochs} | {faces} "
            f"| {100 * row.fer2013_accuracy:.1f} | {100 * row.ferplus_majority_accuracy:.1f} |"
        )
    return "\n".join(lines) + "\n"
