from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from classroom.domain.episode import Answer
from classroom.domain.mode import SessionMode
from classroom.domain.precision import Precision
from classroom.errors import SessionNotFoundError
from classroom.store.engine import Store
from classroom.store.participants import Participants
from dashboard.components.chart import LAYERS, live_trend
from dashboard.components.drawing import Drawing, Shown, changes, drawing
from dashboard.components.mood import class_mood
from dashboard.components.tiles import tiles_of
from dashboard.queries.live import LiveMemory, LiveView, live_view
from dashboard.queries.moods import (
    CELL_S,
    READ_AGAIN_S,
    READ_WHOLE_AFTER,
    LiveHistories,
    cell_end,
    history,
)
from tests.dashboard.seeded import (
    SeededClass,
    add_seconds,
    add_student,
    create_class,
    flag,
    say_lost,
    scores,
    seed_running_class,
)

CELL = timedelta(seconds=CELL_S)
CALM, CHEERFUL = scores(neutral=1.0), scores(happiness=1.0)


def view_of(
    store: Store, seeded: SeededClass, later_s: int = 0, flags_per_hour: int = 6
) -> LiveView:
    now = seeded.now + timedelta(seconds=later_s)
    with store.sessions() as s:
        return live_view(s, seeded.session_id, LiveMemory(), now, flags_per_hour)


def seen_for(store: Store, seeded: SeededClass, name: str, seconds: int = 60) -> str:
    student = add_student(store, seeded, name)
    start = seeded.now - timedelta(seconds=seconds)
    add_seconds(store, seeded, student, CALM, start, seconds)
    return student


def tile_kind(store: Store, seeded: SeededClass) -> str:
    return tiles_of(view_of(store, seeded))[0].kind


def test_a_clearly_changed_face_shows_with_its_first_second(store: Store) -> None:
    seeded = create_class(store)
    student = seen_for(store, seeded, "Priya")
    assert tile_kind(store, seeded) == "neutral"
    second = seeded.now.replace(microsecond=0)
    add_seconds(store, seeded, student, CHEERFUL, second, 1)
    assert tile_kind(store, seeded) == "happiness"


def test_a_face_between_two_emotions_keeps_that_of_the_last_seconds(store: Store) -> None:
    seeded = create_class(store)
    student = seen_for(store, seeded, "Priya")
    second = seeded.now.replace(microsecond=0)
    add_seconds(store, seeded, student, scores(happiness=0.75, neutral=0.25), second, 1)
    assert tile_kind(store, seeded) == "neutral"


def test_a_face_that_is_gone_this_second_is_told_by_the_seconds_before(store: Store) -> None:
    seeded = create_class(store)
    student = seen_for(store, seeded, "Priya")
    add_seconds(store, seeded, student, None, seeded.now - timedelta(seconds=2), 3)
    assert tile_kind(store, seeded) == "neutral"


def test_the_class_does_not_follow_each_look_as_its_tiles_do(store: Store) -> None:
    seeded = create_class(store)
    student = seen_for(store, seeded, "Priya")
    add_seconds(store, seeded, student, CHEERFUL, seeded.now.replace(microsecond=0), 1)
    shares = dict(class_mood(view_of(store, seeded)).shares)
    assert shares["neutral"] > shares["happiness"]


def test_an_unknown_class_is_an_error(store: Store) -> None:
    with store.sessions() as s, pytest.raises(SessionNotFoundError):
        live_view(s, "nobody-knows", LiveMemory(), datetime.now(UTC))


def test_an_empty_class_waits_for_students(store: Store) -> None:
    view = view_of(store, create_class(store))
    assert class_mood(view).headline == "Waiting for students"
    assert live_trend(view).is_empty
    assert tiles_of(view) == []


def test_what_was_seen_and_what_was_not_fill_the_chart(store: Store) -> None:
    seeded = create_class(store)
    seen_for(store, seeded, "Seen")
    add_student(store, seeded, "Unseen")
    trend = live_trend(view_of(store, seeded))
    newest = dict(zip(LAYERS, (layer[-1] for layer in trend.layers), strict=True))
    assert newest["neutral"] == pytest.approx(50 * max(CALM.values), abs=1)
    assert newest["unseen"] == pytest.approx(50, abs=1)


