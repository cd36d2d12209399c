"""What decides a training run besides its data, checked at birth and kept beside its results."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal, Self, get_args

from models.errors import TrainingError

BOUNDS: Final[dict[str, tuple[float, float]]] = {
    "epochs": (1, 1000),
    "batch": (1, 4096),
    "learning_rate": (1e-7, 1.0),
    "weight_decay": (0.0, 1.0),
    "label_smoothing": (0.0, 0.9),
    "class_balance": (0.0, 1.0),
    "votes_weight": (0.0, 100.0),
    "teacher_share": (0.0, 1.0),
    "cooled_epochs": (0.0, 1.0),
    "ema_momentum": (0.0, 0.99999),
    "seed": (0, 2**32 - 1),
    "patience": (1, 1000),
    "mixup": (0.0, 4.0),
    "frozen_epochs": (0, 999),
}
"""Least and greatest value of each number in a plan."""

Schedule = Literal["cosine", "plateau"]
Augmentation = Literal["webcam", "light", "none"]
Weights = Literal["none", "imagenet"]
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "schedule": get_args(Schedule),
    "augmentation": get_args(Augmentation),
    "weights": get_args(Weights),
}

BEFORE: Final[dict[str, Any]] = {"class_balance": 0.0, "teacher_share": 0.0, "cooled_epochs": 0.0}
"""What a plan meant that was written before it had these fields."""


@dataclass(frozen=True)
class TrainingPlan:
    """Everything that decides a run besides the data; written beside its results.

    Raises ``TrainingError`` for a value out of ``BOUNDS`` or ``CHOICES``.
    """

    architecture: str = "stacked"
    epochs: int = 50
    batch: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 0.05
    label_smoothing: float = 0.05
    class_balance: float = 0.2
    """Exponent of the inverse class frequency that weighs a FER2013 label: 0 none, 1 full."""
    votes_weight: float = 1.0
    """Weight of the FER+ votes' loss, beside 1 of the FER2013 labels' and of the action's."""
    teacher_share: float = 0.4
    """Weight of the teacher's probabilities in the targets, where there is a teacher."""
    cooled_epochs: float = 0.25
    """Share of the last epochs in which pictures are changed half as often."""
    ema_momentum: float = 0.999
    """Momentum of the weight average that is kept and served; 0 for none."""
    seed: int = 7
    schedule: Schedule = "cosine"
    """``cosine`` after a warm-up, or ``plateau``: constant, reduced when PublicTest stalls."""
    patience: int | None = None
    """Epochs without a better PublicTest accuracy after which to stop early; None never."""
    mixup: float = 0.0
    """Alpha of the Beta distribution by which pictures are mixed in pairs; 0 never."""
    augmentation: Augmentation = "webcam"
    weights: Weights = "none"
    """Where the trunk's weights come from: ``imagenet``, or ``none`` for random ones."""
    frozen_epochs: int = 0
    """First epochs in which only the new head of a transfer network learns."""
    teacher: str | None = None
    """Names and fingerprints of the teachers' files."""
    start: str | None = None
    """Name and fingerprint of the network whose weights the run begins from."""

    def __post_init__(self) -> None:
        for name, (least, most) in BOUNDS.items():
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                raise TrainingError(f"{name} must be in {least:g} to {most:g}, not {value!r}")
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise TrainingError(
                    f"{name} must be one of {', '.join(choices)}, not {getattr(self, name)!r}"
                )
        if self.frozen_epochs >= self.epochs:
            raise TrainingError(
                f"frozen_epochs ({self.frozen_epochs}) must be fewer than epochs ({self.epochs})"
            )

    def save(self, path: Path) -> None:
        """Write the plan as JSON."""
        path.write_text(json.dumps(asdict(self), indent=2) + "\n")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a plan, also one of an older version; raises ``TrainingError`` if it is none."""
        try:
            written: dict[str, Any] = json.loads(path.read_text())
        except (OSError, ValueError) as error:
            raise TrainingError(f"cannot read the plan {path}: {error}") from error
        if not isinstance(written, dict):
            raise TrainingError(f"{path} is not a training plan")
        if unknown := sorted(set(written) - {field.name for field in fields(cls)}):
            raise TrainingError(f"{path} has fields of another version: {', '.join(unknown)}")
        try:
            return cls(**(BEFORE | written))
        except TypeError as error:
            raise TrainingError(f"{path} is not a training plan: {error}") from error

    def differences(self, other: Self) -> str:
        """Name what differs, such as ``epochs (4, asked for 8)``; empty if nothing does."""
        pairs = [(f.name, getattr(self, f.name), getattr(other, f.name)) for f in fields(self)]
        return ", ".join(f"{name} ({a}, asked for {b})" for name, a, b in pairs if a != b)


def names_of(networks: Sequence[Path]) -> str | None:
    """Names of several networks in a plan; None for none of them."""
    return " + ".join(name_of(path) for path in networks) or None


def name_of(path: Path) -> str:
    """Name of a network in a plan: file and fingerprint, which survive a move of the file.

    Raises ``TrainingError`` if the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise TrainingError(f"cannot read the network {path}: {error.strerror}") from error
    return f"{path.name} sha256:{digest[:16]}"
