"""The moments that stand out, in sentences."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from dash import html

from classroom.domain.class_alert import HandRaised
from classroom.domain.mode import SessionMode
from classroom.language import marked, say
from classroom.reports.mood import step_of
from classroom.reports.words import length_words, percent, topic_words
from classroom.store.moments import ClassCourse, Moment, moments
from classroom.store.report import SMALLEST_GROUP, Report
from classroom.store.topics import BEFORE_FIRST
from dashboard.queries.live import Student


def moment_list(
    report: Report, students: Sequence[Student], hands: Sequence[HandRaised], zone: tzinfo
) -> list[Any]:
    """List the sentences, or say that nothing stood out."""
    found = moments(record_of(report, students, hands))
    if not found:
        return [html.P(say("Nothing stood out in what was recorded."), className="soft empty")]
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
    start, end = _clock(moment.started_at, zone), _clock(moment.ended_at, zone)
    share, numbers = percent(moment.share), {"part": moment.count, "whole": moment.of}
    match moment.kind:
        case "little_seen":
            return say(
                "Faces were seen for only {share} of the time: too little to say more of the mood "
                "of the class.",
                share=share,
            )
        case "hands":
            when = _when(moment, zone)
            if moment.topic is None:
                return say("Most hands at once: {count} {when}.", count=moment.count, when=when)
            text = (
                marked("Most hands at once: {count} {when}, {topic}.")
                if moment.topic == BEFORE_FIRST
                else marked("Most hands at once: {count} {when}, in {topic}.")
            )
            return say(text, count=moment.count, when=when, topic=_topic(moment))
        case "pulse":
            return say(
                "The pulse check at {time}: {part} of {whole} did not follow.",
                time=start,
                **numbers,
            )
        case "topic":
            return say(
                "Most hands for its length: {topic}, {count} in {span}.",
                topic=_topic(moment),
                count=moment.count,
                span=_length(moment),
            )
        case "unseen":
            return say("{part} of {whole} were unseen {when}.", when=_when(moment, zone), **numbers)
        case "calm":
            return say(
                "The calmest stretch: {start} to {end}, {share} calm in the faces seen.",
                start=start,
                end=end,
                share=share,
            )


def _clock(at: datetime | None, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}" if at else ""


def _when(moment: Moment, zone: tzinfo) -> str:
    start, end = _clock(moment.started_at, zone), _clock(moment.ended_at, zone)
    if moment.ended_at is None:
        return say("from {start} on", start=start)
    if start == end:
        return say("at {time}", time=start)
    return say("between {start} and {end}", start=start, end=end)


def _topic(moment: Moment) -> str:
    name = moment.topic or ""
    return topic_words(name) if name == BEFORE_FIRST else say("“{name}”", name=name)


def _length(moment: Moment) -> str:
    if moment.started_at is None or moment.ended_at is None:
        return ""
    return length_words((moment.ended_at - moment.started_at).total_seconds())
