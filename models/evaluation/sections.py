"""What stands in each section of the page, from the document and its plots."""

from html import escape
from typing import Any

from models.evaluation.markup import Plot, behind, count, percent, picture, plain, table
from models.evaluation.weak_spots import answer_all

Document = dict[str, Any]


def headline_section(document: Document, plots: dict[str, Plot]) -> str:
    """Headline figures of all networks side by side."""
    networks = [document, *document["beside"]]
    rows = [
        ("FER2013 accuracy", [percent(each["fer2013"]["accuracy"]) for each in networks]),
        ("… without twins", [percent(n["fer2013"]["accuracy_without_twins"]) for n in networks]),
        ("… balanced", [percent(each["fer2013"]["balanced_accuracy"]) for each in networks]),
        ("… calibration error", [plain(n["fer2013"]["calibration_error"]) for n in networks]),
        ("FER+ majority accuracy", [percent(each["ferplus"]["accuracy"]) for each in networks]),
        ("… without twins", [percent(n["ferplus"]["accuracy_without_twins"]) for n in networks]),
        ("… balanced", [percent(each["ferplus"]["balanced_accuracy"]) for each in networks]),
        ("… calibration error", [plain(n["ferplus"]["calibration_error"]) for n in networks]),
        ("As served, FER2013", [percent(each["served_fer2013_accuracy"]) for each in networks]),
        ("As served, FER+ majority", [percent(n["served_ferplus_accuracy"]) for n in networks]),
        ("Parameters", [count(each["network"]["parameters"]) for each in networks]),
        ("Bytes", [count(each["network"]["bytes"]) for each in networks]),
        ("ms a face, one at a time", [plain(n["milliseconds_per_face"]) for n in networks]),
    ]
    head = ["", *(each["network"]["name"] for each in networks)]
    return (
        "<p>Twins are pictures that stand in another split too, so that a network may have "
        "learned them by heart. What is served mixes both heads.</p>"
        + table(head, [[name, *cells] for name, cells in rows])
    )


def confusion_section(document: Document, plots: dict[str, Plot]) -> str:
    """Both confusion matrices, and the commonest mistake in words."""
    text = ""
    for task, labels in (("fer2013", "FER2013 labels"), ("ferplus", "FER+ majority labels")):
        figures = document[task]
        names = list(figures["classes"])
        worst = _worst_mistake(names, figures["confusion"])
        alt = f"Confusion matrix by {labels}. {worst}"
        rows = [
            [name, *(str(count) for count in counts)]
            for name, counts in zip(names, figures["confusion"], strict=True)
        ]
        text += f"<h3>{labels}</h3><p>{escape(worst)}</p>"
        text += picture(plots.get(f"confusion-{task}"), alt)
        text += behind("Numbers of faces: rows labelled, columns answered", ["", *names], rows)
    return text


def _worst_mistake(names: list[str], counts: list[list[int]]) -> str:
    shares = [
        (taken / sum(row), labelled, answered)
        for labelled, row in zip(names, counts, strict=True)
        for answered, taken in zip(names, row, strict=True)
        if answered != labelled and any(row)
    ]
    if not shares:
        return "No faces."
    share, labelled, answered = max(shares)
    return f"The commonest mistake: {share:.0%} of {labelled} is called {answered}."


def classes_section(document: Document, plots: dict[str, Plot]) -> str:
    """Precision, recall and F1 of each emotion."""
    text = picture(
        plots.get("classes"), "Bars of the F1 of each emotion on both sets of labels; table below."
    )
    for task, labels in (("fer2013", "FER2013 labels"), ("ferplus", "FER+ majority labels")):
        rows = [
            [
                name,
                *(plain(figures[key]) for key in ("precision", "recall", "f1")),
                count(figures["rows"]),
            ]
            for name, figures in document[task]["classes"].items()
        ]
        text += behind(labels, ["", "precision", "recall", "F1", "faces"], rows)
    return text


def calibration_section(document: Document, plots: dict[str, Plot]) -> str:
    """Confidence beside accuracy, and the temperature still asked for."""
    alt = (
        "Reliability diagram: expected calibration error "
        f"{plain(document['fer2013']['calibration_error'])} on FER2013, "
        f"{plain(document['ferplus']['calibration_error'])} on FER+ majority."
    )
    text = "<p>On the diagonal, faces it is 70 % sure of are right in 70 %.</p>"
    text += picture(plots.get("reliability"), alt)
    rows = [
        [head, plain(c["error"]), plain(c["error_with_temperature"]), plain(c["temperature"])]
        for head, c in document["calibration"].items()
    ]
    text += "<p>A temperature fitted on PublicTest is already folded into exported networks, so "
    text += "that the one still asked for is near 1.</p>"
    text += table(["head", "error", "with the temperature still asked for", "temperature"], rows)
    for task, labels in (("fer2013", "FER2013"), ("ferplus", "FER+ majority")):
        bins = [
            [plain(each["confidence"]), plain(each["accuracy"]), count(each["rows"])]
            for each in document[task]["reliability"]
        ]
        text += behind(f"{labels}, bins of confidence", ["sure", "right", "faces"], bins)
    return text


