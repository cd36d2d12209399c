"""``classroom train confusion`` and ``classroom evaluate confusion``."""

import json
import shlex
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from classroom.cli.options import DatabaseUrl, Json, print_json

Daisee = Annotated[
    Path, typer.Option(help="Folder with DAiSEE's labels.csv and faces.zip, a face a clip.")
]


def evaluate_confusion(
    daisee: Daisee,
    split: Annotated[
        str | None,
        typer.Option(
            help="Measure the people of this split, fitted on all others; without it all people, "
            "in eight turns."
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Write one HTML page and its plots into this folder.")
    ] = None,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Measure how well confusion can be told, beside simpler ways, on people kept apart."""
    from classroom.cli.progress import step_bars
    from classroom.inference import FaceAnalyzer
    from classroom.study.comparison import compare
    from classroom.study.daisee import read_daisee
    from classroom.study.page import write_page

    with step_bars() as told:
        clips = read_daisee(daisee, FaceAnalyzer.load(), told)
        document = compare(clips, split, told)
    if report:
        document["report"] = str(write_page(document, report))
    if as_json:
        print_json(document)
    else:
        print("\n".join(_lines(document)))


def train_confusion(
    daisee: Daisee,
    output: Annotated[Path, typer.Option("-o", help="File of the model.")] = Path(
        "runs/likelihood.json"
    ),
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Fit the likelihood of confusion on all people, with figures from people kept apart.

    The file goes to classroom/confusion/likelihood.json to be served.
    """
    from classroom.cli.progress import step_bars
    from classroom.errors import SettingsError
    from classroom.inference import FaceAnalyzer
    from classroom.study.daisee import read_daisee
    from classroom.study.fitted import fitted_document

    try:
        output.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"cannot write {output}: {error.strerror}") from error
    with step_bars() as told:
        clips = read_daisee(daisee, FaceAnalyzer.load(), told)
        document = fitted_document(clips, f"classroom {shlex.join(sys.argv[1:])}", told)
    output.write_text(json.dumps(document, indent=1) + "\n")
    if as_json:
        print_json(document)
    else:
        live, after = document["metrics"]["live_auc"], document["metrics"]["after_class_auc"]
        print(f"AUC {live:.3f} live, {after:.3f} after class, people kept apart")
        print(f"model: {output}")


def _lines(document: dict[str, Any]) -> list[str]:
    lines = [f"{'AUC, 95 % over people':>80}  within a person"]
    for way in document["ways"]:
        auc = way["auc"]
        within = "–" if way["within_person_auc"] is None else f"{way['within_person_auc']:.3f}"
        interval = f"({auc['low']:.3f} to {auc['high']:.3f})"
        lines.append(f"{way['name']:<58} {auc['value']:.3f} {interval}  {within}")
    point = document["operating_point"]
    lines.append(
        f"flags above {point['threshold']:.3f}: precision {point['precision']:.2f}, recall "
        f"{point['recall']:.2f}, F1 {point['f1']['value']:.3f}, "
        f"{point['false_flags_per_hour']:.1f} false flags an hour of a student"
    )
    lines += [
        f"a class that flags from {each['enter']}: {each['flags']} flags "
        f"({each['flags_per_hour']:.2f} an hour of a student), {each['right']} with a confused clip"
        for each in document["settings"]
    ]
    if document.get("report"):
        lines.append(f"report: {document['report']}")
    return lines
