"""The figures of the model card, written from the manifest so that they are those of the file.

``python -m models.evaluation.card`` renews the part of ``docs/model-card.md`` between its markers;
``--evaluation figures.json``, as ``classroom evaluate emotion --report`` writes it, is kept beside
the card and adds what other networks lose. ``--check`` writes nothing and fails if it is not up to
date.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from models.emotion import WEIGHTS, read_manifest
from models.errors import ModelError
from models.evaluation.action import HIGHLIGHTS
from models.evaluation.corruptions import ASKED

Document = dict[str, Any]

CARD: Final[Path] = Path(__file__).parents[2] / "docs" / "model-card.md"
BESIDE: Final[Path] = CARD.with_name("model-card-robustness.json")
"""What the card keeps of the last evaluation beside other networks."""

BEGIN: Final[str] = "<!-- figures: begin; written by python -m models.evaluation.card -->"
END: Final[str] = "<!-- figures: end -->"

HEADLINES: Final[dict[str, str]] = {
    "fer2013_accuracy": "FER2013 accuracy",
    "fer2013_accuracy_without_twins": "… without pictures of another split",
    "fer2013_balanced_accuracy": "… balanced",
    "fer2013_calibration_error": "… calibration error",
    "ferplus_majority_accuracy": "FER+ majority accuracy",
    "ferplus_majority_accuracy_without_twins": "… without pictures of another split",
    "ferplus_balanced_accuracy": "… balanced",
    "ferplus_calibration_error": "… calibration error",
    "served_fer2013_accuracy": "as served (both heads mixed), FER2013",
    "served_ferplus_accuracy": "as served, FER+ majority",
}


def figures_of(manifest: Document, robustness: Document | None = None) -> str:
    """Write the figures section in Markdown; what a manifest lacks is left out or a dash.

    ``robustness`` is what ``kept_of`` made of an evaluation; one of another file is not shown.
    """
    parts = [
        f"The committed file: {manifest['bytes'] / 1e6:.2f} MB int8, "
        f"{manifest['parameters']:,} parameters, SHA-256 `{manifest['sha256'][:12]}…`. "
        "A scale and an offset for each answer were fitted on PublicTest.",
        _headlines(manifest["metrics"]),
        _classes(manifest.get("report")),
        _people(manifest.get("report")),
        _action(manifest),
        _float32(manifest.get("float32")),
        _robustness(robustness, manifest["sha256"]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def kept_of(evaluation: Document) -> Document:
    """Keep what the card shows of a whole evaluation: which file, and what is lost when."""
    return {
        "sha256": evaluation["network"]["sha256"],
        "robustness": evaluation["robustness"],
        "robustness_beside": evaluation["robustness_beside"],
    }


def renewed(card: str, figures: str) -> str:
    """Put figures between the markers of a card; raises ``ModelError`` if it has none."""
    before, begin, rest = card.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ModelError(f"the model card lacks its markers {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{figures}\n{END}{after}"


def _headlines(metrics: Document) -> str:
    rows = [
        [words, *(_figure(name, metrics[split].get(name)) for split in metrics)]
        for name, words in HEADLINES.items()
    ]
    return _table(["", *metrics], rows)


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if name.endswith("error") else f"{value * 100:.1f} %"


def _classes(report: Document | None) -> str:
    if not report:
        return ""
    both = report["ferplus"]["classes"]
    rows = []
    for name, voted in both.items():
        own = report["fer2013"]["classes"].get(name)
        cells = [f"{own[key]:.2f}" if own else "–" for key in ("recall", "precision", "f1")]
        rows.append([name, *cells, f"{voted['f1']:.2f}"])
    return "Each emotion, PrivateTest:\n\n" + _table(
        ["", "FER2013 recall", "precision", "F1", "FER+ F1"], rows
    )


def _people(report: Document | None) -> str:
    if not report or not report["people"]:
        return ""
    people = report["people"]
    same, shares = people["same_as_another"], people["distance"]
    network, annotator = (_figure("share", same[who]) for who in ("network", "annotator"))
    return (
        f"Beside people (PrivateTest, {people['rows']:,} pictures, each annotator left out in "
        f"turn): the network gives the answer of a random other annotator in {network} of cases, "
        f"the mean annotator in {annotator}. "
        f"Its votes lie {shares['network']:.2f} from those of the others (total variation), a "
        f"single annotator's {shares['annotator']:.2f}."
    )


def _action(manifest: Document) -> str:
    found = {
        "PublicTest": manifest.get("action_on_public_test"),
        "PrivateTest": (manifest.get("report") or {}).get("action"),
    }
    splits = {split: each for split, each in found.items() if each}
    if not splits:
        return ""
    rows = [[name, *(_r(each["r"][name]) for each in splits.values())] for name in HIGHLIGHTS]
    rows.append(["mean of all 52", *(_r(each["mean_r"]) for each in splits.values())])
    return "Facial action, Pearson r with MediaPipe's scores:\n\n" + _table(["", *splits], rows)


def _r(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _float32(float32: Document | None) -> str:
    if not float32:
        return ""
    lost = float32["PrivateTest"]["int8_points_lost"]
    return (
        "Int8 against the float32 network it came from, PrivateTest: "
        f"{-lost['fer2013_accuracy']:+.2f} points on FER2013, "
        f"{-lost['ferplus_majority_accuracy']:+.2f} on FER+ majority."
    )


def _robustness(kept: Document | None, sha256: str) -> str:
    if not kept or kept["sha256"] != sha256:
        return (
            "What is lost when pictures get worse is not kept for this file: run `classroom "
            "evaluate emotion … --report DIR`, then `python -m models.evaluation.card "
            "--evaluation DIR/figures.json`."
        )
    beside = kept["robustness_beside"]
    rows = []
    for index, loss in enumerate(kept["robustness"]):
        row = [loss["words"], f"{loss['fer2013_points_lost']:.1f}"]
        for others in beside.values():
            share = others[index]["share_of_loss"]
            row.append(
                f"{others[index]['points_lost_by_other']:.1f}"
                + ("" if share is None else f" (ours is {share * 100:.0f} %)")
            )
        marked = loss["condition"] in ASKED
        rows.append([f"**{cell}**" if marked else cell for cell in row])
    return "Points of FER2013 PrivateTest accuracy lost when pictures get worse:\n\n" + _table(
        ["", "this network", *beside], rows
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Renew the card, or say that it is not up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail if not current")
    parser.add_argument("--evaluation", type=Path, help="figures.json of an evaluation report")
    asked = parser.parse_args()
    try:
        if asked.evaluation:
            kept = kept_of(json.loads(asked.evaluation.read_text()))
            BESIDE.write_text(json.dumps(kept, indent=1) + "\n")
        old = CARD.read_text()
        new = renewed(old, figures_of(read_manifest(WEIGHTS), read_beside()))
    except (ModelError, OSError, ValueError, KeyError) as error:
        sys.exit(f"the card cannot be written: {error}")
    if asked.check and new != old:
        sys.exit("the model card is not up to date: python -m models.evaluation.card")
    if not asked.check:
        CARD.write_text(new)


def read_beside() -> Document | None:
    """Read what the card keeps of the last evaluation, if it keeps one."""
    if not BESIDE.exists():
        return None
    kept: Document = json.loads(BESIDE.read_text())
    return kept


if __name__ == "__main__":
    main()
