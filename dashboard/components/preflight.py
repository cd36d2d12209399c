"""What would keep students out: what is wrong in full, what is well folded away."""

from collections.abc import Sequence
from typing import Any, Final

from dash import html

from classroom.preflight import Finding, Level
from dashboard.components.attributes import attributes

MARKS: Final[dict[Level, tuple[str, str]]] = {
    "fine": ("✓", "Fine"),
    "careful": ("!", "Careful"),
    "blocks": ("✕", "Blocks"),
}


def preflight_panel() -> html.Div:
    """The place of the lines, filled when the panel is opened."""
    return html.Div(
        [
            html.Div(
                [
                    html.H3("Can students come in?", className="card-title"),
                    html.Button(
                        "Check again", id="preflight-again", className="button small", n_clicks=0
                    ),
                ],
                className="preflight-head",
            ),
            html.Div("Looking…", id="preflight-lines", role="status", className="preflight-lines"),
        ],
        className="preflight",
    )


def preflight_lines(findings: Sequence[Finding]) -> list[Any]:
    """Draw what is wrong in full, and what is well behind one line."""
    wrong = [finding for finding in findings if finding.level != "fine"]
    fine = [finding for finding in findings if finding.level == "fine"]
    wrong.sort(key=lambda finding: finding.level != "blocks")
    well = "1 check is fine" if len(fine) == 1 else f"{len(fine)} checks are fine"
    summary = well if wrong else f"Ready: all {well}"
    return [
        *(_line(finding) for finding in wrong),
        html.Details(
            [
                html.Summary(summary),
                *(_line(finding) for finding in fine),
            ],
            className="preflight-fine",
        ),
    ]


def _line(finding: Finding) -> html.Div:
    mark, word = MARKS[finding.level]
    return html.Div(
        [
            html.Span(mark, className="preflight-mark", **attributes(aria_hidden="true")),
            html.Div(
                [
                    html.Div([html.B(f"{word}: "), finding.says]),
                    html.Div(finding.do, className="soft") if finding.do else None,
                ]
            ),
        ],
        className=f"preflight-line is-{finding.level}",
    )
