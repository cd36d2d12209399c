from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
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


GOOD = " ".join(["7"] * 48 * 48)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("emotion,picture,Usage\n3,1,Training\n", "line 1 has no column 'pixels', only emotion"),
        ("", "line 1 has no column 'emotion', only nothing"),
        ("emotion,pixels,Usage\n", "no pictures"),
        (f"emotion,pixels,Usage\n3,{GOOD},Training\n3,7 7,Training\n", "line 3.*2 numbers"),
        (f"emotion,pixels,Usage\n3,{GOOD[2:]} 300,Training\n", "line 2.*7 to 300, not 0 to 255"),
        (f"emotion,pixels,Usage\n3,{GOOD[2:]} x,Training\n", "line 2.*not a number"),
        (f"emotion,pixels,Usage\n3,{GOOD},Exam\n", "line 2.*'Usage' holds 'Exam'"),
        (f"emotion,pixels,Usage\n9,{GOOD},Training\n", "line 2.*'emotion' holds '9'"),
        (f"emotion,pixels,Usage\n3,{GOOD}\n", "line 2.*'Usage' holds ''"),
    ],
)
def test_a_bad_csv_is_refused_by_file_line_and_column(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "fer2013.csv"
    path.write_text(text)
    with pytest.raises(DatasetError, match=complaint) as raised:
        load_faces(path)
    assert str(path) in str(raised.value)


def test_spaces_around_column_names_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "fer2013.csv"
    path.write_text(f"emotion, Usage, pixels\n3,Training,{GOOD}\n")
    assert len(load_faces(path)) == 1


@pytest.mark.parametrize("name", ["faces.csv", "faces.npz"])
def test_a_file_that_is_missing_or_of_another_kind_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatasetError, match=f"cannot read .*{name}"):
        load_faces(tmp_path / name)
    (tmp_path / name).write_bytes(b"\xff\x00\xfe" * 50)
    with pytest.raises(DatasetError, match=f"{name} is no"):
        load_faces(tmp_path / name)


def test_an_npz_without_an_array_or_with_strange_values_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "faces.npz"
    images, rows = np.zeros((3, 48, 48), np.uint8), np.zeros(3, np.uint8)
    np.savez(path, images=images, labels=rows)
    with pytest.raises(DatasetError, match="no array 'usage', only images, labels"):
        load_faces(path)
    np.savez(path, images=images, labels=rows + 7, usage=rows)
    with pytest.raises(DatasetError, match="'labels' has 7 in row 0, not 0 to 6"):
        load_faces(path)
    np.savez(path, images=images[:, :40], labels=rows, usage=rows)
    with pytest.raises(DatasetError, match=r"'images' is uint8 \(3, 40, 48\)"):
        load_faces(path)


def test_votes_that_are_no_numbers_and_scores_of_other_pictures_are_refused(
    tmp_path: Path,
) -> None:
    images, votes, action = (tmp_path / name for name in ("f.csv", "v.csv", "a.npz"))
    images.write_text(f"emotion,pixels,Usage\n3,{GOOD},Training\n")
    votes.write_text(",".join(VOTE_COLUMNS) + "\n1,2,many,0,0,0,0,0,0,0\n")
    with pytest.raises(DatasetError, match="line 2: column 'surprise' holds 'many'"):
        load_faces(images, votes)
    votes.write_text(",".join(VOTE_COLUMNS[1:]) + "\n")
    with pytest.raises(DatasetError, match="no column 'neutral'"):
        load_faces(images, votes)
    np.savez(action, blendshapes=np.zeros((2, 52)))
    with pytest.raises(DatasetError, match=r"\(2, 52\), not \(1, 52\)"):
        load_faces(images, action=action)


@pytest.mark.parametrize(
    ("array", "values", "told"),
    [
        ("labels", np.array(["happy"] * 3), "'labels' is <U5, not whole numbers"),
        ("labels", np.array([np.nan, 1, 2]), "'labels' is float64, not whole numbers"),
        ("pixel_source", np.zeros(2, np.uint8), r"'pixel_source' has shape \(2,\) beside 3"),
    ],
)
def test_arrays_of_another_kind_are_named(
    tmp_path: Path, array: str, values: npt.NDArray[Any], told: str
) -> None:
    arrays = {
        "images": np.zeros((3, 48, 48), np.uint8),
        "labels": np.zeros(3, np.uint8),
        "usage": np.zeros(3, np.uint8),
    }
    np.savez(tmp_path / "faces.npz", **(arrays | {array: values}))

    with pytest.raises(DatasetError, match=told):
        load_faces(tmp_path / "faces.npz")


@pytest.mark.parametrize(
    ("vote", "told"), [("-5", "'-5'"), ("nan", "'nan'"), ("²", "'²'"), ("0", "no vote at all")]
)
def test_votes_that_nobody_can_have_given_are_refused(tmp_path: Path, vote: str, told: str) -> None:
    (tmp_path / "FER2013.CSV").write_text(f"emotion,pixels,Usage\n3,{GOOD},Training\n")
    votes = ",".join([vote] + ["0"] * (len(VOTE_COLUMNS) - 1))
    (tmp_path / "votes.csv").write_text(",".join(VOTE_COLUMNS) + f"\n{votes}\n")

    with pytest.raises(DatasetError, match=told):
        load_faces(tmp_path / "FER2013.CSV", tmp_path / "votes.csv")
