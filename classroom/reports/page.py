"""One HTML file that needs nothing else: for a screen, light or dark, and for paper."""

from collections.abc import Iterable
from datetime import tzinfo
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from classroom.domain.palette import EMOTION_COLOURS, STACKED
from classroom.language import language, marked, say
from classroom.language.figures import month_name, weekday_name
from classroom.reports.charts import minutes_chart, mood_chart
from classroom.reports.class_record import ClassRecord
from classroom.reports.markup import Markup, element, person
from classroom.reports.minutes import by_minute
from classroom.reports.mood import mood_over_time
from classroom.reports.page_tables import (
    attendance_table,
    flag_table,
    minutes_table,
    mood_table,
    pulse_table,
    topic_table,
    word_table,
)
from classroom.reports.plot import TimeAxis
from classroom.reports.summary import class_words, coverage_words, precision_words
from classroom.reports.words import EMOTION_WORDS, MODE_FACTS, lasted_words
from classroom.store.report import ReportPrecision

ALLOWED: Final[str] = "default-src 'none'; style-src 'unsafe-inline'"
"""A reader that heeds it fetches nothing and runs nothing, whatever the text says."""
HYPOTHESIS: Final[str] = marked(
    "A flag is a hypothesis: a face that differs from its own usual look for a while, with what "
    "changed beside it. Most people who look puzzled are not, and many who are lost do not show "
    "it. It is no grade, no ranking and no proof, and must not be used as one."
)
UNSEEN: Final[str] = marked(
    "Unknown is not neutral: no face, a camera that is off, poor light or a head turned away count "
    "as unseen."
)
LAW: Final[str] = marked(
    "The EU AI Act (Regulation 2024/1689, Article 5(1)(f)) forbids inferring emotions of people in "
    "education, except for medical or safety reasons. Whoever created this class confirmed that "
    "it is lawful where it met."
)
NO_INFERENCE: Final[str] = marked(
    "No emotion was inferred in this class, so that Article 5(1)(f) of the EU AI Act (Regulation "
    "2024/1689) does not concern it: all of this is what students said themselves."
)


def html_report(record: ClassRecord, zone: tzinfo) -> str:
    """Write the report of a class; its times are those of ``zone``, and it says so."""
    title = record.report.session.title
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=ALLOWED),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="generator", content="Raised Hand"),
        element("title", f"{title} · Raised Hand"),
        element("style", _style()),
    )
    body = element("body", _heading(record, zone), element("main", *_sections(record, zone)))
    return f"<!doctype html>\n{element('html', head, body, lang=language())}\n"


