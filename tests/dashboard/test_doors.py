"""The door of a class on the live page: who waits, who was removed, what is locked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from classroom.domain.mode import SessionMode
from classroom.preflight import Finding
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store
from classroom.store.participants import Participants
from dashboard.components.doors import unreached_because, waiting_words
from dashboard.components.drawing import changes, drawing
from dashboard.components.preflight import preflight_lines
from tests.dashboard.seeded import (
    SeededClass,
    add_student,
    create_class,
    flag,
    say_lost,
    seed_running_class,
)
from tests.dashboard.test_live_view import view_of

TURN: dict[str, Any] = {"ice_servers": ("turns:turn.example",)}


def wait_at_the_door(store: Store, *waits_s: int) -> SeededClass:
    seeded = create_class(store)
    add_student(store, seeded, "Live")
    for number, wait_s in enumerate(waits_s):
        add_student(
            store,
            seeded,
            f"Waiting {number}",
            state="joined",
            joined_ago=timedelta(seconds=wait_s),
        )
    return seeded


@pytest.mark.parametrize(
    ("waits_s", "words"),
    [
        ((), ""),
        ((3,), "1 is connecting"),
        ((12,), "1 is connecting, for 10 s"),
        ((4, 14, 2), "3 are connecting, the longest for 10 s"),
        ((2, 21), "2 are connecting, the longest for 20 s. 1 has no connection yet: no TURN."),
    ],
)
def test_who_is_connecting_is_counted_and_who_is_stuck_is_explained(
    store: Store, waits_s: tuple[int, ...], words: str
) -> None:
    view = view_of(store, wait_at_the_door(store, *waits_s))
    assert waiting_words(view, "no TURN.") == words


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({}, "page may have been closed"),
        ({"public_url": "https://class.example"}, "no TURN server"),
        ({"public_url": "https://class.example", **TURN}, "network may block"),
    ],
)
def test_the_reason_for_being_stuck_follows_from_the_settings(
    settings: dict[str, Any], reason: str
) -> None:
    assert reason in unreached_because(Settings(**settings))


def in_rows(store: Store, work: Callable[[Any], object]) -> None:
    with store.sessions.begin() as s:
        work(s)


def test_a_removed_student_has_no_tile_and_no_hand_and_can_be_let_back_in(store: Store) -> None:
    seeded = seed_running_class(store, 6, minutes=1)
    amina = seeded.students["Amina"]
    flag(store, seeded, "Amina")
    say_lost(store, seeded, "Amina")
    before = drawing(view_of(store, seeded))
    in_rows(store, lambda s: Participants(s).remove(seeded.session_id, amina, seeded.now))
    now = drawing(view_of(store, seeded))
    assert amina not in {tile.participant_id for tile in now.tiles}
    assert amina not in {hand.participant_id for hand in (*now.hands, *now.held_back)}
    assert now.mood.present == before.mood.present - 1
    assert now.door.removed == ((amina, "Amina"),)
    sent = {str(target): properties for target, properties in changes(now, before.shown)}
    assert sent["live-removed"] == {"hidden": False}

    in_rows(store, lambda s: Participants(s).let_back_in(seeded.session_id, amina))
    again = drawing(view_of(store, seeded))
    assert amina in {tile.participant_id for tile in again.tiles}
    assert again.door.removed == ()


@pytest.mark.parametrize("mode", list(SessionMode))
def test_a_locked_class_says_so_and_its_button_opens_it(store: Store, mode: SessionMode) -> None:
    seeded = seed_running_class(store, 3, mode=mode, minutes=1)
    before = drawing(view_of(store, seeded))
    in_rows(store, lambda s: ClassSessions(s).set_locked(seeded.session_id, True, seeded.now))
    now = drawing(view_of(store, seeded))
    assert now.head.endswith("locked")
    sent = {str(target): properties for target, properties in changes(now, before.shown)}
    assert (sent["lock"]["children"], sent["lock"]["value"]) == ("Unlock", "open")


def test_what_blocks_comes_first_and_what_is_fine_is_folded() -> None:
    fine, careful, blocks = (
        Finding("a", "fine", "Well."),
        Finding("b", "careful", "Hm.", "Look."),
        Finding("c", "blocks", "No.", "Do."),
    )
    *wrong, folded = [
        str(line.to_plotly_json()) for line in preflight_lines([fine, careful, blocks])
    ]
    assert ["Blocks" in line for line in wrong] == [True, False]
    assert "1 check is fine" in folded
    assert "Well." in folded
