"""A student's own page in the report of a class that shows single students."""

from dataclasses import replace
from datetime import datetime, tzinfo

from dash import dcc, html
from sqlalchemy.orm import Session

from classroom.language import say
from dashboard.components.clock import day_and_time
from dashboard.components.frame import card, top
from dashboard.components.student import (
    PULSES_HIDDEN,
    WHAT_IT_IS_NOT,
    attendance,
    own_hands,
    own_words,
    student_chart,
    student_words,
)
from dashboard.components.views import show_names
from dashboard.queries.student import student_past


def layout(
    s: Session,
    session_id: str,
    participant_id: str,
    now: datetime,
    zone: tzinfo,
    *,
    hides_names: bool = False,
) -> html.Main:
    """Lay out one student's page; raises ``SessionNotFoundError`` where there is none."""
    student = student_past(s, session_id, participant_id, now)
    if hides_names:
        student = replace(student, name=say("One student"))
    session = student.session
    when = day_and_time(session.started_at or session.created_at, now, zone)
    back = dcc.Link(
        f"‹ {session.title}", href=f"/session/{session.id}", className="back back-title"
    )
    return html.Main(
        [
            top(
                [
                    back,
                    html.H1(student.name, dir="auto", title=student.name),
                    html.Span(when, className="soft"),
                ],
                [show_names()] if hides_names else [],
                home=False,
            ),
            card(
                say("Over the whole class"),
                [
                    html.P(student_words(student), className="big-words"),
                    attendance(student, zone),
                    html.P(say(WHAT_IT_IS_NOT), className="note"),
                ],
                "whole",
            ),
            card(say("Mood over the class"), student_chart(student, zone), "trend"),
            card(say("Raised hands"), own_hands(student, zone), "past-hands"),
            card(
                say("In their own words"),
                [*own_words(student, zone), html.P(say(PULSES_HIDDEN), className="note")],
                "own-words",
            ),
        ],
        className="page",
    )
