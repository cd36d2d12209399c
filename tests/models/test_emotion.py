import shutil
from pathlib import Path

import numpy as np
import pytest

from classroom.domain import emotion as domain_emotion
from models import EmotionModel, emotion
from models.dataset import load_faces
from models.emotion import WEIGHTS, manifest_path, read_manifest
from models.errors import WeightsError
from models.evaluation.emotion import evaluate
from models.labels import EMOTIONS
from models.preprocessing import lift_dark
from tests.shared_data import SHARED, needs_data


def copy_of_weights(folder: Path) -> Path:
    copy = folder / WEIGHTS.name
    shutil.copy(WEIGHTS, copy)
    shutil.copy(manifest_path(WEIGHTS), manifest_path(copy))
    return copy


def test_the_domain_and_the_networks_agree_on_the_order_of_emotions() -> None:
    assert domain_emotion.EMOTIONS == EMOTIONS


def test_predictions_are_probabilities_whatever_the_batch() -> None:
    faces = np.random.default_rng(0).integers(0, 256, (5, 48, 48)).astype(np.uint8)
    model = EmotionModel.load()
    together = model.predict(faces)
    assert together.shape == (5, 7)
    assert together.dtype == np.float32
    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    alone = np.concatenate([model.predict(face[None]) for face in faces])
    assert np.allclose(alone, together, atol=0.05)


def test_a_dark_face_is_read_as_it_looks_when_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    light = np.random.default_rng(0).integers(60, 220, (1, 48, 48)).astype(np.uint8)
    dark = np.round(255 * (light / 255) ** 3).astype(np.uint8)
    model = EmotionModel.load()
    read = model.predict(dark)
    monkeypatch.setattr(emotion, "lift_dark", lambda faces: faces)
    assert np.array_equal(read, model.predict(lift_dark(dark)))
    assert not np.allclose(read, model.predict(dark), atol=0.001)


def test_no_faces_give_no_predictions() -> None:
    assert EmotionModel.load().predict(np.zeros((0, 48, 48), np.uint8)).shape == (0, 7)


def test_damaged_weights_are_refused_and_the_text_says_what_to_do(tmp_path: Path) -> None:
    copy = copy_of_weights(tmp_path)
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 0xFF
    copy.write_bytes(content)
    with pytest.raises(WeightsError, match=r"damaged.*restore the file"):
        EmotionModel.load(copy)


def test_a_text_file_in_place_of_the_weights_is_refused_unverified_too(tmp_path: Path) -> None:
    copy = copy_of_weights(tmp_path)
    copy.write_text("not a network")
    with pytest.raises(WeightsError, match="not a usable network"):
        EmotionModel.load(copy, verify=False)


def test_missing_weights_or_manifest_are_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="manifest"):
        EmotionModel.load(tmp_path / "emotion.tflite")
    copy = copy_of_weights(tmp_path)
    copy.unlink()
    with pytest.raises(WeightsError, match="cannot read the weights"):
        EmotionModel.load(copy)


@pytest.mark.parametrize("weights", sorted(WEIGHTS.parent.glob("*.tflite")), ids=lambda w: w.stem)
@needs_data("fer2013.npz", "ferplus.csv")
def test_the_committed_weights_reach_the_figures_of_their_manifest(weights: Path) -> None:
    faces = load_faces(SHARED / "fer2013.npz", SHARED / "ferplus.csv")
    report = evaluate(EmotionModel.load(weights), faces, "PrivateTest")
    stated = read_manifest(weights)["metrics"]["PrivateTest"]
    measured = report.summary()
    assert {name: measured[name] for name in stated} == pytest.approx(stated, abs=0.003)
    assert report.fer2013.accuracy >= 0.66
    assert report.ferplus.accuracy >= 0.84
