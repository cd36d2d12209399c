"""One student over one class: against nobody, and without a mark."""

from dataclasses import replace
from datetime import tzinfo
from typing import Any, Final

from dash import html

from classroom.domain.emotion import EMOTIONS
from classroom.domain.mode import SessionMode
from classroom.language import marked, say
from classroom.reports.class_record import OwnReport
from classroom.reports.words import length_words, mood_words
from dashboard.components.chart import Trend, class_column, date_axis, legend, mood_chart
from dashboard.components.chart_table import chart_table
from dashboard.components.clock import local_time
from dashboard.components.past import episode_row
from dashboard.components.past_topics import topic_marks
from dashboard.queries.student import StudentPast

WHAT_IT_IS_NOT: Final[str] = marked(
    "This is no grade and no diagnosis. A network guessed at a face, and is often wrong; what it "
    "could not see, it does not know. Ask the student before you conclude anything."
)
PULSES_HIDDEN: Final[str] = marked(
    "Answers to “Are you following?” are not here: students were told that you see how many, "
    "not who."
)


def student_words(student: StudentPast) -> str:
    """Say in one line how the student seemed, or that nothing was seen."""
    if student.seen_s <= 0:
        return say("Not seen in this class")
    sums = [sum(values) for values in zip(*(p.emotions for p in student.points), strict=True)]
    return mood_words(dict(zip(EMOTIONS, sums, strict=True)), 0)


def attendance(student: StudentPast, zone: tzinfo) -> html.Dl:
    """List when the student was there, and for how long the face was seen."""
    ended = student.session.ended_at
    left = student.left_at or ended
    times = f"{student.joined_at.astimezone(zone):%H:%M}"
    if left is not None:
        times = say("{start} to {end}", start=times, end=f"{left.astimezone(zone):%H:%M}")
    facts = [
        (say("In class"), times),
        (say("Face seen"), length_words(student.seen_s)),
        (say("Camera on, face not seen"), length_words(student.unseen_s)),
    ]
    return html.Dl(
        [part for name, value in facts for part in (html.Dt(name), html.Dd(value))],
        className="facts",
    )


def student_chart(student: StudentPast, zone: tzinfo) -> list[Any]:
    """Draw what was read over time, or say that nothing was."""
    if not student.points:
        text = say("No camera was on, so there is nothing to draw.")
        return [html.P(text, className="soft empty")]
    trend = student_trend(student, zone)
    first, last = student.points[0].at, student.points[-1].at + student.step
    trend = replace(trend, marks=topic_marks(student.topics, first, last, zone))
    return [mood_chart("student", trend, date_axis(trend)), legend(), chart_table("student")]


def student_trend(student: StudentPast, zone: tzinfo) -> Trend:
    """Turn the points into layers in per cent of the time; gaps are unseen."""
    x: list[str] = []
    columns: list[tuple[float | None, ...]] = []
    unseen = class_column([0.0] * len(EMOTIONS), 1.0, 0, SessionMode.AFFECT)
    expected = student.points[0].at
    for point in student.points:
        if point.at > expected:
            x += [local_time(expected, zone), local_time(point.at - student.step / 10, zone)]
            columns += [unseen, unseen]
        known_s = max(point.known_s, point.seen_s, 1e-9)
        x.append(local_time(point.at, zone))
        columns.append(class_column(point.emotions, known_s, 1, SessionMode.AFFECT))
        expected = point.at + student.step
    x.append(local_time(expected, zone))
    columns.append(columns[-1])
    return Trend(tuple(x), tuple(zip(*columns, strict=True)))


def own_hands(student: StudentPast, zone: tzinfo) -> list[Any]:
    """List the flags with their evidence and the teacher's answers."""
    if not student.episodes:
        return [html.P(say("No flag was raised."), className="soft empty")]
    rows = [episode_row(episode, student.name, zone) for episode in student.episodes]
    return [html.Div(rows, role="list")]


def own_words(student: StudentPast, zone: tzinfo) -> list[Any]:
    """List when the student said that they were lost."""
    if not student.reports:
        return [html.P(say("“I’m lost” was not pressed."), className="soft empty")]
    lines = [html.Li(_own_word(report, zone)) for report in student.reports]
    return [html.Ul(lines, className="moments")]


def _own_word(report: OwnReport, zone: tzinfo) -> str:
    at = f"{report.at.astimezone(zone):%H:%M}"
    if report.withdrawn_at is None:
        return say("“I’m lost” at {time}", time=at)
    lasted = length_words((report.withdrawn_at - report.at).total_seconds())
    return say("“I’m lost” at {time}, for {span}", time=at, span=lasted)