@cache
def _style_sheet() -> str:
    return (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def _style() -> Markup:
    """The style sheet, which counts the pages of a printed report in words."""
    counted = say("Page {page} of {pages}", page='" counter(page) "', pages='" counter(pages) "')
    return Markup(_style_sheet().replace("PAGE_OF_PAGES", f'"{counted}"'.removesuffix(' ""')))


def _heading(record: ClassRecord, zone: tzinfo) -> Markup:
    report = record.report
    began = record.began.astimezone(zone)
    day = say(
        "{weekday}, {day} {month} {year}",
        weekday=weekday_name(began),
        day=began.day,
        month=month_name(began),
        year=began.year,
    )
    facts = [f"{day}, {_from_to(record, zone)}"]
    if report.session.started_at is not None:
        facts.append(lasted_words((record.until - record.began).total_seconds()))
    facts += [say("{count} joined", count=len(record.attendance)), MODE_FACTS[record.mode]]
    running = (
        element(
            "p",
            say(
                "This class is still running: all of this is as of {time} and will change.",
                time=f"{record.now.astimezone(zone):%H:%M}",
            ),
            class_="banner",
        )
        if record.is_running
        else None
    )
    return element(
        "header",
        element("div", report.session.title, class_="foot", aria_hidden="true"),
        element("h1", person(report.session.title)),
        element("p", " · ".join(facts), class_="soft"),
        running,
    )


def _from_to(record: ClassRecord, zone: tzinfo) -> str:
    times = f"{record.began.astimezone(zone):%H:%M}"
    if not record.is_running:
        until = f"{record.until.astimezone(zone):%H:%M}"
        times = say("{start} to {end}", start=times, end=until)
    name = zone.key if isinstance(zone, ZoneInfo) else zone.tzname(record.began) or "UTC"
    return f"{times} ({name})"


def _sections(record: ClassRecord, zone: tzinfo) -> Iterable[Markup]:
    report, infers = record.report, record.mode.infers
    yield element(
        "section",
        element("p", class_words(report), class_="big"),
        element("p", coverage_words(report, len(record.attendance)), class_="soft"),
    )
    if infers:
        yield _section(say("Mood over the class"), *_mood(record, zone))
    yield _section(say("By minute"), *_minutes(record, zone))
    if report.topics:
        yield _section(say("By topic"), topic_table(report.topics, infers, zone))
    if infers and record.shows_people:
        yield _section(
            say("Flags: who may have been confused"),
            *_precision(report.precision),
            flag_table(report, zone),
        )
    if record.own_reports:
        yield _section(say("Said “I’m lost”"), word_table(record, zone))
    if report.pulse_checks:
        yield _section(say("Are you following?"), pulse_table(report.pulse_checks, zone))
    if record.shows_people:
        yield _section(say("Students"), attendance_table(record, zone))
    notes = [HYPOTHESIS, UNSEEN, LAW] if infers else [NO_INFERENCE]
    drawn = [element("p", say(note)) for note in notes]
    yield _section(say("How to read this"), *drawn, class_="notes keep")


def _section(title: str, *children: Markup, class_: str | None = None) -> Markup:
    return element("section", element("h2", title), *children, class_=class_)


def _mood(record: ClassRecord, zone: tzinfo) -> list[Markup]:
    report = record.report
    if not report.timeline:
        return [element("p", say("No second was recorded in this class."), class_="soft")]
    stretches = mood_over_time(report.timeline, record.attendance)
    axis = TimeAxis(stretches[0].start, stretches[-1].end, zone)
    return [
        mood_chart(stretches, report.topics, report.pulse_checks, axis),
        _legend(record),
        _behind(mood_table(stretches, zone)),
    ]


def _legend(record: ClassRecord) -> Markup:
    unseen = say("unseen") if record.shows_people else say("unseen, or too few to be shown")
    entries = [_key(EMOTION_WORDS[label], style=EMOTION_COLOURS[label]) for label in STACKED]
    entries.append(_key(unseen, class_="unseen"))
    if record.report.pulse_checks:
        entries.append(element("span", say("▾ pulse check")))
    return element("p", *entries, class_="legend")


def _minutes(record: ClassRecord, zone: tzinfo) -> list[Markup]:
    minutes = by_minute(record)
    infers = record.mode.infers
    if not any(each.confused or each.said_lost for each in minutes):
        hidden = any(each.confused is None for each in minutes)
        quiet = say("Too few students to be shown.") if hidden else say("No hand went up.")
        return [element("p", quiet, class_="soft")]
    keys = [
        _key(say("most students at once with possible confusion"), style="#d9743a")
        if infers
        else None,
        _key(say("said “I’m lost”"), class_="accent") if record.shows_people else None,
    ]
    axis = TimeAxis(minutes[0].start, minutes[-1].end, zone)
    return [
        minutes_chart(minutes, infers, axis),
        element("p", *keys, class_="legend"),
        _behind(minutes_table(minutes, record, zone)),
    ]


def _key(words: str, *, style: str | None = None, class_: str = "") -> Markup:
    swatch = element(
        "i", class_=f"swatch {class_}".strip(), style=f"background:{style}" if style else None
    )
    return element("span", swatch, words)


def _behind(table: Markup) -> Markup:
    """The numbers behind a chart, for who cannot see it or wants to know."""
    return element("details", element("summary", say("As a table")), table)


def _precision(precision: ReportPrecision | None) -> list[Markup]:
    if precision is None or precision.known == 0:
        return []
    return [element("p", precision_words(precision))]
