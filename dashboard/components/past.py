"""A class that has ended: words, mood trend, coverage, flags with answers, and students."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import Any, Final

from dash import dcc, html

from classroom.domain.episode import Answer
from classroom.domain.mode import SessionMode
from classroom.language import Words, marked, say
from classroom.reports.class_record import OwnReport
from classroom.reports.evidence import evidence_words
from classroom.reports.mood import mood_over_time, step_of
from classroom.reports.summary import TO_THE_TEACHER, precision_words
from classroom.reports.words import (
    EMOTION_WORDS,
    answered_words,
    confidence_words,
    lasted_words,
    length_words,
)
from classroom.store.report import Report, ReportEpisode, ReportParticipant, ReportPoint
from dashboard.components.chart import Trend, class_column, date_axis, legend, mood_chart
from dashboard.components.chart_table import chart_table
from dashboard.components.clock import local_time
from dashboard.components.data_grid import MANY, Column, data_grid
from dashboard.components.past_topics import topic_marks
from dashboard.components.table import scroll_table
from dashboard.queries.live import ClassInfo, Student

ANSWER_WORDS: Final = Words[str | None](
    {
        Answer.RIGHT: marked("you said: right"),
        Answer.WRONG: marked("you said: not confused"),
        Answer.LATER: marked("not answered"),
        None: marked("not answered"),
    }
)
NAME: Final[Column] = Column("name", marked("Name"), sortable=True, is_name=True)
SAID: Final[Column] = Column("said", marked("Said “I’m lost”"))
SAID_COLUMNS: Final[tuple[Column, ...]] = (NAME, SAID)
SEEN_COLUMNS: Final[tuple[Column, ...]] = (
    NAME,
    Column("seen", marked("Seen")),
    Column("unseen", marked("Unseen")),
    Column("mostly", marked("Mostly")),
    Column("flags", marked("Flags")),
    SAID,
)
"""By the order of joining, or by name: by nothing else are students ranked."""


def past_chart(report: Report, students: Sequence[Student], zone: tzinfo) -> list[Any]:
    """Draw the mood over the whole class, or say why there is none."""
    if not report.timeline:
        return [html.P(say("No second was recorded in this class."), className="soft empty")]
    trend = past_trend(report.timeline, students, zone)
    first, last = report.timeline[0].at, report.timeline[-1].at + step_of(report.timeline)
    trend = replace(trend, marks=topic_marks(report.topics, first, last, zone))
    return [mood_chart("past", trend, date_axis(trend)), legend(), chart_table("past")]


def past_trend(timeline: Sequence[ReportPoint], students: Sequence[Student], zone: tzinfo) -> Trend:
    """Turn the report's timeline into layers, with the gaps of a server that was away unseen."""
    step = step_of(timeline)
    x: list[str] = []
    columns: list[tuple[float | None, ...]] = []
    stretches = mood_over_time(timeline, students)
    for stretch in stretches:
        column = class_column(list(stretch.shares.values()), 1.0, 0, SessionMode.AFFECT)
        lasts = stretch.end - stretch.start > 1.5 * step
        for at in (stretch.start, stretch.end - step / 10)[: 1 + lasts]:
            x.append(local_time(at, zone))
            columns.append(column)
    x.append(local_time(stretches[-1].end, zone))
    columns.append(columns[-1])
    return Trend(tuple(x), tuple(zip(*columns, strict=True)))


def hand_list(
    report: Report, words: Sequence[OwnReport], session: ClassInfo, zone: tzinfo
) -> list[Any]:
    """List the flags with their evidence and answers, and who said that they were lost."""
    if not report.episodes and not words:
        text = (
            say("Nobody was flagged, and nobody said “I’m lost”.")
            if session.mode.infers
            else say("Nobody said “I’m lost”.")
        )
        return [html.P(text, className="soft empty")]
    names = {person.id: person.name for person in report.participants}
    rows = [
        (one.started_at, episode_row(one, names.get(one.participant, ""), zone))
        for one in report.episodes
    ]
    rows += [(one.at, _word_row(one, names.get(one.participant, ""), zone)) for one in words]
    rows.sort(key=lambda row: row[0])
    return [html.Div([row for _, row in rows], role="list")]


def episode_row(episode: ReportEpisode, name: str, zone: tzinfo) -> html.Div:
    """Draw one flag: whose, why, when, and whether it was right."""
    lasted = ""
    if episode.ended_at is not None:
        span = lasted_words((episode.ended_at - episode.started_at).total_seconds())
        lasted = say("for {span}", span=span) + " · "
    return _hand(
        name,
        say("may have been confused"),
        evidence_words(episode.evidence),
        f"{episode.started_at.astimezone(zone):%H:%M} · {lasted}"
        f"{confidence_words(episode.likelihood)}",
        _borne_out(episode),
        "flag",
    )


