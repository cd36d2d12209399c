import csv
from pathlib import Path

import pytest

from models.dataset import SPLITS, VOTE_COLUMNS
from models.labels import FER2013_TO_EMOTION
from tests.cli.command import classroom, json_of
from tests.models.evaluation.invented import invented_faces


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[str | Path, ...]:
    """Invented faces and votes in the well-known forms."""
    folder = tmp_path_factory.mktemp("data")
    faces = invented_faces()
    with (folder / "fer2013.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["emotion", "pixels", "Usage"])
        for face, label, split in zip(faces.faces, faces.labels, faces.split, strict=True):
            pixels = " ".join(map(str, face.ravel()))
            table.writerow([FER2013_TO_EMOTION.index(label), pixels, SPLITS[split]])
    with (folder / "votes.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(VOTE_COLUMNS)
        table.writerows(faces.votes.astype(int).tolist())
    return ("--fer2013", folder / "fer2013.csv", "--ferplus", folder / "votes.csv")


def test_json_keeps_its_keys_and_nothing_else_is_on_stdout(data: tuple[str | Path, ...]) -> None:
    report = json_of(classroom("evaluate", "emotion", *data, "--json"))

    assert {"split", "fer2013", "ferplus", "served_fer2013_accuracy"} <= set(report)
    assert {"served_ferplus_accuracy", "milliseconds_per_face"} <= set(report)
    assert report["fer2013"]["rows"] == 14
    assert report["robustness"] == []


def test_a_report_is_one_page_and_its_plots(data: tuple[str | Path, ...], tmp_path: Path) -> None:
    done = classroom(
        "evaluate", "emotion", *data, "--no-robustness", "--report", tmp_path / "report"
    )

    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "report" / "index.html") in done.stdout
    assert (tmp_path / "report" / "reliability.png").exists()
    assert not (tmp_path / "report" / "robustness.png").exists()


def test_a_text_file_named_keras_is_one_clear_line(
    data: tuple[str | Path, ...], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.keras"
    bad.write_text("not a network")

    done = classroom("evaluate", "emotion", *data, "--beside", bad)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "is not a Keras network" in done.stderr
