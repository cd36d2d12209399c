"""Real Keras files, made in one process, since TensorFlow takes seconds to import."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.errors import WeightsError
from models.evaluation.keras_reader import FER2013_ORDER, KerasReader, parse_order
from models.evaluation.networks import open_network
from models.labels import EMOTIONS

SCRIPT = """
import json, sys
from pathlib import Path
import keras, numpy as np
from keras import layers
from models.errors import WeightsError
from models.evaluation.comparison import compare
from models.evaluation.keras_reader import FER2013_ORDER, KerasReader, parse_order
from models.evaluation.networks import open_network
from models.evaluation.vector_scaling import Scaling
from models.training.export import fold
from tests.models.evaluation.invented import invented_faces

folder, found = Path(sys.argv[1]), {}
keras.utils.set_random_seed(0)

def network(size, activation, width=7):
    picture = keras.Input((size, size, 1))
    answer = layers.Dense(width, activation=activation)(layers.Flatten()(picture))
    return keras.Model(picture, answer)

def refusal(name):
    try:
        open_network(folder / name)
    except WeightsError as error:
        return str(error)

stranger = network(48, "softmax")
stranger.save(folder / "stranger.keras")
network(64, "softmax").save(folder / "large.keras")
network(48, "relu").save(folder / "logits.keras")
network(48, "softmax", 3).save(folder / "three.keras")
(folder / "text.keras").write_text("not a network")
(folder / "cut.keras").write_bytes((folder / "stranger.keras").read_bytes()[:999])

faces = invented_faces()
report = compare(open_network(folder / "stranger.keras"), [], faces, conditions=()).as_dict()
found["rows"] = report["fer2013"]["rows"]
found["people"], found["name"] = report["people"], report["network"]["name"]

rows = faces.faces[:4]
raw = np.asarray(stranger(rows[..., None] / 255))
said = KerasReader.load(folder / "stranger.keras").read(rows).fer2013
found["in_our_order"] = bool(np.allclose(said[:, 0], raw[:, 6], atol=1e-5))
turned = parse_order(",".join(reversed(FER2013_ORDER)))
said = KerasReader.load(folder / "stranger.keras", turned, "unit").read(rows).fer2013
found["in_stated_order"] = bool(np.allclose(said[:, 0], raw[:, 0], atol=1e-5))
bytes_in = np.asarray(stranger(rows[..., None].astype("float32")))
said = KerasReader.load(folder / "stranger.keras", None, "byte").read(rows).fer2013
found["byte_scale"] = bool(np.allclose(said[:, 0], bytes_in[:, 6], atol=1e-5))

found["refused"] = {
    name: refusal(f"{name}.keras") for name in ("text", "cut", "large", "logits", "three", "absent")
}

stranger.layers[-1].name = "fer2013"
before = np.asarray(stranger(rows[..., None] / 255))
scaling = Scaling(1.2, np.linspace(0.5, 1.1, 7), np.linspace(-0.3, 0.4, 7))
fold(stranger, "fer2013", scaling)
after = np.asarray(stranger(rows[..., None] / 255))
found["folded"] = bool(np.allclose(after, scaling.apply(before), atol=1e-5))
found["changed"] = bool(np.abs(after - before).max() > 0.01)
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("keras")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_a_strangers_network_is_evaluated(found: Any) -> None:
    assert found["rows"] == 14
    assert found["name"] == "stranger"
    assert found["people"] is None


def test_its_answers_are_put_into_our_order_or_a_stated_one(found: Any) -> None:
    assert found["in_our_order"]
    assert found["in_stated_order"]
    assert found["byte_scale"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("text", "is not a Keras network"),
        ("cut", "is not a Keras network"),
        ("large", "(None, 64, 64, 1)"),
        ("logits", "does not end in a softmax"),
        ("three", "seven emotions"),
        ("absent", "there is no network at"),
    ],
)
def test_another_file_is_refused_with_its_reason(found: Any, name: str, reason: str) -> None:
    assert reason in found["refused"][name]


def test_a_folded_scaling_gives_what_it_makes_of_probabilities(found: Any) -> None:
    assert found["folded"]
    assert found["changed"]


def test_a_label_order_must_name_all_seven() -> None:
    assert parse_order("angry, disgust, fear, happy, sad, surprise, neutral") == FER2013_ORDER
    assert sorted(FER2013_ORDER) == sorted(EMOTIONS)
    with pytest.raises(WeightsError, match="names each of"):
        parse_order("happy,sad")


def test_a_file_of_another_kind_is_refused_without_tensorflow(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"must end in one of \.tflite"):
        open_network(tmp_path / "network.onnx")
    with pytest.raises(WeightsError, match="there is no network"):
        KerasReader.load(tmp_path / "none.keras")
