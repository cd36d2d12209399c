"""What a teacher network says of the training faces (Hinton et al. 2015)."""

import zlib
from pathlib import Path

import keras
import numpy as np

from models.dataset import FaceSet
from models.preprocessing import to_input
from models.training.batches import Answers
from models.training.export import load_keras
from models.training.plan import teacher_name
from models.training.run_folder import RunFolder


def answers_of(teacher: Path, lessons: FaceSet, folder: RunFolder, verbose: int) -> Answers:
    """Return the teacher's answers for these faces, kept in the run's folder for a resume."""
    key = f"{teacher_name(teacher)} {zlib.crc32(lessons.faces.tobytes())} {len(lessons)}"
    if folder.answers.exists():
        with np.load(folder.answers) as kept:
            if str(kept["key"]) == key:
                return {head: kept[head] for head in ("fer2013", "votes")}
    answers = teach(load_keras(teacher), lessons, verbose)
    half_written = folder.answers.with_name("teacher.part.npz")
    np.savez(half_written, key=np.array(key), fer2013=answers["fer2013"], votes=answers["votes"])
    half_written.replace(folder.answers)
    return answers


def teach(network: keras.Model, faces: FaceSet, verbose: int = 1) -> Answers:
    """What a trained network says of each face and its mirror image, averaged, by head."""
    says = network.predict(to_input(faces.faces), batch_size=256, verbose=verbose)
    mirrored = np.ascontiguousarray(faces.faces[:, :, ::-1])
    says_mirrored = network.predict(to_input(mirrored), batch_size=256, verbose=verbose)
    return {head: (says[head] + says_mirrored[head]) / 2 for head in ("fer2013", "votes")}
