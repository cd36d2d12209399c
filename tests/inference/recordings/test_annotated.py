from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from classroom.domain.palette import EMOTION_COLOURS
from classroom.errors import SettingsError
from classroom.inference.recordings.annotated import CopyFolder
from classroom.inference.recordings.drawing import draw_faces
from classroom.inference.recordings.photo import read_photo
from classroom.inference.recordings.reading import Reader
from classroom.inference.recordings.tracking import Face, FrameReading
from classroom.inference.recordings.video import open_video
from tests.inference.recordings.films import ScriptedAnalyzer, face_at, film, grey


def copied(source: Path, folder: Path) -> Path:
    reader = Reader(ScriptedAnalyzer([face_at(10)]))
    with open_video(source) as video, CopyFolder(folder).video(Path(source.name), video) as copy:
        list(reader.video(video, copy=copy))
    return copy.target


def measured(path: Path) -> tuple[int, int, int, float]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        count = sum(1 for _ in container.decode(stream))
        return stream.width, stream.height, count, float(stream.average_rate or 0)


@pytest.mark.parametrize("size", [(64, 96), (65, 97)])
def test_a_videos_copy_keeps_its_frames_size_and_rate(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    codec, ending = ("libx264", "mp4") if size[0] % 2 == 0 else ("mpeg4", "avi")
    source = film(tmp_path / f"lesson.{ending}", grey(23, *size), fps=12, codec=codec)

    target = copied(source, tmp_path / "copies")

    assert target.name == "lesson.mp4"
    assert measured(target) == (size[1], size[0], 23, 12.0)


def test_a_video_of_changing_size_is_fitted_into_the_first_one(tmp_path: Path) -> None:
    parts = [film(tmp_path / f"{n}.h264", grey(5, 64 * n, 96)) for n in (1, 2)]
    source = tmp_path / "both.h264"
    source.write_bytes(b"".join(part.read_bytes() for part in parts))

    assert measured(copied(source, tmp_path / "copies"))[:3] == (96, 64, 10)


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    Image.fromarray(grey(1)[0]).save(source)
    before = source.read_bytes()
    copies = CopyFolder(tmp_path)
    photo, reading = read_photo(source), FrameReading(None, (Face(1, face_at(10)),))

    targets = [copies.write_photo(Path("a.png"), photo, reading) for _ in range(2)]

    assert [target.name for target in targets] == ["a-2.png", "a-3.png"]
    assert source.read_bytes() == before


def test_a_photos_copy_has_the_same_size_and_the_box_drawn(tmp_path: Path) -> None:
    picture = np.zeros((400, 600, 3), np.uint8)
    Image.fromarray(picture).save(tmp_path / "a.png")
    photo = read_photo(tmp_path / "a.png")
    reading = FrameReading(None, (Face(1, face_at(100, 100)),))

    target = CopyFolder(tmp_path / "copies").write_photo(Path("a.png"), photo, reading)

    drawn = np.asarray(Image.open(target))
    assert drawn.shape == picture.shape
    assert has_colour(drawn, EMOTION_COLOURS["neutral"])


def has_colour(rgb: npt.NDArray[np.uint8], colour: str) -> bool:
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return bool((rgb == wanted).all(axis=-1).any())


def test_many_faces_and_faces_at_the_edge_can_be_drawn() -> None:
    picture = np.zeros((120, 160, 3), np.uint8)
    faces = [Face(n, face_at(left)) for n, left in enumerate((-15, 0, 40, 80, 120, 155), 1)]

    drawn = draw_faces(picture, faces)

    assert drawn.shape == picture.shape
    assert not picture.any(), "the picture itself was drawn on"


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SettingsError, match="cannot be written"):
        CopyFolder(tmp_path / "file" / "copies")