def test_who_was_removed_was_still_there_before(store: Store) -> None:
    seeded = create_class(store)
    seen_for(store, seeded, "Seen")
    add_student(store, seeded, "Unseen")
    with store.sessions.begin() as s:
        (seen, _) = sorted(Participants(s).of_session(seeded.session_id), key=lambda row: row.name)
        assert seen.name == "Seen"
        Participants(s).remove(seeded.session_id, seen.id, seeded.now)
    trend = live_trend(view_of(store, seeded))
    newest = dict(zip(LAYERS, (layer[-1] for layer in trend.layers), strict=True))
    assert newest["unseen"] == pytest.approx(50, abs=1)


def test_a_gap_in_the_recording_is_unseen(store: Store) -> None:
    seeded = create_class(store)
    student = add_student(store, seeded, "Ada", joined_ago=timedelta(minutes=5))
    add_seconds(store, seeded, student, CALM, seeded.now - timedelta(minutes=5), 60)
    trend = live_trend(view_of(store, seeded))
    assert trend.layers[LAYERS.index("unseen")][-1] == 100.0


def test_the_chart_starts_with_one_minute_and_grows(store: Store) -> None:
    seeded = create_class(store)
    add_student(store, seeded, "Ada", joined_ago=timedelta(seconds=30))
    assert live_trend(view_of(store, seeded)).window_min == 1
    assert live_trend(view_of(store, seeded, later_s=240)).window_min == 5


def test_a_student_who_is_not_seen_is_never_called_calm(store: Store) -> None:
    seeded = create_class(store)
    student = seen_for(store, seeded, "Ada")
    add_seconds(store, seeded, student, None, seeded.now, 20)
    (tile,) = tiles_of(view_of(store, seeded, later_s=20))
    assert (tile.kind, tile.state) == ("unseen", "out of view")
    assert tile.how_long in {"10 s", "20 s"}


@pytest.mark.parametrize(
    ("camera", "state", "words"),
    [
        (True, "paused", "paused"),
        (False, "joined", "camera off"),
        (True, "joined", "connecting"),
        (True, "silent", "no picture"),
        (True, "lost", "connection lost"),
        (True, "live", "not seen yet"),
    ],
)
def test_the_tile_says_why_a_student_is_unseen(
    store: Store, camera: bool, state: str, words: str
) -> None:
    seeded = create_class(store)
    add_student(store, seeded, "Ada", camera=camera, state=state)
    (tile,) = tiles_of(view_of(store, seeded))
    assert (tile.kind, tile.state) == ("unseen", words)


def test_the_tile_says_the_emotion_and_since_when(store: Store) -> None:
    seeded = create_class(store)
    student = seen_for(store, seeded, "Ada", 300)
    (tile,) = tiles_of(view_of(store, seeded))
    assert (tile.kind, tile.state) == ("neutral", "calm")
    assert tile.how_long in {"4 min", "5 min"}
    add_seconds(store, seeded, student, CHEERFUL, seeded.now, 20)
    (tile,) = tiles_of(view_of(store, seeded, later_s=20))
    assert tile.state == "cheerful"
    assert tile.how_long in {"just now", "10 s", "20 s"}


def test_an_emotion_that_has_just_come_back_does_not_say_that_it_never_left(store: Store) -> None:
    seeded = create_class(store)
    student = seen_for(store, seeded, "Ada", 300)
    add_seconds(store, seeded, student, CHEERFUL, seeded.now, 20)
    add_seconds(store, seeded, student, CALM, seeded.now + timedelta(seconds=20), 6)
    (tile,) = tiles_of(view_of(store, seeded, later_s=26))
    assert (tile.state, tile.how_long) == ("calm", "just now")


def test_a_face_without_a_baseline_is_still_being_got_to_know(store: Store) -> None:
    seeded = create_class(store)
    student = add_student(store, seeded, "Ada")
    start = seeded.now - timedelta(seconds=20)
    add_seconds(store, seeded, student, CALM, start, 20, confusion=None)
    (tile,) = tiles_of(view_of(store, seeded))
    assert tile.state == "getting to know"


def test_a_students_own_word_goes_before_a_flag(store: Store) -> None:
    seeded = create_class(store)
    seen_for(store, seeded, "Ada")
    flag(store, seeded, "Ada")
    assert tiles_of(view_of(store, seeded))[0].state == "may be confused"
    say_lost(store, seeded, "Ada")
    assert tiles_of(view_of(store, seeded))[0].state == "lost (said so)"


