"""``classroom evaluate speed``: what a frame costs, beside a Haar cascade and Keras."""

from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from classroom.cli.options import DatabaseUrl, Json, print_json

if TYPE_CHECKING:  # importing it loads the networks
    from classroom.benchmark.comparison import SizeReport

HOUR_S = 3600
NO_HAAR = "no environment with OpenCV 4 to measure beside: `make setup` makes one, or name --haar"


def speed(
    clips: Annotated[Path, typer.Option(help="A folder of videos of faces.")],
    haar: Annotated[
        Path | None,
        typer.Option(
            help="Python of an environment with OpenCV 4 and TensorFlow, for the Haar cascade; "
            "without it the one that `make setup` makes."
        ),
    ] = None,
    frames: Annotated[
        int, typer.Option(min=1, help="Frames of each video, two a second of it.")
    ] = 20,
    students: Annotated[
        int, typer.Option(min=1, help="Simulated students whose hour is judged for confusion.")
    ] = 100,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Measure milliseconds a frame for detection, landmarks, emotion and all, in one run.

    It also measures what an hour of a class costs to judge for confusion.
    """
    from classroom.benchmark.comparison import Pipeline, compare
    from classroom.benchmark.haar import HaarFrames, usual_python
    from classroom.benchmark.judging import judge_class
    from classroom.benchmark.own import LiveFrames, SearchedFrames
    from classroom.cli.progress import step_bars
    from classroom.inference import FaceAnalyzer

    python = haar or usual_python()
    analyzer = FaceAnalyzer.load()
    pipelines: list[Pipeline] = [LiveFrames(analyzer), SearchedFrames(analyzer)]
    with ExitStack() as opened:
        if python:
            pipelines.append(opened.enter_context(HaarFrames(python)))
        told = opened.enter_context(step_bars())
        reports = compare(pipelines, clips, most=frames, told=told)
        judging = judge_class(students, HOUR_S, told)
    document = _document(reports, beside=HaarFrames.name if python else None)
    document["judging"] = asdict(judging)
    if as_json:
        print_json(document)
        return
    for size in document["sizes"]:
        print("\n".join(_table(size)))
    print(
        f"\njudging an hour of {students} students: {judging.cpu_s:.1f} s of CPU, "
        f"{judging.us_a_second:.0f} µs a student's second"
    )
    if not python:
        print(f"\n{NO_HAAR}")


def _document(reports: "list[SizeReport]", beside: str | None) -> dict[str, Any]:
    sizes = [report.as_dict() for report in reports]
    for size, report in zip(sizes, reports, strict=True):
        size["times_cheaper"] = {
            name: round(report.times_cheaper(name, beside), 1)
            for name in report.readings
            if beside and name != beside
        }
    return {"beside": beside, "sizes": sizes}


def _table(size: dict[str, Any]) -> list[str]:
    from classroom.benchmark.costs import STAGES

    title = f"{size['width']}x{size['height']}, CPU ms a frame"
    heads = "".join(f"{stage:>11}" for stage in STAGES)
    lines = ["", f"{title:<28}{heads}{'all, clock':>12}  frames with a face"]
    for each in size["pipelines"]:
        costs = "".join(f"{_ms(each['cpu_ms'].get(stage)):>11}" for stage in STAGES)
        clock = f"{each['wall_ms']['all']:>12.2f}"
        seen = f"{each['frames_with_face']} of {each['frames']}"
        lines.append(f"{each['name']:<28}{costs}{clock}  {seen}")
    for name, times in size["times_cheaper"].items():
        lines.append(f"{name}: {times:.1f} times cheaper")
    return lines


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
