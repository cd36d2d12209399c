"""How each architecture is trained unless flags say otherwise, as its authors or users did."""

from typing import Any, Final

from models.errors import TrainingError
from models.training.plan import TrainingPlan

_HALVED_EARLY: Final[dict[str, Any]] = {
    "learning_rate": 3e-3,
    "weight_decay": 0.02,
    "cooled_epochs": 0.15,
}
"""Fewer parameters bear a higher rate, and want less to hold them back."""

_PROJECTS: Final[dict[str, Any]] = {
    "epochs": 60,
    "batch": 64,
    "learning_rate": 1e-3,
    "weight_decay": 0.0,
    "label_smoothing": 0.0,
    "class_balance": 0.0,
    "cooled_epochs": 0.0,
    "ema_momentum": 0.0,
    "schedule": "plateau",
    "patience": 12,
    "augmentation": "light",
}
"""What tutorials and student projects on FER2013 do: Adam, light changes, plateau, early stop."""

RECIPES: Final[dict[str, dict[str, Any]]] = {
    "stacked": {},
    "compact": _HALVED_EARLY,
    "residual": _HALVED_EARLY,
    "cnn4": _PROJECTS,
    "cnn4-elu": _PROJECTS,
    "cnn6": _PROJECTS,
    "mini-xception": _PROJECTS | {"batch": 32, "epochs": 100, "patience": 25},
    "mobilenetv2": _PROJECTS,
    "resnet50v2": _PROJECTS,
}
"""Fields of the plan in which an architecture's own way differs from ``TrainingPlan``'s."""

FROZEN_SHARE: Final[float] = 0.15
"""Share of the epochs in which ImageNet weights are kept as they are, so that the random head
does not spoil them."""


def plan_for(architecture: str, **given: Any) -> TrainingPlan:
    """Fill in what was not given (None) from the architecture's recipe.

    Raises ``TrainingError`` for an unknown architecture or a value out of bounds.
    """
    if architecture not in RECIPES:
        known = ", ".join(RECIPES)
        raise TrainingError(f"unknown architecture {architecture!r}; there are: {known}")
    chosen = RECIPES[architecture] | {k: v for k, v in given.items() if v is not None}
    if chosen.get("weights") == "imagenet" and "frozen_epochs" not in chosen:
        epochs = chosen.get("epochs", TrainingPlan.epochs)
        chosen["frozen_epochs"] = round(FROZEN_SHARE * epochs) if epochs > 1 else 0
    return TrainingPlan(architecture=architecture, **chosen)
