from pathlib import Path

import numpy as np
import pytest

from classroom.errors import ImageError
from classroom.inference.recordings.video import open_video
from tests.inference.recordings.films import film, grey, sound_only


def times(source: Path | bytes) -> list[float]:
    with open_video(source) as video:
        return [frame.time_s for frame in video.frames()]


@pytest.mark.parametrize(
    ("ending", "codec"), [("mp4", "libx264"), ("mkv", "mpeg4"), ("avi", "mjpeg"), ("ts", "libx264")]
)
def test_frames_come_with_their_time_from_the_first(
    tmp_path: Path, ending: str, codec: str
) -> None:
    path = film(tmp_path / f"a.{ending}", grey(20), codec=codec)

    assert times(path) == pytest.approx([n / 10 for n in range(20)], abs=0.002)


def test_bytes_are_read_without_a_file(tmp_path: Path) -> None:
    content = film(tmp_path / "a.mp4", grey(5)).read_bytes()

    assert len(times(content)) == 5


def test_frames_may_change_their_size(tmp_path: Path) -> None:
    small = film(tmp_path / "a.h264", grey(5, 64, 96)).read_bytes()
    large = film(tmp_path / "b.h264", grey(5, 128, 160)).read_bytes()
    both = tmp_path / "both.h264"
    both.write_bytes(small + large)

    with open_video(both) as video:
        shapes = [frame.rgb().shape for frame in video.frames()]

    assert shapes == [(64, 96, 3)] * 5 + [(128, 160, 3)] * 5


def test_recordings_joined_end_to_end_are_read_to_the_end(tmp_path: Path) -> None:
    part = film(tmp_path / "part.ts", grey(10)).read_bytes()
    joined = tmp_path / "joined.ts"
    joined.write_bytes(part * 3)

    at = times(joined)

    assert len(at) == 30
    assert at == sorted(at)
    assert at[-1] == pytest.approx(2.9, abs=0.2)


def test_a_video_that_ends_early_gives_its_frames_and_says_so(tmp_path: Path) -> None:
    noise = np.random.default_rng(0)
    pictures = [noise.integers(0, 255, (64, 96, 3), np.uint8) for _ in range(60)]
    whole = film(tmp_path / "a.mkv", pictures).read_bytes()
    seen: list[float] = []

    with open_video(whole[: len(whole) // 2]) as video, pytest.raises(ImageError, match="cut off"):
        seen.extend(frame.time_s for frame in video.frames())

    assert 15 < len(seen) < 45


def test_an_mp4_without_its_end_cannot_be_read(tmp_path: Path) -> None:
    whole = film(tmp_path / "a.mp4", grey(30)).read_bytes()

    with pytest.raises(ImageError, match="cut off"):
        times(whole[: len(whole) // 2])


def test_sound_alone_is_told_from_a_video(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="only sound"):
        times(sound_only(tmp_path / "a.mp4"))


def test_a_video_whose_frames_cannot_be_decoded_has_none(tmp_path: Path) -> None:
    path = film(tmp_path / "a.avi", grey(5), codec="mpeg4")
    content = path.read_bytes()
    start = content.index(b"movi") + 4
    path.write_bytes(content[:start] + b"\0" * (len(content) - start))

    with pytest.raises(ImageError, match="no frame"):
        times(path)


@pytest.mark.parametrize(
    "content",
    [
        b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile a.mp4\n",
        b"just text",
        b"\0" * 4000,
    ],
)
def test_playlists_and_other_files_are_never_followed(tmp_path: Path, content: bytes) -> None:
    film(tmp_path / "a.mp4", grey(5))
    path = tmp_path / "list.mp4"
    path.write_bytes(content)

    with pytest.raises(ImageError, match="neither photo nor video"):
        times(path)