def test_a_flag_that_the_teacher_called_wrong_is_gone(store: Store) -> None:
    seeded = create_class(store)
    seen_for(store, seeded, "Ada")
    flag(store, seeded, "Ada", answer=Answer.WRONG)
    assert tiles_of(view_of(store, seeded))[0].kind == "neutral"
    view = view_of(store, seeded, later_s=11)
    assert view.hands == ()
    assert view.precision.here == Precision(0, 1)


def test_a_flag_put_off_until_later_stays_and_goes_last(store: Store) -> None:
    seeded = create_class(store)
    for name in ("Ada", "Ben"):
        seen_for(store, seeded, name)
    flag(store, seeded, "Ada", ago=timedelta(minutes=2), answer=Answer.LATER)
    flag(store, seeded, "Ben")
    assert [hand.name for hand in view_of(store, seeded).hands] == ["Ben", "Ada"]


def test_a_flag_that_has_passed_can_still_be_answered_for_a_while(store: Store) -> None:
    seeded = create_class(store)
    seen_for(store, seeded, "Ada")
    flag(store, seeded, "Ada", ago=timedelta(minutes=3), ended_ago=timedelta(minutes=2))
    (hand,) = view_of(store, seeded).hands
    assert not hand.is_up
    assert tiles_of(view_of(store, seeded))[0].kind == "neutral"
    assert view_of(store, seeded, later_s=240).hands == ()


def test_tiles_keep_the_order_of_joining_when_someone_leaves(store: Store) -> None:
    seeded = create_class(store)
    for i, name in enumerate(("Zoe", "Ada", "Mia")):
        add_student(store, seeded, name, joined_ago=timedelta(minutes=9 - i))
    with store.sessions.begin() as s:
        Participants(s).set_state(seeded.students["Zoe"], "left", seeded.now)
    view = view_of(store, seeded)
    assert [tile.name for tile in tiles_of(view)] == ["Zoe", "Ada", "Mia"]
    assert tiles_of(view)[0].kind == "left"
    assert len(view.present) == 2


def test_a_class_only_session_names_nobody(store: Store) -> None:
    seeded = seed_running_class(store, 12, mode=SessionMode.AGGREGATE, minutes=2)
    now = drawing(view_of(store, seeded))
    assert now.tiles == ()
    assert now.hands == ()
    assert now.mood.shares != ()
    assert not any(name in repr(now) for name in seeded.students)


def test_a_class_only_session_hides_the_mood_of_fewer_than_five(store: Store) -> None:
    seeded = seed_running_class(store, 4, mode=SessionMode.AGGREGATE, minutes=2)
    now = drawing(view_of(store, seeded))
    assert now.mood.shares == ()
    assert now.mood.headline == "Mood not shown"
    assert now.trend is not None
    assert all(set(layer) <= {0.0, None} for layer in now.trend.layers[:-1])


def test_a_self_report_session_shows_no_mood(store: Store) -> None:
    seeded = seed_running_class(store, 18, mode=SessionMode.SELF_REPORT, minutes=1)
    now = drawing(view_of(store, seeded))
    assert now.trend is None
    assert now.mood.shares == ()
    assert now.mood.headline == "One hand up"
    assert {tile.state for tile in now.tiles} == {"here", "lost (said so)"}
    assert {tile.trend for tile in now.tiles} == {""}


def test_nothing_is_sent_where_nothing_changed(store: Store) -> None:
    view = view_of(store, seed_running_class(store, 24, minutes=2))
    now = drawing(view)
    assert changes(now, now.shown) == []


def tile_news_of(now: Drawing, shown: Shown) -> dict[str, Any]:
    """What is sent about the tiles."""
    sent = {str(target): properties for target, properties in changes(now, shown)}
    news: dict[str, Any] = sent["live-tile-news"]["data"]
    return news


def test_only_the_tile_that_changed_is_sent(store: Store) -> None:
    seeded = seed_running_class(store, 4, minutes=2)
    before = drawing(view_of(store, seeded)).shown
    say_lost(store, seeded, "Amina")
    view = view_of(store, seeded)
    news = tile_news_of(drawing(view), before)
    assert set(news) == {"class", "told"}
    assert set(news["told"]) == {seeded.students["Amina"]}
    assert news["told"][seeded.students["Amina"]]["state"] == "lost (said so)"


