"""Topic marks on the live page and in the past one."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from classroom.domain.mode import SessionMode
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.report import build_report
from classroom.store.topics import TopicMark, TopicMarkers
from dashboard.components.chart import live_trend
from dashboard.components.drawing import Drawing, changes, drawing
from dashboard.components.marks import ChartMark, mark_lines, mark_names
from dashboard.components.past_topics import topic_marks, topic_table
from dashboard.pages import past
from dashboard.queries.moods import CELL_S
from tests.dashboard.seeded import SeededClass, add_student, create_class, seed_running_class
from tests.dashboard.test_live_view import view_of


def mark(store: Store, seeded: SeededClass, name: str, ago_s: float = 0.0) -> TopicMark:
    with store.sessions.begin() as s:
        at = seeded.now - timedelta(seconds=ago_s)
        return TopicMarkers(s).mark(seeded.session_id, name, at)


def drawn(store: Store, seeded: SeededClass, later_s: int = 0) -> Drawing:
    return drawing(view_of(store, seeded, later_s=later_s))


def marks_of(now: Drawing) -> list[ChartMark]:
    assert now.trend is not None
    return list(now.trend.marks)


def sent(now: Drawing, before: Drawing) -> dict[str, dict[str, object]]:
    updates = changes(now, before.shown)
    return {target: properties for target, properties in updates if isinstance(target, str)}


def test_the_newest_mark_is_the_topic_in_the_head(store: Store) -> None:
    seeded = create_class(store)
    before = drawn(store, seeded)
    assert before.topics.current == ""
    mark(store, seeded, "Recursion", ago_s=60)
    mark(store, seeded, "Loops", ago_s=120)
    update = sent(drawn(store, seeded), before)["live-topic"]
    assert update == {"children": "Topic: Recursion", "title": "Recursion"}


def test_a_mark_can_be_undone_for_ten_seconds_without_being_asked_again(store: Store) -> None:
    seeded = create_class(store)
    before = drawn(store, seeded)
    mark(store, seeded, "Recursion")
    fresh = drawn(store, seeded, later_s=9)
    assert "Undo" in str(sent(fresh, before)["topic-undo"]["children"])
    late = drawn(store, seeded, later_s=10)
    assert sent(late, fresh)["topic-undo"] == {"children": []}
    assert "topic-list" not in sent(late, fresh)


def test_the_marks_of_the_window_stand_on_the_chart_and_no_others(store: Store) -> None:
    seeded = create_class(store)
    add_student(store, seeded, "Ada", joined_ago=timedelta(minutes=4))
    mark(store, seeded, "Before the window", ago_s=400)
    mark(store, seeded, "Recursion", ago_s=150)
    view = view_of(store, seeded)
    (shown,) = live_trend(view).marks
    ago_min = (view.history.end - view.topics[-1].at).total_seconds() / 60
    assert (shown.name, shown.x) == ("Recursion", round(-ago_min, 4))
    assert shown.share == round(1 - ago_min / 5, 4)


def test_a_fresh_mark_stands_inside_the_right_end_at_once(store: Store) -> None:
    seeded = create_class(store)
    add_student(store, seeded, "Ada", joined_ago=timedelta(seconds=30))
    mark(store, seeded, "Recursion")
    (shown,) = marks_of(drawn(store, seeded))
    assert 0.99 < shown.share < 1


def test_the_chart_is_sent_when_a_mark_is_added_or_has_moved_by_a_cell(store: Store) -> None:
    seeded = create_class(store)
    before = drawn(store, seeded)
    mark(store, seeded, "Recursion", ago_s=20)
    marked = drawn(store, seeded)
    assert {"live-mood-chart", "live-marks"} <= set(sent(marked, before))
    assert sent(drawn(store, seeded), marked) == {}
    moved = drawn(store, seeded, later_s=CELL_S)
    assert {"live-mood-chart", "live-marks"} <= set(sent(moved, marked))


def test_a_removed_mark_leaves_chart_head_and_list(store: Store) -> None:
    seeded = create_class(store)
    marked = mark(store, seeded, "Recursion", ago_s=20)
    before = drawn(store, seeded)
    with store.sessions.begin() as s:
        TopicMarkers(s).remove(marked.id)
    after = drawn(store, seeded)
    updates = sent(after, before)
    assert marks_of(after) == []
    assert updates["live-topic"] == {"children": "", "title": ""}
    assert updates["topic-list"] == {"children": []}


def test_a_class_without_inference_has_topics_but_no_chart(store: Store) -> None:
    seeded = create_class(store, mode=SessionMode.SELF_REPORT)
    mark(store, seeded, "Recursion", ago_s=20)
    now = drawn(store, seeded)
    assert (now.trend, now.topics.current) == (None, "Recursion")


def test_a_line_stands_where_its_mark_is() -> None:
    (line,) = mark_lines([ChartMark(-2.5, 0.5, "Recursion")])
    assert (line["x0"], line["x1"], line["y0"], line["y1"]) == (-2.5, -2.5, 0, 1)


def test_names_end_where_the_next_begins_and_the_last_turns_at_the_edge() -> None:
    marks = [ChartMark(0, share, str(share)) for share in (0.1, 0.5, 0.9)]
    names: list[Any] = list(mark_names(marks))  # Dash leaves its parts without types
    first, middle, last = (name.style for name in names)
    assert first["left"] == "calc(44px + (100% - 52px) * 0.1000)"
    assert first["maxWidth"] == "calc((100% - 52px) * 0.4000)"
    assert middle["maxWidth"] == last["maxWidth"] == "calc((100% - 52px) * 0.2000)"
    assert last["right"] == "calc(8px + (100% - 52px) * 0.1000)"


def ended(store: Store, seeded: SeededClass) -> str:
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, seeded.now)
    return seeded.session_id


def test_the_past_page_lists_topics_with_their_hands(store: Store) -> None:
    seeded = seed_running_class(store, 18, minutes=2)
    mark(store, seeded, "Loops", ago_s=100)
    mark(store, seeded, "Recursion", ago_s=50)
    session_id = ended(store, seeded)
    with store.sessions() as s:
        topics = build_report(s, session_id).topics
        page = str(past.layout(s, session_id, datetime.now(UTC), UTC))
    (table,) = topic_table(topics, SessionMode.AFFECT, UTC)
    _head, body = table.children.children
    rows = [[cell.children for cell in row.children] for row in body.children]
    begins = f"{seeded.now - timedelta(seconds=50):%H:%M}"
    assert [row[0] for row in rows] == ["before the first topic", "Loops", "Recursion"]
    assert rows[2] == ["Recursion", begins, "50 s", "1", "1", "24 s"]
    assert rows[1][3:] == ["—", "—", "—"]
    assert "past-topics" in page


def test_the_marks_of_a_past_class_stand_in_the_teachers_time(store: Store) -> None:
    seeded = seed_running_class(store, 2, minutes=2)
    mark(store, seeded, "Loops", ago_s=60)
    with store.sessions() as s:
        topics = build_report(s, seeded.session_id).topics
    zone = ZoneInfo("Asia/Tokyo")
    first = seeded.now - timedelta(seconds=120)
    (shown,) = topic_marks(topics, first, seeded.now, zone)
    at = (seeded.now - timedelta(seconds=60)).astimezone(zone)
    assert (shown.name, shown.share) == ("Loops", 0.5)
    assert shown.x == at.replace(tzinfo=None).isoformat()


def test_a_class_without_marks_has_no_card_of_topics(store: Store) -> None:
    session_id = ended(store, seed_running_class(store, 2, minutes=1))
    with store.sessions() as s:
        assert "past-topics" not in str(past.layout(s, session_id, datetime.now(UTC), UTC))


def test_a_class_only_session_says_where_counts_are_hidden(store: Store) -> None:
    seeded = seed_running_class(store, 18, mode=SessionMode.AGGREGATE, minutes=2)
    mark(store, seeded, "Loops", ago_s=100)
    session_id = ended(store, seeded)
    with store.sessions() as s:
        (_before, loops) = build_report(s, session_id).topics
        page = str(past.layout(s, session_id, datetime.now(UTC), UTC))
    assert (loops.flags, loops.said_lost, loops.confused_seconds) == (None, None, None)
    assert "fewer than five" in str(topic_table((loops,), SessionMode.AGGREGATE, UTC))
    assert "past-topics" in page
