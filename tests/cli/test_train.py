import json
from pathlib import Path

from models.training.plan import TrainingPlan
from tests.cli.command import classroom, json_of
from tests.shared_data import SHARED, needs_data

DATA = ("--fer2013", SHARED / "fer2013.npz", "--ferplus", SHARED / "ferplus.csv")


@needs_data("fer2013.npz", "ferplus.csv")
def test_a_dry_run_shows_the_plan_made_of_recipe_and_flags(tmp_path: Path) -> None:
    flags = ("--architecture", "cnn4", "--mixup", "0.2", "--schedule", "cosine", "--epochs", "3")
    done = classroom(
        "train", "emotion", *DATA, *flags, "--run", tmp_path / "run", "--dry-run", "--json"
    )

    plan = json_of(done)["plan"]
    assert (plan["augmentation"], plan["mixup"], plan["schedule"]) == ("light", 0.2, "cosine")
    assert not (tmp_path / "run").exists()


def test_a_folder_of_another_plan_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    TrainingPlan(epochs=9).save(tmp_path / "plan.json")
    done = classroom(
        "train", "emotion", "--fer2013", "none.npz", "--ferplus", "none.csv", "--run", tmp_path
    )

    assert done.returncode == 2
    assert "epochs (9, asked for 50)" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_number_out_of_bounds_is_a_usage_error() -> None:
    done = classroom(
        "train", "emotion", "--fer2013", "a.npz", "--ferplus", "b.csv", "--label-smoothing", "2"
    )

    assert done.returncode == 2
    assert "--label-smoothing" in done.stderr


def test_the_bench_refuses_an_unknown_name_in_json_too(tmp_path: Path) -> None:
    done = classroom(
        *("train", "bench", "--fer2013", "a.npz", "--ferplus", "b.csv", "--json"),
        *("--runs", tmp_path, "--architectures", "compact,vgg"),
    )

    assert done.returncode == 2
    assert "'vgg'" in json.loads(done.stdout)["error"]["message"]
