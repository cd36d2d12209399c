"""The moments that stand out, in sentences."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from dash import html

from classroom.domain.class_alert import HandRaised
from classroom.domain.mode import SessionMode
from classroom.reports.mood import step_of
from classroom.store.moments import ClassCourse, Moment, moments
from classroom.store.report import Report
from classroom.store.topics import BEFORE_FIRST
from dashboard.components.words import SMALLEST_GROUP, length_words, percent
from dashboard.queries.live import Student


def moment_list(
    report: Report, students: Sequence[Student], hands: Sequence[HandRaised], zone: tzinfo
) -> list[Any]:
    """List the sentences, or say that nothing stood out."""
    found = moments(record_of(report, students, hands))
    if not found:
        return [html.P("Nothing stood out in what was recorded.", className="soft empty")]
    lines = [html.Li(moment_words(one, zone), dir="auto") for one in found]
    return [html.Ul(lines, className="moments")]


def record_of(
    report: Report, students: Sequence[Student], hands: Sequence[HandRaised]
) -> ClassCourse:
    """Gather what the rules of moments read."""
    mode = SessionMode(report.session.mode)
    step = step_of(report.timeline)
    return ClassCourse(
        hands=hands,
        timeline=report.timeline,
        present=[
            max(point.students_seen, _present(students, point.at + step / 2))
            for point in report.timeline
        ],
        step=step,
        topics=report.topics,
        pulses=report.pulse_checks,
        infers=mode.infers,
        at_least=SMALLEST_GROUP if mode is SessionMode.AGGREGATE else 1,
    )


def _present(students: Sequence[Student], at: datetime) -> int:
    return sum(
        one.joined_at <= at and (one.left_at is None or at < one.left_at) for one in students
    )


def moment_words(moment: Moment, zone: tzinfo) -> str:
    """Say one moment in a sentence."""
    of = f"{moment.count} of {moment.of}"
    match moment.kind:
        case "little_seen":
            return (
                f"Faces were seen for only {percent(moment.share)} of the time: too little to say "
                "more of the mood of the class."
            )
        case "hands":
            return f"Most hands at once: {moment.count} {_when(moment, zone)}{_in_topic(moment)}."
        case "pulse":
            return f"The pulse check at {_clock(moment.started_at, zone)}: {of} did not follow."
        case "topic":
            return (
                f"Most hands for its length: {_topic(moment)}, {moment.count} in {_length(moment)}."
            )
        case "unseen":
            return f"{of} were unseen {_when(moment, zone)}."
        case "calm":
            return (
                f"The calmest stretch: {_clock(moment.started_at, zone)} to "
                f"{_clock(moment.ended_at, zone)}, {percent(moment.share)} calm in the faces seen."
            )


def _clock(at: datetime | None, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}" if at else ""


def _when(moment: Moment, zone: tzinfo) -> str:
    start, end = _clock(moment.started_at, zone), _clock(moment.ended_at, zone)
    if moment.ended_at is None:
        return f"from {start} on"
    return f"at {start}" if start == end else f"between {start} and {end}"


def _topic(moment: Moment) -> str:
    return moment.topic if moment.topic == BEFORE_FIRST else f"“{moment.topic}”"


def _in_topic(moment: Moment) -> str:
    if moment.topic is None:
        return ""
    return f", {_topic(moment)}" if moment.topic == BEFORE_FIRST else f", in {_topic(moment)}"


def _length(moment: Moment) -> str:
    if moment.started_at is None or moment.ended_at is None:
        return ""
    return length_words((moment.ended_at - moment.started_at).total_seconds())
