"""Tables of the HTML report."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Final

from classroom.domain.episode import Answer
from classroom.domain.palette import STACKED
from classroom.language import Words, marked, say
from classroom.reports.class_record import Attendance, ClassRecord
from classroom.reports.evidence import evidence_words
from classroom.reports.markup import Child, Markup, element, person, table
from classroom.reports.minutes import Minutes
from classroom.reports.mood import MoodStretch
from classroom.reports.words import (
    EMOTION_WORDS,
    answered_words,
    length_words,
    level_words,
    percent,
    topic_words,
)
from classroom.store.report import Report, ReportEpisode, ReportPulse
from classroom.store.topics import Topic

NONE: Final[str] = "–"
ANSWER_WORDS: Final = Words[str | None](
    {
        Answer.RIGHT: marked("teacher: right"),
        Answer.WRONG: marked("teacher: not confused"),
        Answer.LATER: marked("not answered"),
        None: marked("not answered"),
    }
)


def topic_table(topics: Sequence[Topic], infers: bool, zone: tzinfo) -> Markup:
    """List the parts of the class in their order, with the hands that went up in each."""
    said = say("Said “I’m lost”")
    hands = [say("Flags"), said, say("Possible confusion")] if infers else [said]
    return table(
        say("Topics"),
        [say("Topic"), say("From"), say("How long"), *hands],
        [
            [
                person(topic_words(topic.name)),
                _time(topic.started_at, zone),
                _lasted(topic.started_at, topic.ended_at),
                *([_count(topic.flags)] if infers else []),
                _count(topic.said_lost),
                *([_seconds(topic.confused_seconds)] if infers else []),
            ]
            for topic in topics
        ],
    )


def flag_table(report: Report, zone: tzinfo) -> Markup:
    """List the flags with their evidence and what students and the teacher said of them."""
    if not report.episodes:
        return element("p", say("Nobody was flagged."), class_="soft")
    names = {each.id: each.name for each in report.participants}
    return table(
        say("Flags"),
        [
            say("Student"),
            say("From"),
            say("For"),
            say("What changed"),
            say("Confidence"),
            say("Answer"),
        ],
        [
            [
                person(names.get(episode.participant, "")),
                _time(episode.started_at, zone),
                _lasted(episode.started_at, episode.ended_at),
                _evidence(episode),
                level_words(episode.likelihood),
                _borne_out(episode),
            ]
            for episode in report.episodes
        ],
    )


def word_table(record: ClassRecord, zone: tzinfo) -> Markup:
    """List who said that they were lost, when, and for how long."""
    names = {each.id: each.name for each in record.report.participants}
    until = None if record.is_running else record.until
    gone = {each.participant: each.gone_at for each in record.attendance}
    return table(
        say("Said “I’m lost”"),
        [say("Student"), say("From"), say("For")],
        [
            [
                person(names.get(word.participant, "")),
                _time(word.at, zone),
                _lasted(word.at, word.withdrawn_at or gone.get(word.participant) or until),
            ]
            for word in record.own_reports
        ],
    )


def pulse_table(pulses: Sequence[ReportPulse], zone: tzinfo) -> Markup:
    """List what the class answered: counts, never who."""
    return table(
        say("Pulse checks"),
        [say("Asked at"), say("Following"), say("Not"), say("Answered")],
        [
            [
                _time(pulse.at, zone),
                answered_words(pulse.following),
                answered_words(pulse.not_following),
                say("{part} of {whole}", part=pulse.answered, whole=pulse.students),
            ]
            for pulse in pulses
        ],
    )


def attendance_table(record: ClassRecord, zone: tzinfo) -> Markup:
    """List who was there from when to when, and how long each was seen."""
    if not record.attendance:
        return element("p", say("Nobody joined this class."), class_="soft")
    infers = record.mode.infers
    there = {each.participant: each for each in record.attendance}
    stayed = say("still there") if record.is_running else say("stayed")
    seen = [say("Seen"), say("Unseen"), say("Mostly"), say("Flags")] if infers else []
    rows: list[list[Child]] = []
    for each in record.report.participants:
        row: list[Child] = [
            person(each.name),
            _time(there[each.id].joined_at, zone),
            _gone(there[each.id], zone) or stayed,
        ]
        if infers:
            row += [
                length_words(each.seconds_seen),
                length_words(each.seconds_unseen),
                _mostly(each.emotions) if each.seconds_seen > 0 else say("not seen"),
                _count(each.confusion_episodes),
            ]
        rows.append([*row, _count(each.self_reports)])
    heads = [say("Name"), say("Joined"), say("Left"), *seen, say("Said “I’m lost”")]
    return table(say("Students"), heads, rows)


def mood_table(stretches: Sequence[MoodStretch], zone: tzinfo) -> Markup:
    """The mood chart in numbers, a row a minute."""
    rows: list[list[Child]] = []
    for minute, group in groupby(stretches, key=lambda each: _time(each.start, zone)):
        inside = list(group)
        seconds = [(each.end - each.start).total_seconds() for each in inside]
        shares = [
            sum(each.shares[label] * s for each, s in zip(inside, seconds, strict=True))
            for label in STACKED
        ]
        unseen = sum(each.unseen * s for each, s in zip(inside, seconds, strict=True))
        rows.append([minute, *(percent(part / sum(seconds)) for part in (*shares, unseen))])
    emotions = [EMOTION_WORDS[label] for label in STACKED]
    return table(say("Mood"), [say("From"), *emotions, say("unseen")], rows)


def minutes_table(minutes: Sequence[Minutes], record: ClassRecord, zone: tzinfo) -> Markup:
    """The chart of hands in numbers; stretches without any are left out."""
    infers, shows_people = record.mode.infers, record.shows_people
    heads = [say("From"), *([say("Possible confusion")] if infers else [])]
    rows = [
        [
            _time(each.start, zone),
            *([_count(each.confused)] if infers else []),
            *([_count(each.said_lost)] if shows_people else []),
        ]
        for each in minutes
        if each.confused != 0 or each.said_lost
    ]
    said = [say("Said “I’m lost”")] if shows_people else []
    return table(say("Hands"), [*heads, *said], rows)


def _evidence(episode: ReportEpisode) -> Markup:
    return element("span", evidence_words(episode.evidence), class_="words")


def _borne_out(episode: ReportEpisode) -> str:
    """Say who said whether the flag was right; the student's own word comes first."""
    if episode.student_bore_it_out:
        return say("student: “I’m lost”")
    return ANSWER_WORDS[episode.answer]


def _gone(student: Attendance, zone: tzinfo) -> str:
    """Say when a student went and how; empty for one who stayed."""
    if student.gone_at is None:
        return ""
    time = _time(student.gone_at, zone)
    return say("{time}, connection lost", time=time) if student.was_lost else time


def _mostly(emotions: dict[str, float]) -> str:
    return EMOTION_WORDS[max(emotions, key=lambda label: emotions[label])] if emotions else NONE


def _time(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _lasted(start: datetime, end: datetime | None) -> str:
    if end is None:
        return say("still on")
    return length_words(max(0.0, (end - start).total_seconds()))


def _count(count: int | None) -> str:
    if count is None:
        return say("fewer than five")
    return NONE if count == 0 else str(count)


def _seconds(seconds: float | None) -> str:
    if seconds is None:
        return say("fewer than five")
    return NONE if seconds == 0 else length_words(seconds)
