from tests.cli.command import classroom, json_of
from tests.shared_data import SHARED, needs_data

DATA = ("--fer2013", SHARED / "fer2013.npz", "--ferplus", SHARED / "ferplus.csv")


@needs_data("fer2013.npz", "ferplus.csv")
def test_evaluate_prints_the_figures_of_the_weights_in_use() -> None:
    report = json_of(classroom("evaluate", "emotion", *DATA, "--json"))

    assert report["split"] == "PrivateTest"
    assert report["fer2013"]["rows"] == 3589
    assert 3000 < report["ferplus"]["rows"] < 3589


@needs_data("fer2013.npz", "ferplus.csv")
def test_a_dry_run_of_training_reads_the_data_and_writes_nothing() -> None:
    done = classroom("train", "emotion", *DATA, "--dry-run", "--json")

    assert json_of(done)["faces"] == {"Training": 28709, "PublicTest": 3589, "PrivateTest": 3589}


def test_missing_data_is_one_clear_line() -> None:
    done = classroom("evaluate", "emotion", "--fer2013", "none.npz", "--ferplus", "none.csv")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "none.npz" in done.stderr
