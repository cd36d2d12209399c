"""From a finished run to the served int8 TFLite file, its measured figures and its manifest."""

import hashlib
import json
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter

from models.dataset import FaceSet
from models.emotion import EmotionModel, manifest_path
from models.errors import WeightsError
from models.evaluation.emotion import EmotionReport, evaluate
from models.labels import ACTION_COUNT, EMOTIONS, FACE_SIZE, VOTE_LABELS

HEAD_WIDTHS = {"fer2013": len(EMOTIONS), "votes": len(VOTE_LABELS), "action": ACTION_COUNT}


def export_run(
    run: Path, faces: FaceSet, target: Path, data: dict[str, Path], command: str
) -> EmotionReport:
    """Export a finished run, measure the exported file and write all of it into the manifest.

    ``data`` names the files that the run learned from; the manifest states their SHA-256.
    Returns the figures on PrivateTest.
    """
    network = load_keras(run / "final.keras")
    content = to_int8(network)
    manifest: dict[str, Any] = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "parameters": int(network.count_params()),
        "input": [FACE_SIZE, FACE_SIZE, 1],
        "outputs": _name_outputs(content),
        "command": command,
        "plan": json.loads((run / "plan.json").read_text()),
        "data": {
            role: {"file": path.name, "sha256": _sha256_of(path)} for role, path in data.items()
        },
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    _write_manifest(target, manifest)
    model = EmotionModel.load(target)
    reports = {split: evaluate(model, faces, split) for split in ("PublicTest", "PrivateTest")}
    manifest["metrics"] = {split: report.summary() for split, report in reports.items()}
    _write_manifest(target, manifest)
    return reports["PrivateTest"]


def to_int8(network: keras.Model) -> bytes:
    """Convert to TFLite with dynamic-range int8: 8-bit weights, activations quantized as they run.

    Needs no sample pictures, and XNNPACK runs it about four times as fast as float32 (DESIGN.md
    section 7).
    """
    converter = tf.lite.TFLiteConverter.from_keras_model(network)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    return bytes(converter.convert())


def load_keras(path: Path) -> keras.Model:
    """Read a trained Keras file; raises ``WeightsError`` if it is none of this project's."""
    try:
        network = keras.models.load_model(path, compile=False)
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path} is not a Keras network: {error}") from error
    if not isinstance(network.output, dict) or set(network.output) != set(HEAD_WIDTHS):
        raise WeightsError(f"{path} does not have the heads {', '.join(HEAD_WIDTHS)}")
    return network


def _write_manifest(target: Path, manifest: dict[str, Any]) -> None:
    manifest_path(target).write_text(json.dumps(manifest, indent=2) + "\n")


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _name_outputs(content: bytes) -> dict[str, str]:
    """Tell the exported outputs, whose names the converter chooses, apart by their width."""
    interpreter = Interpreter(model_content=content)
    widths = {int(d["shape"][-1]): str(d["name"]) for d in interpreter.get_output_details()}
    if set(widths) != set(HEAD_WIDTHS.values()):
        raise WeightsError(f"the exported network has outputs of widths {sorted(widths)}")
    return {head: widths[width] for head, width in HEAD_WIDTHS.items()}
