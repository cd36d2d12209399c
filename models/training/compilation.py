"""Losses, optimizer and learning rate of a training run."""

from typing import Any

import keras

from models.training.phases import Phase
from models.training.plan import TrainingPlan

LOSSES = {
    "fer2013": "categorical_crossentropy",
    "votes": "categorical_crossentropy",
    "action": "binary_crossentropy",
}


def compile_network(
    network: keras.Model, plan: TrainingPlan, phase: Phase, steps_per_epoch: int
) -> None:
    """Give a network its losses, and AdamW (Loshchilov and Hutter 2019) with the plan's rate."""
    averaged: dict[str, Any] = {}
    if plan.ema_momentum > 0:
        averaged = {"use_ema": True, "ema_momentum": plan.ema_momentum}
    optimizer = keras.optimizers.AdamW(
        learning_rate(plan, phase, steps_per_epoch), weight_decay=plan.weight_decay, **averaged
    )
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    network.compile(
        optimizer,
        loss=LOSSES,
        loss_weights={"fer2013": 1.0, "votes": plan.votes_weight, "action": 1.0},
        weighted_metrics={"fer2013": ["accuracy"], "votes": ["accuracy"], "action": []},
        jit_compile=False,
    )


def learning_rate(plan: TrainingPlan, phase: Phase, steps_per_epoch: int) -> Any:
    """A constant, or a schedule: one epoch of warm-up, then a cosine down to nothing."""
    highest = plan.learning_rate * phase.rate_share
    if plan.schedule == "plateau":
        return highest
    return keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=highest / 20,
        warmup_target=highest,
        warmup_steps=steps_per_epoch,
        decay_steps=max(1, steps_per_epoch * (phase.epochs - 1)),
    )
