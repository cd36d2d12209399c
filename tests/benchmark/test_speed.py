"""The benchmark itself, on a film of a public-domain face; no figure is asserted."""

import sys
from pathlib import Path

import numpy as np
import pytest
from skimage import data

from classroom.benchmark.comparison import compare
from classroom.benchmark.haar import HaarFrames, usual_python
from classroom.benchmark.own import LiveFrames, SearchedFrames
from classroom.errors import BenchmarkError
from classroom.inference import FaceAnalyzer
from tests.cli.command import classroom, json_of
from tests.inference.recordings.films import film

needs_haar = pytest.mark.skipif(
    usual_python() is None, reason="no environment with OpenCV 4: `make setup` makes one"
)


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    """A folder with one film of Eileen Collins, who smiles for two seconds."""
    portrait = np.asarray(data.astronaut(), dtype=np.uint8)  # type: ignore[no-untyped-call]
    film(tmp_path / "face.mp4", [portrait[:240, 64:384]] * 20)
    return tmp_path


def test_every_frame_is_read_and_the_face_found(clips: Path) -> None:
    analyzer = FaceAnalyzer.load()
    (report,) = compare(
        [LiveFrames(analyzer), SearchedFrames(analyzer)], clips, sizes=[(320, 240)], most=4
    )

    live, searched = report.as_dict()["pipelines"]
    assert live["frames"] == live["frames_with_face"] == searched["frames_with_face"] > 1
    assert set(live["cpu_ms"]) == {"all"}
    assert set(searched["cpu_ms"]) == {"detection", "landmarks", "emotion", "all"}


@needs_haar
def test_command_measures_beside_haar_and_keras(clips: Path) -> None:
    few = ("--frames", "2", "--students", "2")
    report = json_of(classroom("evaluate", "speed", "--clips", clips, *few, "--json"))

    assert [(each["width"], each["height"]) for each in report["sizes"]] == [(320, 240), (640, 480)]
    for size in report["sizes"]:
        names = [each["name"] for each in size["pipelines"]]
        assert names[-1] == report["beside"] == HaarFrames.name
        assert size["pipelines"][-1]["frames_with_face"] > 0
        assert set(size["times_cheaper"]) == set(names[:-1])
    assert (report["judging"]["students"], report["judging"]["seconds"]) == (2, 3600)
    assert report["judging"]["cpu_s"] > 0


def test_folder_without_clips_is_one_clear_line(tmp_path: Path) -> None:
    done = classroom("evaluate", "speed", "--clips", tmp_path)

    assert done.returncode == 2
    assert "no clips in" in done.stderr


def test_environment_that_cannot_run_it_says_what_to_do() -> None:
    with pytest.raises(BenchmarkError, match="make setup"), HaarFrames(Path(sys.executable)):
        pass


def test_program_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="cannot be run"), HaarFrames(tmp_path / "python"):
        pass


def test_clip_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.mp4").write_text("no film")

    done = classroom("evaluate", "speed", "--clips", tmp_path)

    assert done.returncode == 2
    assert "bad.mp4" in done.stderr
