from pathlib import Path

import numpy as np
import pytest

from models.dataset import VOTE_COLUMNS, FaceSet, load_faces
from models.errors import DatasetError
from models.labels import EMOTIONS


def face_set(votes: list[list[float]], exact: list[bool] | None = None) -> FaceSet:
    count = len(votes)
    return FaceSet(
        faces=np.arange(count, dtype=np.uint8)[:, None, None] * np.ones((1, 48, 48), np.uint8),
        labels=np.zeros(count, np.int64),
        split=np.arange(count, dtype=np.int64) % 3,
        exact=np.array(exact or [True] * count),
        votes=np.array(votes, np.float32),
        action=np.full((count, 52), np.nan, np.float32),
    )


def test_single_votes_are_dropped_before_shares_are_taken() -> None:
    faces = face_set([[4, 4, 1, 1, 0, 0, 0, 0, 0, 0]])
    assert faces.vote_shares()[0].tolist() == [0.5, 0.5, 0, 0, 0, 0, 0, 0]


def test_majority_needs_more_than_half_of_the_votes_left_and_exact_pixels() -> None:
    clear: list[float] = [8, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    split: list[float] = [5, 5, 0, 0, 0, 0, 0, 0, 0, 0]
    no_face: list[float] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 10]
    faces = face_set([clear, split, no_face, clear], [True, True, True, False])
    assert faces.vote_majority().tolist() == [0, -1, -1, -1]


def test_a_picture_that_stands_in_two_splits_is_a_twin() -> None:
    faces = face_set([[0.0] * 10] * 3)
    faces.faces[1] = faces.faces[0]
    assert faces.twins_across_splits().tolist() == [True, True, False]


def test_the_well_known_csv_is_read_in_our_label_order(tmp_path: Path) -> None:
    pixels = " ".join(["7"] * 48 * 48)
    path = tmp_path / "fer2013.csv"
    path.write_text(f"emotion,pixels,Usage\n3,{pixels},Training\n6,{pixels},PrivateTest\n")
    faces = load_faces(path)
    assert [EMOTIONS[label] for label in faces.labels] == ["happiness", "neutral"]
    assert len(faces.of_split("PrivateTest")) == 1


def test_votes_that_do_not_match_the_pictures_are_refused(tmp_path: Path) -> None:
    pixels = " ".join(["7"] * 48 * 48)
    images, votes = tmp_path / "fer2013.csv", tmp_path / "votes.csv"
    images.write_text(f"emotion,pixels,Usage\n3,{pixels},Training\n")
    votes.write_text(",".join(VOTE_COLUMNS) + "\n")
    with pytest.raises(DatasetError, match="0 rows where FER2013 has 1"):
        load_faces(images, votes)


def test_a_csv_with_a_wrong_column_says_which_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "fer2013.csv"
    path.write_text("emotion,picture,Usage\n3,1,Training\n")
    with pytest.raises(DatasetError, match="pixels"):
        load_faces(path)
