import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from skimage import data

from classroom.domain.emotion import EMOTIONS
from classroom.settings import Settings
from tests.cli.command import classroom, json_of, wait_until
from tests.inference.recordings.films import film, grey, sound_only
from tests.shared_data import REPOSITORY


@pytest.fixture(scope="module")
def astronaut() -> npt.NDArray[np.uint8]:
    picture: npt.NDArray[np.uint8] = data.astronaut()  # type: ignore[no-untyped-call]
    return picture


def rows_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_bad_files_are_told_in_a_line_each_and_the_rest_is_read(
    tmp_path: Path, astronaut: npt.NDArray[np.uint8]
) -> None:
    good = tmp_path / "good.jpg"
    Image.fromarray(astronaut).save(good)
    whole = good.read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.jpg").write_text("not a picture")
    (tmp_path / "empty.png").touch()
    movie = film(tmp_path / "movie.mp4", grey(10)).read_bytes()
    (tmp_path / "cut.mp4").write_bytes(movie[: len(movie) // 2])
    sound_only(tmp_path / "sound.mp4")

    done = classroom(
        "analyze", tmp_path, tmp_path / "gone.jpg", f"{tmp_path}/*.gif", "--every", "1"
    )

    told = {
        line.split(": ")[1].rsplit("/", 1)[-1]: line.split(": ", 2)[2]
        for line in done.stderr.splitlines()
        if line.startswith("classroom: ")
    }
    assert set(told) == {
        "cut.jpg", "text.jpg", "empty.png", "cut.mp4", "sound.mp4", "gone.jpg", "*.gif",
    }  # fmt: skip
    assert "cut off" in told["cut.jpg"]
    assert "no picture" in told["text.jpg"]
    assert "empty" in told["empty.png"]
    assert "only sound" in told["sound.mp4"]
    assert "Traceback" not in done.stderr
    assert "2 of 9 files read" in done.stderr
    assert done.returncode == 1
    labels = {Path(row["file"]).name: row["label"] for row in rows_of(done)}
    assert labels == {"good.jpg": "happiness", "movie.mp4": "unseen"}


def test_a_recorded_class_has_the_seconds_of_its_rows(
    tmp_path: Path, astronaut: npt.NDArray[np.uint8]
) -> None:
    small = np.ascontiguousarray(astronaut[:256, 100:356])
    film(tmp_path / "Eileen.mp4", [small] * 20 + [np.zeros_like(small)] * 10)
    Image.fromarray(small).save(tmp_path / "photo.png")
    rows_file = tmp_path / "rows.json"

    done = classroom(
        "analyze", tmp_path, "--into-session", "Week 6", "--lawful-here", "--json",
        "-o", rows_file, "--annotate", tmp_path / "copies",
    )  # fmt: skip

    summary = json_of(done)
    assert done.returncode == 1
    assert [Path(each["file"]).name for each in summary["problems"]] == ["photo.png"]
    assert "a photo has no length" in done.stderr
    rows = json.loads(rows_file.read_text())
    assert [row["time"] for row in rows] == [0.0, 0.5, 1.0, 1.5, 2.0, 2.5]
    report = json_of(classroom("session", "report", summary["session"]))
    (eileen,) = report["participants"]
    assert (eileen["name"], eileen["seconds_seen"], eileen["seconds_unseen"]) == ("Eileen", 2, 1)
    for name in EMOTIONS:
        mean = np.mean([row["emotions"][name] for row in rows if row["emotions"]])
        assert eileen["emotions"][name] == pytest.approx(mean, abs=2e-4)
    assert report["session"]["ended_at"] is not None
    assert [copy.name for copy in (tmp_path / "copies").iterdir()] == ["Eileen.mp4"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--every", "0"), "--every takes a positive number"),
        (("--every", "-1"), "--every takes a positive number"),
        (("--every", "nan"), "--every takes a positive number"),
        (("-o", "rows.txt"), ".csv or .json"),
        (("-o", "/nowhere/rows.csv"), "cannot write"),
        (("--annotate", "/dev/null/copies"), "cannot be written"),
        (("--into-session", "Week 6"), "5(1)(f)"),
        (("--into-session", "  ", "--lawful-here"), "title"),
        (("--into-session", "Week 6", "--lawful-here", "--every", "5"), "--every 1 or less"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    tmp_path: Path,
    arguments: tuple[str, ...],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from classroom.cli.commands import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["classroom", "analyze", str(tmp_path), *arguments])

    with pytest.raises(SystemExit) as ended:
        main()

    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert message in told
    assert told.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.jpg").write_bytes(b"x")
    (tmp_path / "mine.jpg").chmod(0)

    done = classroom("analyze", tmp_path)

    assert "mine.jpg: permission denied" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize("name", ["rows.csv", "rows.json"])
def test_old_rows_are_kept_when_nothing_was_read_and_replaced_when_something_was(
    tmp_path: Path, name: str
) -> None:
    rows = tmp_path / name
    rows.write_text("of last week")

    in_vain = classroom("analyze", tmp_path / "gone.jpg", "-o", rows)
    kept = rows.read_text()
    film(tmp_path / "movie.mp4", grey(5))
    done = classroom("analyze", tmp_path / "movie.mp4", "-o", rows)

    assert in_vain.returncode == 1
    assert kept == "of last week"
    assert done.returncode == 0, done.stderr
    assert "unseen" in rows.read_text()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "movie.mp4",
        name,
    ]


def heeds_interrupts() -> None:
    """Hear Ctrl-C also where the tests run in the background of a shell, which shuts it off."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_recorded_class_is_the_named_teachers_and_its_page_is_told(
    tmp_path: Path,
) -> None:
    film(tmp_path / "a.mp4", grey(10))
    rows = tmp_path / "rows.csv"
    for name in ("Ms Frizzle", "Mr Ruhle"):
        classroom("teacher", "add", name, "--password-stdin", typed="correct horse battery\n")
    kept = ("analyze", tmp_path / "a.mp4", "--into-session", "Week 6", "--lawful-here", "-o", rows)

    unknown = classroom(*kept, "--teacher", "Mr Nobody")
    assert unknown.returncode == 2
    assert "no teacher called Mr Nobody" in unknown.stderr
    assert not rows.exists()

    done = classroom(*kept, "--teacher", "Ms Frizzle")
    (listed,) = json_of(classroom("session", "list", "--json"))
    assert listed["teacher"] == "Ms Frizzle"
    assert f"http://localhost:{Settings().dashboard_port}/session/{listed['id']}" in done.stderr


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_who_is_stopped_ends_rows_and_copy_and_says_what_became_of_the_class(
    tmp_path: Path, ending: signal.Signals
) -> None:
    film(tmp_path / "long.mp4", grey(3000))
    rows = tmp_path / "rows.json"
    options = ["--into-session", "Recorded", "--lawful-here", "-o", str(rows)]
    options += ["--annotate", str(tmp_path / "marked")]
    running = subprocess.Popen(
        [sys.executable, "-m", "classroom", "analyze", str(tmp_path / "long.mp4"), *options],
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeds_interrupts,
    )
    wait_until(lambda: rows.exists() and rows.stat().st_size > 1000)
    running.send_signal(ending)
    told = running.communicate(timeout=60)[1]

    assert running.returncode == 130
    assert len(json.loads(rows.read_text())) < 3000 / 5
    assert "interrupted" in told
    assert re.search(r"Session [0-9a-f]{32}", told)
    assert "Traceback" not in told
    with av.open(str(tmp_path / "marked" / "long.mp4")) as copy:
        assert sum(1 for _ in copy.decode(video=0)) > 0


def test_copies_beside_their_originals_are_refused_with_a_way_out(tmp_path: Path) -> None:
    film(tmp_path / "movie.mp4", grey(5))

    done = classroom("analyze", tmp_path, "--annotate", tmp_path)

    assert done.returncode == 2
    assert "marked" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["movie.mp4"]
