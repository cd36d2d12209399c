"""The HTML report: whole by itself, true to the class, and deaf to what students typed."""

import re
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from classroom.domain.mode import SessionMode
from classroom.reports.class_record import read_class
from classroom.reports.kinds import Form
from classroom.reports.minutes import by_minute, most_at_once
from classroom.reports.page import html_report
from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import EmotionEvents
from classroom.store.participants import ConnectionState, Participants
from classroom.store.self_reports import SelfReports
from tests.reports.classes import HOSTILE_NAMES, class_of, end, exported, small_class
from tests.store.rows import after, new_participant, new_session, unseen

FETCHING = {"src", "href", "srcset", "action", "data", "poster", "xlink:href"}
VOID = {"meta"}


class Parsed(HTMLParser):
    """A page as a browser reads it: its tags, what it would fetch, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str | None] = []
        self.styles: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        self.fetched += [value for name, value in attrs if name in FETCHING]
        self.styles += [value or "" for name, value in attrs if name in {"style", "fill"}]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value for name, value in attrs if name in FETCHING]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        inside_style = bool(self._open) and self._open[-1] == "style"
        (self.styles if inside_style else self.words).append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def parsed(s: Session, session_id: str) -> Parsed:
    return Parsed(exported(s, session_id, Form.HTML).decode())


def test_page_refers_to_nothing_outside_itself(s: Session) -> None:
    session_id, _ = class_of(s, HOSTILE_NAMES)
    page = parsed(s, session_id)
    assert page.fetched == []
    assert not {"script", "link", "img", "iframe", "object", "image", "use"} & set(page.tags)
    addresses = [u for style in page.styles for u in re.findall(r"url\(([^)]*)\)", style)]
    assert set(addresses) == {"#unseen"}
    assert not any("@import" in style for style in page.styles)


def test_page_shows_the_class(s: Session) -> None:
    text = parsed(s, small_class(s)).text
    for words in (
        "Algebra", "Saturday, 21 November 2026, 09:00 to 09:10 (UTC)", "2 joined", "each student",
        "Cheerful", "Faces were seen for 50 %", "Recursion", "brows lowered for 14 s",
        "teacher: not confused", "0 of 1 flags were right", "1 of 2", "Ada", "Bob", "not seen",
        "A flag is a hypothesis", "Article 5(1)(f)",
    ):  # fmt: skip
        assert words in text


def test_page_lists_who_said_that_they_were_lost_and_for_how_long(s: Session) -> None:
    session_id, (ada, _) = class_of(s, ("Ada", "Bob"), SessionMode.SELF_REPORT)
    SelfReports(s).take_back(ada, after(65))
    text = parsed(s, session_id).text
    assert "Ada 09:00 1 min 0 s" in text
    assert "Bob 09:00 9 min 55 s" in text


def test_who_leaves_is_lost_no_longer_than_they_were_there(s: Session) -> None:
    session_id, (ada, bob) = class_of(s, ("Ada", "Bob"), SessionMode.SELF_REPORT)
    Participants(s).set_state(ada, "left", after(125))
    Participants(s).set_state(bob, "left", after(1))
    text = parsed(s, session_id).text
    assert "Ada 09:00 2 min 0 s" in text
    assert "Bob 09:00 0 s" in text


def test_names_stand_as_they_were_typed(s: Session) -> None:
    session_id, _ = class_of(s, HOSTILE_NAMES)
    page = parsed(s, session_id)
    for name in HOSTILE_NAMES:
        assert name in page.text


def test_charts_have_a_table_behind_them(s: Session) -> None:
    page = parsed(s, small_class(s))
    assert page.tags.count("svg") == page.tags.count("details") == 2


def test_class_without_anybody_says_so(s: Session) -> None:
    text = parsed(s, end(s, new_session(s))).text
    assert "Nothing was read" in text
    assert "Nobody joined this class." in text
    assert "No second was recorded" in text


def test_class_in_which_nobody_was_seen_is_not_called_calm(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    EmotionEvents(s).add_many(session_id, [unseen(ada, n) for n in range(90)])
    text = parsed(s, end(s, session_id)).text
    assert "Nobody was seen" in text
    assert "Faces were seen for 0 %" in text
    assert re.search(r"09:00( 0 %){7} 100 %", text)


def test_running_class_says_that_it_is_not_over(s: Session) -> None:
    text = parsed(s, small_class(s, ended=False)).text
    assert "still running: all of this is as of 09:15" in text
    assert "still there" in text
    assert "still running" not in parsed(s, small_class(s)).text


def test_students_whose_connection_was_lost_are_told_from_those_who_stayed(s: Session) -> None:
    session_id, students = class_of(s, ("Ada", "Bob", "Cem", "Dot"))
    states: tuple[ConnectionState, ...] = ("lost", "left", "left", "silent")
    for who, state, at_s in zip(students, states, (240, 300, 601, 590), strict=True):
        Participants(s).set_state(who, state, after(at_s))
    text = parsed(s, session_id).text
    for name, left in (
        ("Ada", "09:04, connection lost"), ("Bob", "09:05"), ("Cem", "stayed"), ("Dot", "stayed"),
    ):  # fmt: skip
        assert f"{name} 09:00 {left} " in text


def test_who_is_lost_is_not_still_there_in_a_class_that_runs(s: Session) -> None:
    session_id = small_class(s, ended=False)
    bob = Participants(s).of_session(session_id)[1]
    Participants(s).set_state(bob.id, "lost", after(240))
    text = parsed(s, session_id).text
    assert "Bob 09:00 09:04, connection lost" in text
    assert "Ada 09:00 still there" in text


def test_class_only_session_names_nobody(s: Session) -> None:
    names = tuple(f"Student-{n}" for n in range(6))
    session_id, students = class_of(s, names, SessionMode.AGGREGATE)
    page = exported(s, session_id, Form.HTML).decode()
    assert "Cheerful" in page
    assert "6 joined" in page
    assert not [who for who in (*names, *students, "brows lowered") if who in page]


def test_class_only_session_of_four_shows_no_mood(s: Session) -> None:
    session_id, _ = class_of(s, ("A", "B", "C", "D"), SessionMode.AGGREGATE)
    text = parsed(s, session_id).text
    assert "Mood not shown" in text
    assert "Too few students to be shown" in text


def test_self_report_session_shows_words_and_no_emotion(s: Session) -> None:
    session_id, _ = class_of(s, ("Ada", "Bob"), SessionMode.SELF_REPORT)
    text = parsed(s, session_id).text
    assert "“I’m lost” was said two times" in text
    assert "No emotion was inferred" in text
    assert "Mood over the class" not in text
    assert "Flags" not in text


@pytest.mark.parametrize(("zone", "time"), [("Europe/Madrid", "10:00"), ("Asia/Tokyo", "18:00")])
def test_times_are_those_of_the_readers_clock(s: Session, zone: str, time: str) -> None:
    record = read_class(s, small_class(s), after(900))
    assert f"{time} to" in html_report(record, ZoneInfo(zone))
    assert zone in html_report(record, ZoneInfo(zone))


def test_class_of_days_is_drawn_with_ninety_bars_at_most(s: Session) -> None:
    session_id = new_session(s)
    ClassSessions(s).mark_started(session_id, after(0))
    ada = new_participant(s, session_id)
    EmotionEvents(s).add_many(session_id, [unseen(ada, n * 3600) for n in range(0, 24 * 30, 5)])
    record = read_class(s, end(s, session_id, 30 * 86400), after(31 * 86400))
    minutes = by_minute(record)
    assert len(minutes) <= 91
    assert "<svg" in html_report(record, ZoneInfo("UTC"))


def test_a_minute_in_which_too_few_may_be_shown_is_not_one_in_which_nobody_was() -> None:
    assert [most_at_once(counts) for counts in ([0, None], [6, None], [0, 0], [])] == [
        None,
        6,
        0,
        0,
    ]
