from pathlib import Path

import pytest

from classroom.inference.recordings.listing import list_recordings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.jpg", "a.PNG", "deep/c.mp4", "notes.txt", ".hidden.jpg", ".git/d.jpg"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "in"


def names(*paths: str | Path, leave_out: Path | None = None) -> list[str]:
    return [path.name for path in list_recordings([str(each) for each in paths], leave_out).files]


def test_a_folder_gives_its_photos_and_videos_with_all_below(folder: Path) -> None:
    assert names(folder) == ["a.PNG", "b.jpg", "c.mp4"]


def test_a_pattern_is_expanded_where_the_shell_did_not(folder: Path) -> None:
    assert names(f"{folder}/*.jpg") == ["b.jpg"]
    assert names(f"{folder}/**/*.mp4") == ["c.mp4"]


def test_a_file_that_is_named_twice_is_read_once(folder: Path) -> None:
    assert names(folder / "b.jpg", folder, f"{folder}/b*") == ["b.jpg", "a.PNG", "c.mp4"]


def test_a_name_with_brackets_is_a_name_before_it_is_a_pattern(folder: Path) -> None:
    (folder / "x[1].jpg").touch()

    assert names(folder / "x[1].jpg") == ["x[1].jpg"]


def test_copies_made_earlier_are_not_read_again(folder: Path) -> None:
    assert names(folder, leave_out=folder / "deep") == ["a.PNG", "b.jpg"]


def test_a_file_may_end_as_it_likes_if_it_is_named(folder: Path) -> None:
    assert names(folder / "notes.txt") == ["notes.txt"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("nothing.jpg", "no such file"),
        ("*.gif", "no file matches"),
        (".git/none", "no such file"),
        ("blank", "no photo or video"),
    ],
)
def test_what_is_named_in_vain_is_told(folder: Path, path: str, problem: str) -> None:
    (folder / "blank").mkdir()

    listing = list_recordings([str(folder / path)])

    assert listing.files == ()
    assert problem in listing.problems[0][1]
    assert listing.asked == 1
