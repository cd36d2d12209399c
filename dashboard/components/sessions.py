"""The list of classes, newest first."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from dash import dcc, html

from dashboard.components.clock import day_and_time
from dashboard.components.words import MODE_FACTS, span_words
from dashboard.queries.sessions import SessionSummary


def session_list(summaries: Sequence[SessionSummary], now: datetime, zone: tzinfo) -> list[Any]:
    """Draw one line a class, or what to do where there is none yet."""
    if not summaries:
        return [
            html.Div(
                [
                    html.P("No classes yet", className="big-words"),
                    html.P(
                        "Create one, show its link or QR code to your students, and watch how the "
                        "class follows.",
                        className="soft",
                    ),
                ],
                className="card message",
            )
        ]
    return [html.Ul([_line(summary, now, zone) for summary in summaries], className="session-list")]


def _line(summary: SessionSummary, now: datetime, zone: tzinfo) -> html.Li:
    session = summary.session
    live = session.ended_at is None
    began = session.started_at or session.created_at
    if live:
        people = f"{summary.present} here" if summary.joined else "nobody joined yet"
    else:
        people = f"{summary.joined} joined"
    details = [day_and_time(began, now, zone), people, MODE_FACTS[session.mode]]
    if session.ended_at is not None and session.started_at is not None:
        details.insert(1, span_words((session.ended_at - session.started_at).total_seconds()))
    if session.course:
        details.insert(0, session.course)
    if summary.whose is not None:
        details.append(f"of {summary.whose}" if summary.whose else "of no teacher")
    return html.Li(
        dcc.Link(
            [
                html.Div(session.title, dir="auto", className="session-title", title=session.title),
                html.Div(" · ".join(details), className="soft", dir="auto"),
                html.Span("live", className="badge live") if live else None,
            ],
            href=f"/session/{session.id}",
            className="card session-line",
        )
    )
