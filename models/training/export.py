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
from models.evaluation.calibration import FITTED_ON, scalings_of
from models.evaluation.emotion import EmotionReport, evaluate, report_on
from models.evaluation.keras_reader import KerasReader
from models.evaluation.readers import Readings, read_all
from models.evaluation.vector_scaling import Scaling
from models.labels import ACTION_COUNT, EMOTIONS, FACE_SIZE, VOTE_LABELS

HEAD_WIDTHS = {"fer2013": len(EMOTIONS), "votes": len(VOTE_LABELS), "action": ACTION_COUNT}

MEASURED_ON = ("PublicTest", "PrivateTest")
SOFTMAX = keras.activations.get("softmax")


def export_run(
    run: Path, faces: FaceSet, target: Path, data: dict[str, Path], command: str
) -> EmotionReport:
    """Export a finished run, measure the exported file and write all of it into the manifest.

    A scale and an offset for each answer of both emotion heads are fitted on PublicTest and folded
    into the exported network. ``data`` names the files that the run learned from; the manifest
    states their SHA-256. Returns the figures on PrivateTest.
    """
    network = load_keras(run / "final.keras")
    before = _read_splits(network, faces)
    scalings = fold_scalings(network, before, faces)
    after = _read_splits(network, faces)
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
    reports = {split: evaluate(model, faces, split) for split in MEASURED_ON}
    manifest["metrics"] = {split: report.summary() for split, report in reports.items()}
    manifest["calibration"] = _calibration_of(scalings, before, after, faces)
    manifest["float32"] = _float32_beside(reports, after, faces)
    manifest["report"] = reports["PrivateTest"].as_dict()
    manifest["action_on_public_test"] = reports["PublicTest"].as_dict()["action"]
    _write_manifest(target, manifest)
    return reports["PrivateTest"]


def fold_scalings(
    network: keras.Model, said: dict[str, Readings], faces: FaceSet
) -> dict[str, Scaling]:
    """Scale the logits of both emotion heads as PublicTest asks for.

    Changes kernel and bias of each head's Dense layer in place, so that the network gives honest
    probabilities at no cost, and returns what it did, by head; nothing for a head without rows to
    fit on. Raises ``WeightsError`` for a head that is no Dense layer with a softmax.
    """
    fitted = scalings_of(said[FITTED_ON], faces.of_split(FITTED_ON))
    for head, scaling in fitted.items():
        fold(network, head, scaling)
    return fitted


def fold(network: keras.Model, head: str, scaling: Scaling) -> None:
    """Scale one softmax head so that it gives what ``scaling`` makes of its probabilities."""
    try:
        layer = network.get_layer(head)
    except ValueError as error:
        raise WeightsError(f"the network has no layer {head!r}: {error}") from error
    if not isinstance(layer, keras.layers.Dense) or layer.activation is not SOFTMAX:
        raise WeightsError(
            f"the head {head!r} is no Dense layer with a softmax, which scaling needs"
        )
    kernel, bias = (each - each.mean(axis=-1, keepdims=True) for each in layer.get_weights())
    layer.set_weights([kernel * scaling.scale, bias * scaling.scale + scaling.offset])


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


def _read_splits(network: keras.Model, faces: FaceSet) -> dict[str, Readings]:
    reader = KerasReader.of(network)
    return {split: read_all(reader, faces.of_split(split).faces) for split in MEASURED_ON}


def _calibration_of(
    scalings: dict[str, Scaling],
    before: dict[str, Readings],
    after: dict[str, Readings],
    faces: FaceSet,
) -> dict[str, Any]:
    """The scaling of each head, and the float32 network's calibration error around it."""
    found: dict[str, Any] = {}
    for head, scaling in scalings.items():
        key = {"fer2013": "fer2013", "votes": "ferplus"}[head] + "_calibration_error"
        found[head] = {
            "temperature": round(scaling.temperature, 4),
            "scale": scaling.scale.round(4).tolist(),
            "offset": scaling.offset.round(4).tolist(),
            "fitted_on": FITTED_ON,
        } | {
            split: {
                "before": report_on(before[split], faces, split).summary()[key],
                "after": report_on(after[split], faces, split).summary()[key],
            }
            for split in MEASURED_ON
        }
    return found


def _float32_beside(
    reports: dict[str, EmotionReport], said: dict[str, Readings], faces: FaceSet
) -> dict[str, Any]:
    """Accuracies of the float32 Keras network on the same rows, and points that int8 loses."""
    found: dict[str, Any] = {}
    for split, report in reports.items():
        exact = report_on(said[split], faces, split).summary()
        names = [name for name in exact if name.endswith("accuracy")]
        found[split] = {name: exact[name] for name in names} | {
            "int8_points_lost": {
                name: round((exact[name] - report.summary()[name]) * 100, 2) for name in names
            }
        }
    return found


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
