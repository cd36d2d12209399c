"""A class that has ended: words, mood trend, coverage, flags with answers, and students."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta, tzinfo
from itertools import pairwise
from typing import Any, Final

from dash import dcc, html

from classroom.domain.emotion import EMOTIONS
from classroom.domain.episode import Answer
from classroom.domain.mode import SessionMode
from classroom.store.report import Report, ReportEpisode, ReportParticipant, ReportPoint
from dashboard.components.chart import Trend, class_column, legend, mood_chart
from dashboard.components.clock import local_time
from dashboard.components.past_topics import topic_marks
from dashboard.components.table import scroll_table
from dashboard.components.words import (
    EMOTION_WORDS,
    SMALLEST_GROUP,
    confidence_words,
    count_word,
    length_words,
    mood_words,
    percent,
    span_words,
)
from dashboard.queries.live import ClassInfo, Student

ANSWER_WORDS: Final[dict[str | None, str]] = {
    Answer.RIGHT: "you said: right",
    Answer.WRONG: "you said: not confused",
    Answer.LATER: "not answered",
    None: "not answered",
}


def past_words(report: Report, session: ClassInfo) -> str:
    """Say in one line how the class was."""
    if not session.mode.infers:
        said = sum(person.self_reports for person in report.participants)
        if said == 0:
            return "Nobody said they were lost"
        times = "once" if said == 1 else f"{count_word(said)} times"
        return f"“I’m lost” was said {times}"
    if report.events == 0:
        return "Nothing was read"
    sums = dict.fromkeys(EMOTIONS, 0.0)
    for point in report.timeline:
        for label, share in point.emotions.items():
            sums[label] += share * point.students_seen
    if sum(sums.values()) <= 0:
        hidden = session.mode is SessionMode.AGGREGATE and any(
            point.students_seen for point in report.timeline
        )
        return "Mood not shown" if hidden else "Nobody was seen"
    return mood_words(sums, 0)


def coverage_words(report: Report, session: ClassInfo, students: Sequence[Student]) -> str:
    """Say how much of the class stands behind these words."""
    if not session.mode.infers:
        return "No face was read in this class."
    if not students:
        return "Nobody joined this class."
    if report.events == 0:
        return "No camera sent a picture, so there is nothing to show."
    if session.mode is SessionMode.AGGREGATE:
        return (
            "Single students are not shown, nor the class while fewer than "
            f"{count_word(SMALLEST_GROUP)} were seen."
        )
    seen = sum(person.seconds_seen for person in report.participants)
    unseen = sum(person.seconds_unseen for person in report.participants)
    share = seen / (seen + unseen) if seen + unseen else 0.0
    return (
        f"Faces were seen for {percent(share)} of the time their cameras were on. "
        "What was not seen counts as unseen, never as calm."
    )


def past_chart(
    report: Report, session: ClassInfo, students: Sequence[Student], zone: tzinfo
) -> list[Any]:
    """Draw the mood over the whole class, or say why there is none."""
    if not report.timeline:
        return [html.P("No second was recorded in this class.", className="soft empty")]
    trend = past_trend(report.timeline, session, students, zone)
    first, last = report.timeline[0].at, report.timeline[-1].at + timeline_step(report.timeline)
    trend = replace(trend, marks=topic_marks(report.topics, first, last, zone))
    axis = {
        "type": "date",
        "range": [trend.x[0], trend.x[-1]],
        "tickformat": "%H:%M",
        "hoverformat": "%H:%M:%S",
        "nticks": 8,
    }
    return [mood_chart("past", trend, axis), legend()]


def past_trend(
    timeline: Sequence[ReportPoint],
    session: ClassInfo,
    students: Sequence[Student],
    zone: tzinfo,
) -> Trend:
    """Turn the report's timeline into layers, with the gaps of a server that was away unseen."""
    step = timeline_step(timeline)
    x: list[str] = []
    columns: list[tuple[float | None, ...]] = []
    expected = timeline[0].at
    for point in timeline:
        if point.at - expected > step / 2:
            for at in (expected, point.at - step / 10):
                x.append(local_time(at, zone))
                columns.append(class_column([0.0] * len(EMOTIONS), 1.0, 0, SessionMode.AFFECT))
        there = sum(student.was_there(point.at, point.at + step) for student in students)
        present = max(there / step.total_seconds(), point.students_seen, 1.0)
        seconds = [point.emotions.get(label, 0.0) * point.students_seen for label in EMOTIONS]
        x.append(local_time(point.at, zone))
        columns.append(class_column(seconds, present, point.students_seen, session.mode))
        expected = point.at + step
    x.append(local_time(expected, zone))
    columns.append(columns[-1])
    return Trend(tuple(x), tuple(zip(*columns, strict=True)))


