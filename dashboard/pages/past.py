"""The page of a class that has ended: its report."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from dash import Dash, Input, Output, dcc, html
from flask import request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from classroom.domain.retention import KeepBounds
from classroom.errors import SessionNotFoundError
from classroom.language import say
from classroom.reports.class_record import own_reports_of
from classroom.reports.summary import class_words, coverage_words
from classroom.reports.words import MODE_FACTS, lasted_words
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.event_sums import SumsOfClasses
from classroom.store.flags import class_flags
from classroom.store.notes import ClassNotes
from classroom.store.report import build_report
from dashboard.access import own_session
from dashboard.components.aliases import report_without_names
from dashboard.components.clock import day_and_time, zone_named
from dashboard.components.course import comparison
from dashboard.components.download import download_menu
from dashboard.components.frame import card, top
from dashboard.components.keep import keep_card
from dashboard.components.moments import moment_list
from dashboard.components.notes import note_field
from dashboard.components.past import (
    flag_precision,
    hand_list,
    participant_table,
    past_chart,
    pulse_table,
)
from dashboard.components.past_topics import topic_table
from dashboard.components.views import show_names
from dashboard.queries.course import ComparedClasses, classes_of_course
from dashboard.queries.live import ClassInfo, session_info, students_of
from dashboard.queries.same_topics import taught_topics


def layout(
    s: Session,
    session_id: str,
    now: datetime,
    zone: tzinfo,
    sums: SumsOfClasses | None = None,
    bounds: KeepBounds | None = None,
    *,
    hides_names: bool = False,
) -> html.Main:
    """Lay out the report of one class."""
    session = session_info(s, session_id)
    students = students_of(s, session_id)
    report = build_report(s, session_id, now, sums)
    if hides_names:
        report = report_without_names(report)
    hands = class_flags(s, session_id).hands
    began = session.started_at or session.created_at
    ended = session.ended_at or now
    facts = [day_and_time(began, now, zone)]
    if session.started_at is not None:
        facts.append(lasted_words((ended - began).total_seconds()))
    if session.course:
        facts.insert(0, session.course)
    facts += [say("{count} joined", count=len(students)), MODE_FACTS[session.mode]]
    shows_people = bool(report.participants)
    words = own_reports_of(s, session_id)
    return html.Main(
        [
            top(
                [
                    html.H1(session.title, dir="auto", title=session.title),
                    html.Span(" · ".join(facts), className="soft", dir="auto"),
                ],
                [show_names() if hides_names else None, download_menu(session_id, session.mode)],
            ),
            card(
                say("The class as a whole"),
                [
                    html.P(class_words(report), className="big-words"),
                    html.P(coverage_words(report, len(students)), className="soft"),
                ],
                "whole",
            ),
            card(say("What stood out"), moment_list(report, students, hands, zone), "past-moments"),
            card(
                say("Mood over the class"),
                past_chart(report, students, zone),
                "trend",
            )
            if session.mode.infers
            else None,
            card(say("Topics"), topic_table(report.topics, session.mode, zone), "past-topics")
            if report.topics
            else None,
            card(say("Are you following?"), pulse_table(report, zone), "past-pulses")
            if report.pulse_checks
            else None,
            card(
                say("Raised hands"),
                [*flag_precision(report), *hand_list(report, words, session, zone)],
                "past-hands",
            )
            if shows_people
            else None,
            _course_card(session),
            card(
                say("Your notes"),
                note_field(session_id, ClassNotes(s).of(session_id)),
                "past-notes",
            ),
            card(say("Students"), participant_table(report, session), "people")
            if shows_people
            else None,
            keep_card(session, bounds or KeepBounds(), now, zone),
        ],
        className="page",
    )


def _course_card(session: ClassInfo) -> html.Section | None:
    """Leave room for the comparison, which is asked for once the page stands."""
    if session.course is None:
        return None
    waiting = html.P(say("Comparing with earlier classes…"), className="soft empty")
    return card(
        [say("Beside earlier classes of") + " ", html.Bdi(session.course)],
        [dcc.Store(id="past-session", data=session.id), html.Div(waiting, id="past-compared")],
        "past-course",
    )


def register(app: Dash, store: Store) -> None:
    """Attach the callback that compares a class with the earlier ones of its course."""
    compared = ComparedClasses()

    def compare(session_id: str) -> list[Any]:
        now, zone = datetime.now(UTC), zone_named(request.cookies.get("zone"))
        try:
            with store.sessions() as s:
                own_session(s, session_id)
                session = ClassSessions(s).by_id(session_id)
                classes = classes_of_course(s, session)
                topics = taught_topics(s, classes)
                found = compared.of(s, classes)
        except SessionNotFoundError:
            return [html.P(say("This class was deleted meanwhile."), className="soft empty")]
        except DBAPIError:
            away = say("Cannot reach the database. Open the page again in a moment.")
            return [html.P(away, className="error")]
        return comparison(found, topics, session.course or "", now, zone)

    app.callback(Output("past-compared", "children"), Input("past-session", "data"))(compare)