def _word_row(word: OwnReport, name: str, zone: tzinfo) -> html.Div:
    """Draw one "I'm lost": whose, when, and for how long."""
    when = f"{word.at.astimezone(zone):%H:%M}"
    if word.withdrawn_at is not None:
        span = lasted_words((word.withdrawn_at - word.at).total_seconds())
        when += " · " + say("for {span}", span=span)
    return _hand(name, say("said “I’m lost”"), say("Asked for help"), when, "", "said")


def _hand(name: str, kind: str, why: str, when: str, answer: str, class_name: str) -> html.Div:
    """Draw one hand that was up."""
    return html.Div(
        [
            html.Div(
                [
                    html.Div(name, dir="auto", className="hand-name", title=name),
                    html.Div(kind, className="hand-kind"),
                ],
                className="hand-who",
            ),
            html.Div(
                [
                    html.Div(why, className="hand-evidence"),
                    html.Div(when, className="hand-details"),
                ],
                className="hand-why",
            ),
            html.Div(answer, className="soft"),
        ],
        className=f"hand {class_name} passed",
        role="listitem",
    )


def _borne_out(episode: ReportEpisode) -> str:
    """Say who said whether the flag was right; the student's own word comes first."""
    if episode.student_bore_it_out:
        return say("the student said “I’m lost”")
    return ANSWER_WORDS[episode.answer]


def flag_precision(report: Report) -> list[Any]:
    """Say how often flags were right in this class, and how sure that is."""
    precision = report.precision
    if precision is None or precision.known == 0 or not report.episodes:
        return []
    return [html.P(precision_words(precision, TO_THE_TEACHER), className="soft above-rows")]


def pulse_table(report: Report, zone: tzinfo) -> list[Any]:
    """List what the class answered to "are you following?"."""
    heads = [say("Asked at"), say("Following"), say("Not"), say("Answered")]
    rows = [
        html.Tr(
            [
                html.Th(f"{pulse.at.astimezone(zone):%H:%M}", scope="row"),
                html.Td(answered_words(pulse.following)),
                html.Td(answered_words(pulse.not_following)),
                html.Td(say("{part} of {whole}", part=pulse.answered, whole=pulse.students)),
            ]
        )
        for pulse in report.pulse_checks
    ]
    return [scroll_table(say("Pulse checks"), heads, rows)]


def participant_table(report: Report, session: ClassInfo) -> list[Any]:
    """List who was there, and how long each was seen and unseen."""
    if not report.participants:
        return [html.P(say("Nobody joined this class."), className="soft empty")]
    infers = session.mode.infers
    columns = SEEN_COLUMNS if infers else SAID_COLUMNS
    heads = [say(column.head) for column in columns]
    linked = session.mode is SessionMode.AFFECT and session.ended_at is not None
    hrefs = [
        f"/session/{session.id}/student/{person.id}" if linked else ""
        for person in report.participants
    ]
    people = list(zip(report.participants, hrefs, strict=True))
    rows = [_person(person, infers, href) for person, href in people]
    plain = scroll_table(say("Students"), heads, rows)
    if len(rows) <= MANY:
        return [plain]
    found = [_grid_row(person, href) for person, href in people]
    return [data_grid("past", say("Students"), say("Find a student"), columns, found, plain)]


def _grid_row(person: ReportParticipant, href: str) -> dict[str, str]:
    return {
        "name": person.name,
        "href": href,
        "seen": length_words(person.seconds_seen),
        "unseen": length_words(person.seconds_unseen),
        "mostly": _mostly(person),
        "flags": _times(person.confusion_episodes),
        "said": _times(person.self_reports),
    }


def _mostly(person: ReportParticipant) -> str:
    emotions = person.emotions
    if person.seconds_seen <= 0:
        return say("not seen")
    return EMOTION_WORDS[max(emotions, key=lambda label: emotions[label])] if emotions else "—"


def _person(person: ReportParticipant, infers: bool, href: str) -> html.Tr:
    shown = dcc.Link(person.name, href=href) if href else person.name
    name = html.Th(shown, dir="auto", scope="row", title=person.name, className="cell-name")
    if not infers:
        return html.Tr([name, html.Td(_times(person.self_reports))])
    return html.Tr(
        [
            name,
            html.Td(length_words(person.seconds_seen)),
            html.Td(length_words(person.seconds_unseen)),
            html.Td(_mostly(person)),
            html.Td(_times(person.confusion_episodes)),
            html.Td(_times(person.self_reports)),
        ]
    )


def _times(count: int) -> str:
    return "—" if count == 0 else str(count)
