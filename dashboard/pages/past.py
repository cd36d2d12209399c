"""The page of a class that has ended: its report."""

from datetime import datetime, tzinfo

from dash import html
from sqlalchemy.orm import Session

from classroom.reports.summary import class_words, coverage_words
from classroom.store.report import build_report
from dashboard.components.clock import day_and_time
from dashboard.components.download import download_menu
from dashboard.components.frame import card, top
from dashboard.components.past import (
    episode_list,
    flag_precision,
    participant_table,
    past_chart,
    pulse_table,
)
from dashboard.components.past_topics import topic_table
from dashboard.components.words import MODE_WORDS, span_words
from dashboard.queries.live import session_info, students_of


def layout(s: Session, session_id: str, now: datetime, zone: tzinfo) -> html.Main:
    """Lay out the report of one class."""
    session = session_info(s, session_id)
    students = students_of(s, session_id)
    report = build_report(s, session_id)
    began = session.started_at or session.created_at
    ended = session.ended_at or now
    facts = [day_and_time(began, now, zone)]
    if session.started_at is not None:
        facts.append(span_words((ended - began).total_seconds()))
    facts += [f"{len(students)} joined", MODE_WORDS[session.mode][0].lower()]
    shows_people = bool(report.participants)
    return html.Main(
        [
            top(
                [
                    html.H1(session.title, dir="auto", title=session.title),
                    html.Span(" · ".join(facts), className="soft"),
                ],
                [download_menu(session_id, session.mode)],
            ),
            card(
                "The class as a whole",
                [
                    html.P(class_words(report), className="big-words"),
                    html.P(coverage_words(report, len(students)), className="soft"),
                ],
                "whole",
            ),
            card(
                "Mood over the class",
                past_chart(report, students, zone),
                "trend",
            )
            if session.mode.infers
            else None,
            card("Topics", topic_table(report.topics, session.mode, zone), "past-topics")
            if report.topics
            else None,
            card("Are you following?", pulse_table(report, zone), "past-pulses")
            if report.pulse_checks
            else None,
            card(
                "Raised hands",
                [*flag_precision(report), *episode_list(report, session, zone)],
                "past-hands",
            )
            if shows_people
            else None,
            card("Students", participant_table(report, session), "people")
            if shows_people
            else None,
        ],
        className="page",
    )
