"""What the student projects named as weak spots, each answered with a figure of this run."""

from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A weak spot, and what this run says of it."""

    spot: str
    said: str
    figures: str


def answer_all(document: Document) -> list[Answer]:
    """Answer low light, side faces, noise, and neutral against sad, from the document alone."""
    return [
        Answer(
            "Low light",
            "Pictures darkened by gamma 3, which leaves a mid grey of 128 at 32.",
            _loss(document, "gamma 3"),
        ),
        Answer(
            "Side faces",
            "A flat card turned by 40° stands in for a side face: it foreshortens, but hides no "
            "cheek. A real one costs more; the live pipeline leaves heads turned far aside unread.",
            _loss(document, "aside 40"),
        ),
        Answer(
            "Noise",
            "Normal noise of σ = 20 grey levels on each pixel.",
            _loss(document, "noise 20"),
        ),
        Answer(
            "Neutral against sad",
            "People themselves mix these two up; a coin would tell them apart in 50 %.",
            _pair(document),
        ),
    ]


def _loss(document: Document, condition: str) -> str:
    lost = _find(document["robustness"], condition)
    if lost is None:
        return "Not measured in this run (--no-robustness)."
    text = (
        f"FER2013 accuracy falls from {document['fer2013']['accuracy']:.1%} to "
        f"{lost['fer2013_accuracy']:.1%}, by {lost['fer2013_points_lost']:.1f} points."
    )
    for name, rows in document["robustness_beside"].items():
        row = _find(rows, condition)
        if row is None:
            continue
        text += f" {name} loses {row['points_lost_by_other']:.1f}"
        share = row["share_of_loss"]
        text += f": {share:.0%} of its loss." if share is not None else "."
    return text


def _pair(document: Document) -> str:
    parts = []
    for task, labels in (("fer2013", "FER2013 labels"), ("ferplus", "FER+ majority labels")):
        pair = document["neutral_sadness"][task]
        if pair["told_apart"] is None:
            continue
        parts.append(
            f"By {labels} it tells them apart in {pair['told_apart']:.1%} (balanced, "
            f"{pair['rows']} faces), calls {pair['sad_called_neutral']:.1%} of the sad faces "
            f"neutral and {pair['neutral_called_sad']:.1%} of the neutral ones sad."
        )
    for other in document["beside"]:
        apart = other["neutral_sadness"]["fer2013"]["told_apart"]
        if apart is not None:
            parts.append(f"{other['network']['name']}: {apart:.1%} by FER2013 labels.")
    return " ".join(parts) or "This split has no neutral or no sad faces."


def _find(rows: list[dict[str, Any]], condition: str) -> dict[str, Any] | None:
    return next((row for row in rows if row["condition"] == condition), None)
