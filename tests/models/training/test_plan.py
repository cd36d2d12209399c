import json
from dataclasses import asdict
from pathlib import Path

import pytest

from models.errors import TrainingError
from models.training.plan import TrainingPlan
from models.training.recipes import RECIPES, plan_for
from models.training.run_folder import RunFolder

OLDER = {
    "architecture": "residual",
    "epochs": 18,
    "batch": 64,
    "learning_rate": 0.002,
    "weight_decay": 0.02,
    "label_smoothing": 0.1,
    "ema_momentum": 0.999,
    "seed": 7,
}


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    plan = TrainingPlan(epochs=3, patience=2, mixup=0.2, schedule="plateau")
    plan.save(tmp_path / "plan.json")
    assert TrainingPlan.load(tmp_path / "plan.json") == plan


def test_an_older_plan_means_what_it_meant(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(OLDER))
    plan = TrainingPlan.load(tmp_path / "plan.json")
    assert (plan.class_balance, plan.cooled_epochs, plan.augmentation) == (0, 0, "webcam")
    assert plan.schedule == "cosine"


def test_a_run_of_before_plans_named_their_teacher_can_go_on_with_one(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(OLDER))
    held = asdict(TrainingPlan.load(tmp_path / "plan.json"))
    RunFolder(tmp_path).check(TrainingPlan(**(held | {"teacher": "final.keras sha256:0"})))


@pytest.mark.parametrize(
    ("written", "reason"),
    [("[", "cannot read"), ('{"depth": 3}', "depth"), ("[1]", "not a training plan")],
)
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, written: str, reason: str) -> None:
    (tmp_path / "plan.json").write_text(written)
    with pytest.raises(TrainingError, match=reason):
        TrainingPlan.load(tmp_path / "plan.json")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("epochs", 0),
        ("learning_rate", 0.0),
        ("label_smoothing", 1.0),
        ("mixup", -1.0),
        ("schedule", "steps"),
        ("augmentation", "heavy"),
        ("frozen_epochs", 50),
    ],
)
def test_a_value_out_of_bounds_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(TrainingError, match=field):
        plan_for("compact", **{field: value})


def test_a_flag_beats_the_recipe_and_the_recipe_beats_the_default() -> None:
    assert plan_for("stacked") == TrainingPlan()
    assert plan_for("compact").weight_decay < TrainingPlan.weight_decay
    assert plan_for("cnn4", epochs=None).augmentation == "light"
    assert plan_for("cnn4", augmentation="none").augmentation == "none"


def test_imagenet_weights_are_kept_frozen_at_first() -> None:
    assert plan_for("mobilenetv2", epochs=20).frozen_epochs == 0
    assert plan_for("mobilenetv2", epochs=20, weights="imagenet").frozen_epochs == 3


def test_every_recipe_makes_a_plan_and_an_unknown_architecture_is_refused() -> None:
    assert {plan_for(name).architecture for name in RECIPES} == set(RECIPES)
    with pytest.raises(TrainingError, match="there are: stacked"):
        plan_for("vgg")
