"""One page with what was tried, what each step gave and how sure that is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from matplotlib.figure import Figure

from classroom.domain.flagging import ENTER
from models.evaluation.figures import STYLES, Theme, legend_for, new_figure
from models.evaluation.markup import Plot, behind, lay_out, percent, picture, plain, table
from models.evaluation.report import prepare_folder, write_folder

Document = dict[str, Any]

PUBLISHED: Final[str] = (
    "Bosch and D'Mello report 0.649 for webcams in a class; other data, so a mark and no race."
)
LIMITS: Final[str] = (
    "<p>The labels are those of a crowd that watched ten-second clips, not what the people felt. "
    "DAiSEE shows young adults in India who watched lectures at home; other ages, places, cameras "
    "and lessons will differ, and single people do: the figure within one person is the lower one. "
    "At the operating point most flags are wrong. That is why a flag is called possible, why it "
    "needs evidence against the student's own usual face, and why each class counts for itself how "
    "often flags were right.</p>"
)


SETTINGS: Final[str] = (
    "<p>A class flags by a student's deviations from their own usual face, weighed by the model, "
    f"sustained and with pauses; {ENTER} unless the teacher chose otherwise. Its AUC stands in the "
    "table above; these are the flags themselves.</p>"
)


def write_page(document: Document, folder: Path) -> Path:
    """Write page, plots and figures into a folder; returns the page."""
    prepare_folder(folder)
    drawers: dict[str, Callable[[Document, Theme], Figure]] = {
        "ways": ways_plot,
        "roc": roc_plot,
        "calibration": calibration_plot,
    }
    return write_folder(document, drawers, lay_out_page, folder)


def lay_out_page(document: Document, plots: dict[str, Plot]) -> str:
    """Lay out the page."""
    point = document["operating_point"]
    live, after = document["live"]["auc"], document["after_class"]["auc"]
    kept_apart = (
        f"{document['folds']}-fold, people kept apart"
        if document["folds"]
        else f"people of {document['split']}, models fitted on all others"
    )
    introduction = (
        f"{document['clips']:,} clips of ten seconds from {document['people']} people, "
        f"{percent(document['confused_share'])} of them confused (label "
        f"{document['confused_from']} or 3 of 0 to 3); {kept_apart}."
    )
    headline = (
        f"<p>In a class, from the past alone: AUC <b>{_interval(live)}</b>. After class, with the "
        f"whole session known: <b>{_interval(after)}</b>. Chance is 0.5. {PUBLISHED}</p>"
    )
    flags = table(
        ["flagging clips above", f"{point['threshold']:.3f}"],
        [
            ["F1", _interval(point["f1"])],
            ["flags that are right (precision)", percent(point["precision"])],
            ["confused clips that are flagged (recall)", percent(point["recall"])],
            ["false flags an hour of a student", f"{point['false_flags_per_hour']:.1f}"],
        ],
    )
    settings = table(
        ["a class that flags from", "flags", "with a confused clip", "flags an hour of a student"],
        [
            [
                f"{each['enter']:.1f}",
                str(each["flags"]),
                f"{each['right']} ({percent(each['right'] / max(each['flags'], 1))})",
                f"{each['flags_per_hour']:.2f}",
            ]
            for each in document["settings"]
        ],
    )
    steps = table(
        ["what was tried", "AUC (95 % over people)", "average precision", "within a person"],
        [
            [
                way["name"],
                _interval(way["auc"]),
                _interval(way["auprc"]),
                plain(way["within_person_auc"]),
            ]
            for way in document["ways"]
        ],
    )
    sections = [
        ("headline", "In short", headline),
        ("ways", "What was tried", picture(plots["ways"], "AUC of every way, with intervals")
         + steps),
        ("roc", "Right and wrong flags", picture(plots["roc"], "ROC curves") + flags),
        ("class", "What a class would have been told", SETTINGS + settings),
        ("calibration", "Does a likelihood mean what it says?",
         picture(plots["calibration"], "Likelihood against share of confused clips")
         + behind("The same as numbers", ["said", "confused", "clips"], [
             [percent(each["said"]), percent(each["confused"]), str(each["clips"])]
             for each in document["calibration"]
         ])),
        ("limits", "What these figures do not say", LIMITS),
    ]  # fmt: skip
    return lay_out("How well confusion can be told", introduction, sections)


def ways_plot(document: Document, theme: Theme) -> Figure:
    """AUC of every way with its interval."""
    ways = document["ways"]
    figure, axes = new_figure(theme, height_in=0.45 * len(ways) + 1.0)
    for place, way in enumerate(ways):
        auc = way["auc"]
        axes.plot([auc["low"], auc["high"]], [place, place], color=theme.networks[0], linewidth=2)
        axes.plot(auc["value"], place, marker="o", color=theme.networks[0])
    axes.axvline(0.5, color=theme.faint)
    axes.set_yticks(range(len(ways)), [way["name"].split(":")[0] for way in ways], fontsize=7)
    axes.invert_yaxis()
    axes.set_xlabel("AUC, 95 % interval over people")
    return figure


def roc_plot(document: Document, theme: Theme) -> Figure:
    """False against true flags, live and after class."""
    figure, axes = new_figure(theme, height_in=4.2)
    axes.plot([0, 1], [0, 1], color=theme.faint)
    for index, (name, points) in enumerate(document["roc"].items()):
        axes.plot(
            [x for x, _ in points],
            [y for _, y in points],
            linestyle=STYLES[index][1],
            color=theme.networks[index],
            label={"live": "live", "after": "after class"}[name],
        )
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="calm clips flagged", ylabel="confused clips flagged")
    legend_for(axes, theme)
    return figure


def calibration_plot(document: Document, theme: Theme) -> Figure:
    """Likelihood against how often it was so; on the line it means what it says."""
    figure, axes = new_figure(theme, height_in=4.0)
    bins = document["calibration"]
    top = 1.1 * max(max(each["said"], each["confused"]) for each in bins)
    axes.plot([0, top], [0, top], color=theme.faint)
    axes.plot(
        [each["said"] for each in bins],
        [each["confused"] for each in bins],
        marker="o",
        color=theme.networks[0],
    )
    axes.set(
        xlim=(0, top), ylim=(0, top), xlabel="likelihood that was said", ylabel="share confused"
    )
    return figure


def _interval(figure: dict[str, float]) -> str:
    return f"{figure['value']:.3f} ({figure['low']:.3f}–{figure['high']:.3f})"
