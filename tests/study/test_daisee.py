import io
import json
import zipfile
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from classroom.confusion.likelihood import LikelihoodModel, fitted_model
from classroom.errors import DataError
from classroom.inference import FaceAnalyzer
from classroom.study.daisee import Clips, read_daisee
from classroom.study.fitted import fitted_document
from models.emotion import WEIGHTS, read_manifest
from tests.cli.command import classroom, json_of
from tests.shared_data import SHARED, needs_data

HEAD = "file,split,clip_id,subject,confusion\n"


def write_daisee(folder: Path, people: int = 16, clips: int = 3) -> Path:
    """Write a folder in DAiSEE's form whose every face is Eileen Collins."""
    portrait = np.asarray(data.astronaut(), dtype=np.uint8)  # type: ignore[no-untyped-call]
    face = io.BytesIO()
    Image.fromarray(portrait[50:190, 160:280]).resize((90, 105)).save(face, "JPEG")
    rows = []
    with zipfile.ZipFile(folder / "faces.zip", "w") as archive:
        for number in range(people * clips):
            name = f"Train/{number}.jpg"
            archive.writestr(name, face.getvalue())
            rows.append(f"{name},Train,{number},{number // clips},{3 * (number % clips == 0)}\n")
    (folder / "labels.csv").write_text(HEAD + "".join(rows))
    return folder


@pytest.fixture(scope="module")
def analyzer() -> FaceAnalyzer:
    return FaceAnalyzer.load()


@pytest.fixture(scope="module")
def daisee(analyzer: FaceAnalyzer) -> Clips:
    """The shared data, read once."""
    return read_daisee(SHARED / "daisee", analyzer)


def test_the_clips_of_a_person_stand_together_in_their_order(
    tmp_path: Path, analyzer: FaceAnalyzer
) -> None:
    folder = write_daisee(tmp_path, people=2, clips=3)
    lines = (folder / "labels.csv").read_text().splitlines()
    mixed = [lines[0], lines[4], lines[1], lines[5], lines[2], lines[3], lines[6]]
    (folder / "labels.csv").write_text("\n".join(mixed) + "\n")

    clips = read_daisee(folder, analyzer)

    assert clips.person.tolist() == ["0", "0", "0", "1", "1", "1"]
    assert clips.confusion.tolist() == [3, 0, 0, 3, 0, 0]
    assert np.isfinite(clips.action).all()


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ("file,split,subject\n", "no column confusion"),
        (HEAD + "a.jpg,Train,1,1,7\n", "line 2: confusion is 0, 1, 2 or 3"),
        (HEAD + "a.jpg,Train,1,1,12\n", "line 2: confusion is 0, 1, 2 or 3"),
        (HEAD + "a.jpg,Train,1,1,\n", "line 2: confusion is 0, 1, 2 or 3"),
        (HEAD + "a.jpg,Train\n", "line 2: confusion is 0, 1, 2 or 3"),
        (HEAD, "no row in it"),
        (HEAD + "gone.jpg,Train,1,1,0\n", "no readable gone.jpg"),
    ],
)
def test_labels_that_do_not_fit_are_named(
    tmp_path: Path, analyzer: FaceAnalyzer, labels: str, told: str
) -> None:
    write_daisee(tmp_path, people=1)
    (tmp_path / "labels.csv").write_text(labels)

    with pytest.raises(DataError, match=told):
        read_daisee(tmp_path, analyzer)


def test_a_damaged_archive_is_named(tmp_path: Path, analyzer: FaceAnalyzer) -> None:
    write_daisee(tmp_path, people=1)
    (tmp_path / "faces.zip").write_text("no archive")

    with pytest.raises(DataError, match=r"faces\.zip cannot be read"):
        read_daisee(tmp_path, analyzer)


def test_the_command_measures_and_draws_one_page(tmp_path: Path) -> None:
    folder = write_daisee(tmp_path)

    report = json_of(
        classroom(
            "evaluate", "confusion", "--daisee", folder, "--json", "--report", tmp_path / "page"
        )
    )

    assert (report["people"], report["clips"], report["folds"]) == (16, 48, 8)
    assert {way["name"] for way in report["ways"]} >= {"always no", "lowered brows alone"}
    assert (tmp_path / "page" / "index.html").exists()
    assert (tmp_path / "page" / "roc.png").exists()


def test_too_few_people_and_an_unknown_split_are_one_clear_line(tmp_path: Path) -> None:
    folder = write_daisee(tmp_path, people=3)

    few = classroom("evaluate", "confusion", "--daisee", folder)
    unknown = classroom("evaluate", "confusion", "--daisee", folder, "--split", "Test")

    assert few.returncode == unknown.returncode == 2
    assert "16 people are needed" in few.stderr
    assert "there are: Train" in unknown.stderr


def test_the_committed_model_belongs_to_the_committed_emotion_network() -> None:
    document = json.loads(files("classroom.confusion").joinpath("likelihood.json").read_text())

    assert fitted_model().base_rate == document["base_rate"]
    assert document["emotion_weights_sha256"] == read_manifest(WEIGHTS)["sha256"]


@pytest.mark.data
@needs_data("daisee")
def test_the_committed_model_is_what_the_command_fits(daisee: Clips) -> None:
    document = fitted_document(daisee, "", lambda what, done, total: None)

    assert document["metrics"]["live_auc"] >= 0.62
    assert document["metrics"]["after_class_auc"] >= 0.64
    fitted = [*document["recent"]["weights"], *document["usual"]["weights"]]
    assert fitted == pytest.approx(fitted_model().weights.tolist(), rel=0.02, abs=0.02)


def test_the_train_command_writes_a_file_that_can_be_served(tmp_path: Path) -> None:
    folder = write_daisee(tmp_path)

    done = classroom("train", "confusion", "--daisee", folder, "-o", tmp_path / "new" / "l.json")

    assert done.returncode == 0, done.stderr
    model = LikelihoodModel.from_document(json.loads((tmp_path / "new" / "l.json").read_text()))
    assert model.base_rate == pytest.approx(1 / 3, abs=1e-3)
