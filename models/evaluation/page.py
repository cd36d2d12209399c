"""One HTML page with every figure and plot of an evaluation, which needs no other file."""

from collections.abc import Callable
from html import escape
from typing import Any, Final

from models.evaluation import sections
from models.evaluation.markup import Plot, lay_out

Document = dict[str, Any]

SECTIONS: Final[tuple[tuple[str, str], ...]] = (
    ("headline", "In short"),
    ("confusion", "What is taken for what"),
    ("classes", "Each emotion"),
    ("calibration", "Does it know when it is unsure?"),
    ("people", "Beside people"),
    ("weak-spots", "What the student projects named as weak spots"),
    ("robustness", "When pictures get worse"),
    ("action", "Facial action"),
    ("speed", "Speed"),
    ("limits", "What these figures do not say"),
)
"""Anchors and headings, in the order of the page."""


def write_page(document: Document, plots: dict[str, Plot]) -> str:
    """Lay out the page; a section without figures says why it has none."""
    bodies = [(anchor, heading, _BODIES[anchor](document, plots)) for anchor, heading in SECTIONS]
    title = f"How well {document['network']['name']} reads faces"
    return lay_out(title, _introduction(document), bodies)


def _introduction(document: Document) -> str:
    network = document["network"]
    beside = [escape(other["network"]["name"]) for other in document["beside"]]
    compared = f" Beside it in the same run: {', '.join(beside)}." if beside else ""
    return (
        f"{document['fer2013']['rows']:,} faces of FER2013 {escape(document['split'])}; "
        f"{document['ferplus']['rows']:,} of them have a FER+ majority. File "
        f"{escape(network['file'])}, {network['bytes'] / 1e6:.2f} MB, SHA-256 "
        f"<code>{network['sha256'][:12]}…</code>.{compared}"
    )


_BODIES: Final[dict[str, Callable[[Document, dict[str, Plot]], str]]] = {
    "headline": sections.headline_section,
    "confusion": sections.confusion_section,
    "classes": sections.classes_section,
    "calibration": sections.calibration_section,
    "people": sections.people_section,
    "weak-spots": sections.weak_spots_section,
    "robustness": sections.robustness_section,
    "action": sections.action_section,
    "speed": sections.speed_section,
    "limits": sections.limits_section,
}
