"""``classroom evaluate``: honest figures of the networks in use."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from classroom.cli.confusion_commands import evaluate_confusion
from classroom.cli.evaluate_speed import speed
from classroom.cli.options import DatabaseUrl, Json, print_json
from classroom.cli.train import Fer2013, FerPlus

evaluate = typer.Typer(name="evaluate", help="Measure the networks.", no_args_is_help=True)
evaluate.command("confusion")(evaluate_confusion)
evaluate.command()(speed)


class Split(StrEnum):
    """Parts of FER2013 that no network has learned from."""

    PUBLIC_TEST = "PublicTest"
    PRIVATE_TEST = "PrivateTest"


@evaluate.command()
def emotion(
    fer2013: Fer2013,
    ferplus: FerPlus,
    action: Annotated[
        Path | None, typer.Option(help="Facial action scores of FER2013, an npz.")
    ] = None,
    weights: Annotated[
        Path | None,
        typer.Option(
            help="A TFLite file with its manifest, or any Keras file (.keras, .h5) of 48x48 grey "
            "pictures; without it the weights in use."
        ),
    ] = None,
    beside: Annotated[
        list[Path] | None,
        typer.Option(help="Another network, measured in the same run; may be given again."),
    ] = None,
    split: Annotated[Split, typer.Option(help="Which faces.")] = Split.PRIVATE_TEST,
    robustness: Annotated[
        bool | None,
        typer.Option(
            help="Measure in darkness, noise, blur, rotation, cover, small and side faces too; "
            "without it only with --beside or --report."
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Write one HTML page and its plots into this folder.")
    ] = None,
    label_order: Annotated[
        str | None,
        typer.Option(
            help="Order of a stranger's seven answers; without it "
            "angry,disgust,fear,happy,sad,surprise,neutral."
        ),
    ] = None,
    input_scale: Annotated[
        Literal["unit", "standard", "byte"] | None,
        typer.Option(
            help="Pixels of a Keras network: 0..1 (unit), each face's own mean 0 and deviation 1 "
            "(standard), or 0..255 (byte). Without it unit for a stranger's, standard for ours."
        ),
    ] = None,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Measure an emotion network on FER2013 labels, FER+ votes and facial action."""
    from classroom.cli.progress import step_bars
    from models.dataset import load_faces
    from models.evaluation.comparison import compare
    from models.evaluation.corruptions import CONDITIONS
    from models.evaluation.keras_reader import parse_order
    from models.evaluation.networks import open_network
    from models.evaluation.report import prepare_folder, write_report

    if report:
        prepare_folder(report)
    order = parse_order(label_order) if label_order else None
    own, *others = [open_network(path, order, input_scale) for path in (weights, *(beside or []))]
    faces = load_faces(fer2013, ferplus, action)
    if robustness is None:
        robustness = bool(beside or report)
    with step_bars() as told:
        found = compare(own, others, faces, split.value, CONDITIONS if robustness else (), told)
    document = found.as_dict()
    if report:
        document["report"] = str(write_report(document, report))
    if as_json:
        print_json(document)
    else:
        print("\n".join(_lines(document, found.own.report.summary())))


def _lines(document: dict[str, Any], summary: dict[str, float]) -> list[str]:
    """Return the headline figures, and what is lost beside each other network."""
    lines = [f"{name:<40}{figure:8.4f}" for name, figure in summary.items()]
    lines.append(f"{'milliseconds_per_face':<40}{document['milliseconds_per_face']:8.3f}")
    for split, figures in (document["action"] or {}).items():
        lines.append(f"{f'action_r_{split}':<40}{figures['mean_r']:8.4f}")
        lines += [
            f"{f'action_r_{split}_{name}':<40}{figures['r'][name]:8.4f}"
            for name in document["action_highlights"]
            if figures["r"][name] is not None
        ]
    lines += [
        f"{each['words']:<64}loses {each['fer2013_points_lost']:6.2f} points"
        for each in document["robustness"]
    ]
    for name, rows in document["robustness_beside"].items():
        lines += [
            f"{row['condition']:<20}loses {row['points_lost']:6.2f} points, "
            f"{_of_what(row['share_of_loss'])} the {row['points_lost_by_other']:.2f} of {name}"
            for row in rows
        ]
    if document.get("report"):
        lines.append(f"report: {document['report']}")
    return lines


def _of_what(share: float | None) -> str:
    return "beside" if share is None else f"{share:.0%} of"