def timeline_step(timeline: Sequence[ReportPoint]) -> timedelta:
    """How long each point of a timeline lasts."""
    return min((b.at - a.at for a, b in pairwise(timeline)), default=timedelta(seconds=1))


def episode_list(report: Report, session: ClassInfo, zone: tzinfo) -> list[Any]:
    """List the flags with their evidence and the teacher's answers."""
    if not report.episodes:
        text = "Nobody was flagged." if session.mode.infers else "No flags: no face was read."
        return [html.P(text, className="soft empty")]
    names = {person.id: person.name for person in report.participants}
    return [
        html.Div(
            [
                episode_row(episode, names.get(episode.participant, ""), zone)
                for episode in report.episodes
            ],
            role="list",
        )
    ]


def episode_row(episode: ReportEpisode, name: str, zone: tzinfo) -> html.Div:
    """Draw one flag: whose, why, when, and whether it was right."""
    lasted = ""
    if episode.ended_at is not None:
        lasted = f"for {span_words((episode.ended_at - episode.started_at).total_seconds())} · "
    texts = "; ".join(item.text for item in episode.evidence if item.text)
    return html.Div(
        [
            html.Div(
                [
                    html.Div(name, dir="auto", className="hand-name", title=name),
                    html.Div("may have been confused", className="hand-kind"),
                ],
                className="hand-who",
            ),
            html.Div(
                [
                    html.Div(texts or "Looked different from usual", className="hand-evidence"),
                    html.Div(
                        f"{episode.started_at.astimezone(zone):%H:%M} · {lasted}"
                        f"{confidence_words(episode.likelihood)}",
                        className="hand-details",
                    ),
                ],
                className="hand-why",
            ),
            html.Div(_borne_out(episode), className="soft"),
        ],
        className="hand flag passed",
        role="listitem",
    )


def _borne_out(episode: ReportEpisode) -> str:
    """Say who said whether the flag was right; the student's own word comes first."""
    said = ANSWER_WORDS[episode.answer]
    teacher_said = Answer(episode.answer).verdict if episode.answer else None
    return "the student said “I’m lost”" if episode.right and not teacher_said else said


def flag_precision(report: Report) -> list[Any]:
    """Say how often flags were right in this class, and how sure that is."""
    precision = report.precision
    if precision is None or precision.known == 0 or not report.episodes:
        return []
    words = (
        f"{precision.right} of {precision.known} flags were right, as far as students or you said "
        f"so; the true share is likely between {percent(precision.low)} and "
        f"{percent(precision.high)}."
    )
    return [html.P(words, className="soft above-rows")]


def pulse_table(report: Report, zone: tzinfo) -> list[Any]:
    """List what the class answered to "are you following?"."""
    heads = ["Asked at", "Following", "Not", "Answered"]
    rows = [
        html.Tr(
            [
                html.Th(f"{pulse.at.astimezone(zone):%H:%M}", scope="row"),
                html.Td(_answers(pulse.following)),
                html.Td(_answers(pulse.not_following)),
                html.Td(f"{pulse.answered} of {pulse.students}"),
            ]
        )
        for pulse in report.pulse_checks
    ]
    return [scroll_table("Pulse checks", heads, rows)]


def _answers(count: int | None) -> str:
    return "fewer than five answered" if count is None else str(count)


def participant_table(report: Report, session: ClassInfo) -> list[Any]:
    """List who was there, and how long each was seen and unseen."""
    if not report.participants:
        return [html.P("Nobody joined this class.", className="soft empty")]
    infers = session.mode.infers
    heads = ["Name", *(["Seen", "Unseen", "Mostly", "Flags"] if infers else []), "Said “I’m lost”"]
    linked = session.mode is SessionMode.AFFECT and session.ended_at is not None
    rows = [
        _person(person, infers, f"/session/{session.id}/student/{person.id}" if linked else "")
        for person in report.participants
    ]
    return [scroll_table("Students", heads, rows)]


def _person(person: ReportParticipant, infers: bool, href: str) -> html.Tr:
    shown = dcc.Link(person.name, href=href) if href else person.name
    name = html.Th(shown, dir="auto", scope="row", title=person.name, className="cell-name")
    if not infers:
        return html.Tr([name, html.Td(_times(person.self_reports))])
    emotions = person.emotions
    mostly = EMOTION_WORDS[max(emotions, key=lambda label: emotions[label])] if emotions else "—"
    return html.Tr(
        [
            name,
            html.Td(length_words(person.seconds_seen)),
            html.Td(length_words(person.seconds_unseen)),
            html.Td(mostly if person.seconds_seen > 0 else "not seen"),
            html.Td(_times(person.confusion_episodes)),
            html.Td(_times(person.self_reports)),
        ]
    )


def _times(count: int) -> str:
    return "—" if count == 0 else str(count)
