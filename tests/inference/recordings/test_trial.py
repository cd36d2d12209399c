import io
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from classroom.domain.observation import Observation
from classroom.errors import ImageError
from classroom.inference.recordings import trial
from classroom.inference.recordings.trial import BusyError, TrialReader
from tests.inference.recordings.films import Picture, ScriptedAnalyzer, face_at, film, grey


def png(picture: Picture) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def reader() -> Iterator[TrialReader]:
    reader = TrialReader(lambda: ScriptedAnalyzer([face_at(48, 24)]))
    yield reader
    reader.close()


def test_a_photo_gives_its_picture_and_boxes_in_shares_of_it(reader: TrialReader) -> None:
    (picture,) = reader.read(png(grey(1)[0])).pictures

    assert Image.open(io.BytesIO(picture.jpeg)).size == (96, 64)
    assert picture.faces[0].box.left == pytest.approx(0.5)
    assert picture.faces[0].emotions is not None


def test_a_video_gives_seconds_and_pictures_spread_over_them(
    reader: TrialReader, tmp_path: Path
) -> None:
    tried = reader.read(film(tmp_path / "a.mp4", grey(300)).read_bytes())

    assert len(tried.seconds) == 30
    assert len(tried.pictures) == trial.MOST_PICTURES
    assert tried.pictures[0].time_s == 0.0
    assert tried.pictures[-1].time_s == 29.5
    assert not tried.stopped


def test_only_the_start_of_a_long_video_is_read(
    reader: TrialReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "LONGEST_VIDEO_S", 3)

    tried = reader.read(film(tmp_path / "a.mp4", grey(100)).read_bytes())

    assert len(tried.seconds) == 3
    assert tried.stopped
    assert all((picture.time_s or 0.0) < 3 for picture in tried.pictures)


@pytest.mark.parametrize("content", [b"", b"text"])
def test_what_cannot_be_read_is_an_image_error(reader: TrialReader, content: bytes) -> None:
    with pytest.raises(ImageError):
        reader.read(content)


def test_more_than_a_few_at_a_time_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    started, go_on = Event(), Event()

    class Slow:
        def analyze(self, rgb: Picture, limit: int | None = None) -> list[Observation]:
            started.set()
            go_on.wait(10)
            return []

    monkeypatch.setattr(trial, "MOST_WAITING", 1)
    monkeypatch.setattr(trial, "PATIENCE_S", 0.2)
    reader = TrialReader(Slow)
    try:
        with pytest.raises(BusyError, match="too long"):
            reader.read(png(grey(1)[0]))
        assert started.is_set()
        with pytest.raises(BusyError, match="Others"):
            reader.read(png(grey(1)[0]))
    finally:
        go_on.set()
        reader.close()
