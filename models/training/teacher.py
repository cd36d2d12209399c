"""What teacher networks say of the training faces (Hinton et al. 2015)."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np

from models.dataset import FaceSet
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
    each = [teach(load_keras(teacher), lessons, verbose) for teacher in teachers]
    answers = {head: np.mean([said[head] for said in each], axis=0) for head in HEADS}
    half_written = folder.answers.with_name("teacher.part.npz")
    np.savez(half_written, key=np.array(key), fer2013=answers["fer2013"], votes=answers["votes"])
    half_written.replace(folder.answers)
    return answers


def teach(network: keras.Model, faces: FaceSet, verbose: int = 1) -> Answers:
    """What a trained network says of each face and its mirror image, averaged, by head."""
    says = network.predict(to_input(faces.faces), batch_size=256, verbose=verbose)
    mirrored = np.ascontiguousarray(faces.faces[:, :, ::-1])
    says_mirrored = network.predict(to_input(mirrored), batch_size=256, verbose=verbose)
    return {head: (says[head] + says_mirrored[head]) / 2 for head in HEADS}
