"""Measure how FER2013's pictures frame a face, so that live crops can be framed alike.

``python -m classroom.inference.framing --fer2013 ../shared/data/fer2013.npz --every 10`` enlarges
each tenth Training picture six times on a black margin, finds the landmarks as in a live frame, and
brings them back to the 48x48 picture. In 2,790 faces of 2,871 pictures the middle between the eyes
lies at x = 23.4 (quartiles 22.3 and 24.4), y = 18.45 (16.9, 19.5), and the eyes are 18.1 pixels
apart (16.3, 19.8), depth included; without depth 17.7 (15.6, 19.5).

The second part cuts the same share of PublicTest pictures anew through this package and compares
what the emotion network says of both: the loss that framing alone causes.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from classroom.inference.analyzer import FaceAnalyzer
from classroom.inference.crop import crop_face
from classroom.inference.landmarks import Mesh
from models.labels import FER2013_TO_EMOTION

ENLARGEMENT: Final[int] = 6
MARGIN_PX: Final[int] = 72
TRAINING: Final[int] = 0
PUBLIC_TEST: Final[int] = 1

Pictures = npt.NDArray[np.uint8]


def read_faces(
    analyzer: FaceAnalyzer, pictures: Pictures
) -> Iterator[tuple[int, npt.NDArray[np.uint8], Mesh]]:
    """Enlarge uint8 (N, 48, 48) and give index, enlarged picture and mesh where a face is found."""
    for index, picture in enumerate(pictures):
        large = cv2.resize(
            picture, None, fx=ENLARGEMENT, fy=ENLARGEMENT, interpolation=cv2.INTER_CUBIC
        )
        framed = np.pad(np.asarray(large, dtype=np.uint8), MARGIN_PX)
        rgb = np.stack([framed] * 3, axis=-1)
        for mesh in analyzer.meshes(rgb, limit=1):
            yield index, rgb, mesh


def measure_eyes(analyzer: FaceAnalyzer, pictures: Pictures) -> dict[str, Any]:
    """Eye positions in pixels of the 48x48 picture, as quartiles over the faces found."""
    eyes = np.array([mesh.eyes for _, _, mesh in read_faces(analyzer, pictures)], dtype=np.float64)
    eyes[:, :, :2] = (eyes[:, :, :2] - MARGIN_PX + 0.5) / ENLARGEMENT - 0.5
    eyes[:, :, 2] /= ENLARGEMENT
    middle = eyes.mean(axis=1)
    across = eyes[:, 1] - eyes[:, 0]
    return {
        "pictures": len(pictures),
        "found": len(eyes),
        "middle_x": _quartiles(middle[:, 0]),
        "middle_y": _quartiles(middle[:, 1]),
        "distance": _quartiles(np.linalg.norm(across, axis=1)),
        "distance_without_depth": _quartiles(np.linalg.norm(across[:, :2], axis=1)),
        "roll_deg": _quartiles(np.degrees(np.arctan2(across[:, 1], across[:, 0]))),
    }


def compare_crops(
    analyzer: FaceAnalyzer, pictures: Pictures, labels: npt.NDArray[np.int64]
) -> dict[str, Any]:
    """Accuracy in percent on the pictures as they are and as cut by this package.

    ``labels`` int64 (N,) index ``EMOTIONS``. Pictures without a found face are left out of both.
    """
    found = [(index, crop_face(rgb, mesh)) for index, rgb, mesh in read_faces(analyzer, pictures)]
    kept = np.array([index for index, _ in found])
    before = analyzer.emotion.read(pictures[kept])[0].argmax(axis=1)
    after = analyzer.emotion.read(np.stack([crop for _, crop in found]))[0].argmax(axis=1)
    return {
        "pictures": len(kept),
        "accuracy_as_given": round(float((before == labels[kept]).mean()) * 100, 2),
        "accuracy_recropped": round(float((after == labels[kept]).mean()) * 100, 2),
        "same_answer": round(float((before == after).mean()) * 100, 2),
    }


def main() -> None:
    """Print both measurements as JSON."""
    parser = argparse.ArgumentParser(description="Measure the framing of FER2013's pictures.")
    parser.add_argument("--fer2013", type=Path, required=True, metavar="NPZ")
    parser.add_argument("--every", type=int, default=10, help="take each Nth picture")
    arguments = parser.parse_args()
    with np.load(arguments.fer2013) as data:
        images, usage = data["images"], data["usage"]
        labels = np.array(FER2013_TO_EMOTION)[data["labels"]]
    training = np.flatnonzero(usage == TRAINING)[:: arguments.every]
    held_out = np.flatnonzero(usage == PUBLIC_TEST)[:: arguments.every]
    analyzer = FaceAnalyzer.load()
    report = {
        "training_eyes": measure_eyes(analyzer, images[training]),
        "public_test_crops": compare_crops(analyzer, images[held_out], labels[held_out]),
    }
    print(json.dumps(report, indent=2))


def _quartiles(values: npt.NDArray[np.float64]) -> list[float]:
    return [round(float(value), 2) for value in np.percentile(values, [25, 50, 75])]


if __name__ == "__main__":
    main()