def test_a_student_who_joins_is_told_whole_and_nobody_else_is(store: Store) -> None:
    seeded = seed_running_class(store, 4, minutes=2)
    before = drawing(view_of(store, seeded))
    zoe = add_student(store, seeded, "Zoe", joined_ago=timedelta(seconds=5))
    now = drawing(view_of(store, seeded))
    assert tile_news_of(now, before.shown) == {
        "class": seeded.session_id,
        "order": [*seeded.students.values()],
        "told": {zoe: {**now.tiles[-1].now, **now.tiles[-1].lately}},
    }


def test_of_a_student_who_is_removed_only_the_new_order_is_told(store: Store) -> None:
    seeded = seed_running_class(store, 4, minutes=2)
    before = drawing(view_of(store, seeded))
    gone, *stay = seeded.students.values()
    with store.sessions.begin() as s:
        Participants(s).remove(seeded.session_id, gone, seeded.now)
    news = tile_news_of(drawing(view_of(store, seeded)), before.shown)
    assert news == {"class": seeded.session_id, "order": stay}


def test_a_trend_travels_without_the_words_that_stay(store: Store) -> None:
    seeded = seed_running_class(store, 1, minutes=2)
    now = drawing(view_of(store, seeded))
    (tile,) = now.tiles
    other = replace(now, tiles=(replace(tile, trend=""),))
    assert tile_news_of(now, other.shown) == {
        "class": seeded.session_id,
        "told": {tile.participant_id: tile.lately},
    }


@pytest.mark.parametrize("students", [0, 1, 50])
def test_a_class_of_any_size_has_a_tile_a_student(store: Store, students: int) -> None:
    view = view_of(store, seed_running_class(store, students, minutes=1))
    assert len(tiles_of(view)) == students


def test_the_history_is_read_once_a_cell(store: Store) -> None:
    seeded = seed_running_class(store, 2, minutes=1)
    histories, students = LiveHistories(), set(seeded.students.values())
    end = cell_end(seeded.now)
    with store.sessions() as s:
        first = histories.up_to(s, seeded.session_id, end, students)
        assert histories.up_to(s, seeded.session_id, end, students) is first
        later = histories.up_to(s, seeded.session_id, end + CELL, students)
    assert later is not first


@pytest.mark.parametrize("late_s", [READ_AGAIN_S, 300])
def test_seconds_that_are_written_late_are_seen(store: Store, late_s: int) -> None:
    seeded = create_class(store)
    who = add_student(store, seeded, "Ada")
    histories, end = LiveHistories(), cell_end(seeded.now)
    at = end - timedelta(seconds=late_s)
    with store.sessions() as s:
        assert not histories.up_to(s, seeded.session_id, end, {who}).by_student
    add_seconds(store, seeded, who, CALM, at, 1)
    with store.sessions() as s:
        looks = [
            histories.up_to(s, seeded.session_id, end + i * CELL, {who}).by_student
            for i in range(1, READ_WHOLE_AFTER // CELL + 1)
        ]
    assert list(looks[-1][who]) == [at]
    assert (who in looks[0]) == (late_s == READ_AGAIN_S)


def test_a_history_that_moved_on_is_what_reading_it_whole_gives(store: Store) -> None:
    seeded = seed_running_class(store, 3, minutes=2, ahead_s=120)
    histories, students = LiveHistories(), set(seeded.students.values())
    end = cell_end(seeded.now)
    with store.sessions() as s:
        for _ in range(3):
            end += CELL
            kept = histories.up_to(s, seeded.session_id, end, students)
        whole = history(s, seeded.session_id, end)
    assert kept.whole_at < whole.whole_at
    assert kept.starts == whole.starts
    assert kept.by_student == whole.by_student


def test_cells_of_a_deleted_student_are_not_kept(store: Store) -> None:
    seeded = seed_running_class(store, 3, minutes=1)
    histories, (gone, *stay) = LiveHistories(), list(seeded.students.values())
    end = cell_end(seeded.now)
    with store.sessions.begin() as s:
        assert gone in histories.up_to(s, seeded.session_id, end, {gone, *stay}).by_student
        assert Participants(s).delete(gone)
        later = histories.up_to(s, seeded.session_id, end + CELL, stay)
    assert gone not in later.by_student


def test_a_drawn_bar_keeps_its_shape_until_it_is_too_old(store: Store) -> None:
    seeded = seed_running_class(store, 2, minutes=4, ahead_s=30)
    pictures = [
        [tile.trend for tile in tiles_of(view_of(store, seeded, later_s=later_s))]
        for later_s in range(0, 15, CELL_S)
    ]
    assert sum(before != after for before, after in pairwise(pictures)) <= 1
