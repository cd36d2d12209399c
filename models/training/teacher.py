"""What teacher networks say of the training faces (Hinton et al. 2015)."""

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import keras
import numpy as np

from models.dataset import FaceSet
from models.emotion import EmotionModel, read_manifest
from models.errors import WeightsError
from models.evaluation.readers import Faces, read_all
from models.evaluation.temperature import soften
from models.preprocessing import to_input
from models.training.batches import Answers
from models.training.export import load_keras
from models.training.plan import names_of
from models.training.run_folder import RunFolder

HEADS = ("fer2013", "votes")


def answers_of(
    teachers: Sequence[Path], lessons: FaceSet, folder: RunFolder, verbose: int
) -> Answers:
    """Return the teachers' mean answers for these faces, kept in the run's folder for a resume."""
    key = f"{names_of(teachers)} {zlib.crc32(lessons.faces.tobytes())} {len(lessons)}"
    if folder.answers.exists():
        with np.load(folder.answers) as kept:
            if str(kept["key"]) == key:
                return {head: kept[head] for head in HEADS}
    each = [_answers(teacher, lessons, verbose) for teacher in teachers]
    answers = {head: np.mean([said[head] for said in each], axis=0) for head in HEADS}
    half_written = folder.answers.with_name("teacher.part.npz")
    np.savez(half_written, key=np.array(key), fer2013=answers["fer2013"], votes=answers["votes"])
    half_written.replace(folder.answers)
    return answers


def teach(network: keras.Model, faces: FaceSet, verbose: int = 1) -> Answers:
    """What a trained network says of each face and its mirror image, averaged, by head."""

    def says(pictures: Faces) -> Answers:
        answers: Answers = network.predict(to_input(pictures), batch_size=256, verbose=verbose)
        return answers

    return _with_mirror_image(says, faces.faces)


def teach_as_served(weights: Path, faces: FaceSet) -> Answers:
    """What an exported network says of each face and its mirror image, averaged, by head.

    The temperatures that the export folded in are taken out again (not how classes differ from
    them): they make answers as sure as they are right on PublicTest, and a teacher's doubt is what
    there is to learn (Hinton et al. 2015). Raises ``WeightsError`` if the file or its manifest is
    not as an export leaves it.
    """
    network = EmotionModel.load(weights)
    fitted = read_manifest(weights).get("calibration")
    if not fitted:
        raise WeightsError(f"the manifest of {weights} does not say which temperatures it has")

    def says(pictures: Faces) -> Answers:
        read = read_all(network, pictures)
        sure = {"fer2013": read.fer2013, "votes": read.vote_shares}
        return {head: soften(sure[head], 1 / fitted[head]["temperature"]) for head in HEADS}

    return _with_mirror_image(says, faces.faces)


def _answers(teacher: Path, lessons: FaceSet, verbose: int) -> Answers:
    if teacher.suffix == ".tflite":
        return teach_as_served(teacher, lessons)
    return teach(load_keras(teacher), lessons, verbose)


def _with_mirror_image(says: Callable[[Faces], Answers], faces: Faces) -> Answers:
    straight, mirrored = says(faces), says(np.ascontiguousarray(faces[:, :, ::-1]))
    return {
        head: np.mean([straight[head], mirrored[head]], axis=0, dtype=np.float32) for head in HEADS
    }
