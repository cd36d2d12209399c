"""What would keep students out: what is wrong in full, what is well folded away."""

from collections.abc import Sequence
from typing import Any, Final

from dash import html

from classroom.language import Words, marked, say, say_number
from classroom.preflight import Finding, Level
from dashboard.components.attributes import attributes

MARKS: Final[dict[Level, str]] = {"fine": "✓", "careful": "!", "blocks": "✕"}
LEVEL_WORDS: Final = Words[Level](
    {"fine": marked("Fine"), "careful": marked("Careful"), "blocks": marked("Blocks")}
)


def preflight_panel() -> html.Div:
    """The place of the lines, filled when the panel is opened."""
    return html.Div(
        [
            html.Div(
                [
                    html.H3(say("Can students come in?"), className="card-title"),
                    html.Button(
                        say("Check again"),
                        id="preflight-again",
                        className="button small",
                        n_clicks=0,
                    ),
                ],
                className="preflight-head",
            ),
            html.Div(
                say("Looking…"), id="preflight-lines", role="status", className="preflight-lines"
            ),
        ],
        className="preflight",
    )


def preflight_lines(findings: Sequence[Finding]) -> list[Any]:
    """Draw what is wrong in full, and what is well behind one line."""
    wrong = [finding for finding in findings if finding.level != "fine"]
    fine = [finding for finding in findings if finding.level == "fine"]
    wrong.sort(key=lambda finding: finding.level != "blocks")
    summary = (
        say_number("{number} check is fine", "{number} checks are fine", len(fine))
        if wrong
        else say_number(
            "Ready: all {number} check is fine", "Ready: all {number} checks are fine", len(fine)
        )
    )
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
    mark, word = MARKS[finding.level], LEVEL_WORDS[finding.level]
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