def people_section(document: Document, plots: dict[str, Plot]) -> str:
    """Agreement with the ten annotators."""
    report = document["people"]
    if not report:
        return "<p>This network has no vote head, or the pictures have no votes.</p>"
    same = report["same_as_another"]
    verdict = "inside" if report["inside"] else "outside"
    said = (
        f"Ten people voted on each picture. Asked about the other nine, the network agrees with a "
        f"random one in {same['network']:.1%}, the mean annotator in {same['annotator']:.1%}: the "
        f"network is {verdict} the spread of people."
    )
    rows = [
        ("Same answer as a random other", "same_as_another", percent),
        ("Same answer as most of the others", "same_as_most", percent),
        ("Answer given by two of the others", "given_by_two", percent),
        ("Total variation distance from the others' shares", "distance", plain),
        ("Surprise at the vote left out, nats (people: the other nine)", "surprise", plain),
    ]
    return (
        f"<p>{said}</p>"
        + picture(plots.get("people"), said)
        + table(
            ["", "network", "annotator"],
            [[n, show(report[k]["network"]), show(report[k]["annotator"])] for n, k, show in rows],
        )
    )


def weak_spots_section(document: Document, plots: dict[str, Plot]) -> str:
    """An answer with a figure to each weak spot that was named."""
    return "".join(
        f"<h3>{escape(answer.spot)}</h3><p><strong>{escape(answer.figures)}</strong></p>"
        f"<p>{escape(answer.said)}</p>"
        for answer in answer_all(document)
    )


def robustness_section(document: Document, plots: dict[str, Plot]) -> str:
    """What is lost in each condition, beside the other networks."""
    if not document["robustness"]:
        return "<p>Not measured in this run (--no-robustness).</p>"
    beside = document["robustness_beside"]
    rows = []
    for index, loss in enumerate(document["robustness"]):
        row = [loss["words"], percent(loss["fer2013_accuracy"])]
        row += [f"{loss['fer2013_points_lost']:.1f}", f"{loss['ferplus_points_lost']:.1f}"]
        for others in beside.values():
            share = others[index]["share_of_loss"]
            row.append(f"{others[index]['points_lost_by_other']:.1f}")
            row.append("–" if share is None else f"{share:.0%}")
        rows.append(row)
    head = ["condition", "FER2013", "points lost", "FER+ points lost"]
    for name in beside:
        head += [f"{name} loses", "share of that"]
    worst = max(document["robustness"], key=lambda loss: loss["fer2013_points_lost"])
    alt = (
        "Points lost as pictures get worse, a panel for each kind of trouble. Most is lost with "
        f"pictures {worst['words']}: {worst['fer2013_points_lost']:.1f} points. Table below."
    )
    return (
        "<p>The same faces, made worse by code at stated strengths; turns are the mean of both "
        "ways. Side faces are a stand-in: a flat card turned aside hides no cheek.</p>"
        + picture(plots.get("robustness"), alt)
        + table(head, rows)
        + "<h3>What each condition does, on a drawn face</h3>"
        + picture(plots.get("troubles"), "A drawn face, clean and in every condition.")
    )


def action_section(document: Document, plots: dict[str, Plot]) -> str:
    """Pearson r of the 52 facial action scores."""
    action = document["action"]
    if not action:
        return "<p>This network has no action head, or no scores were given (--action).</p>"
    splits = list(action)
    means = ", ".join(f"{plain(action[split]['mean_r'])} on {split}" for split in splits)
    names = next(iter(action.values()))["r"]
    highlighted = document["action_highlights"]
    order = [*highlighted, *(name for name in names if name not in highlighted)]
    rows = [[name, *(plain(action[split]["r"][name]) for split in splits)] for name in order]
    text = (
        "<p>Pearson r with MediaPipe's scores, over the pictures where it found a face. Its scores "
        f"are a teacher's guess, not truth. Mean of all scores: {means}.</p>"
    )
    text += table(["read by the confusion part", *splits], rows[: len(highlighted)])
    text += picture(plots.get("action"), f"Bars of r for each score. Mean {means}. Table below.")
    return text + behind("All scores", ["score", *splits], rows)


def speed_section(document: Document, plots: dict[str, Plot]) -> str:
    """Milliseconds a face."""
    rows = [
        [
            each["network"]["name"],
            str(row["batch"]),
            plain(row["median_ms"]),
            plain(row["p95_ms"]),
        ]
        for each in (document, *document["beside"])
        for row in each["speed"]
    ]
    alt = "Milliseconds a face on one core by number of faces at a time; table below."
    head = ["network", "faces at a time", "median ms a face", "95 % of calls within"]
    return picture(plots.get("speed"), alt) + table(head, rows)


def limits_section(document: Document, plots: dict[str, Plot]) -> str:
    """What no figure of this page says."""
    return (
        "<p>FER2013 was gathered by web search for emotion words: posed and staged faces, noisy "
        "labels, no record of age, skin or origin, so nothing here says whom the network reads "
        "worse. An expression is not a feeling, and a tired face before a laptop is not a searched "
        "picture. The model card says what the network is not for, and what the law says.</p>"
    )
