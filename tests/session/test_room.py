import asyncio
import math
import time
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from classroom.domain.mode import SessionMode
from classroom.domain.observation import Observation, Reading
from classroom.media.sampler import Sampler
from classroom.session.records import Student
from classroom.session.room import Room
from classroom.session.roster import Seat
from tests.fakes.connection import FakeConnection
from tests.fakes.scorer import ScriptedScorer, alive, make_face
from tests.session.conftest import ADA, BEA, INFO, RULES, Kept

CALM = (0.94, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01)
CHEERFUL = (0.01, 0.94, 0.01, 0.01, 0.01, 0.01, 0.01)


def reading(at: float, face: Observation | None) -> Reading:
    return Reading(ADA.id, at, face)


def sit(room: Room, student: Student = ADA) -> tuple[Seat, int]:
    """Seat a student and return the first second of which they have an event."""
    seat = room.seat(student)
    return seat, seat.since_second


async def test_second_is_the_mean_of_its_readings(room: Room, kept: Kept) -> None:
    seat, second = sit(room)
    for share, scores in ((0.1, CALM), (0.6, tuple(reversed(CALM)))):
        room.take(seat, reading(second + share, make_face(scores)), 320, 240)
    room.take(seat, reading(second + 0.9, None), 320, 240)
    room.close_second(second)

    [event] = kept.seconds
    assert event.at == datetime.fromtimestamp(second, UTC)
    assert event.frames == 3
    assert event.seconds_seen == pytest.approx(2 / 3)
    assert event.scores is not None
    assert event.scores.values[0] == pytest.approx((0.94 + 0.01) / 2, abs=1e-6)


async def test_a_changed_face_is_handed_over_before_its_second_is_over(
    room: Room, kept: Kept
) -> None:
    seat, second = sit(room)
    for share, scores in ((0.1, CALM), (0.6, CALM)):
        room.take(seat, reading(second + share, make_face(scores)), 320, 240)
    room.close_second(second)
    room.take(seat, reading(second + 1.1, make_face(CALM)), 320, 240)
    assert len(kept.seconds) == 1, "a face that has not changed can wait"

    room.take(seat, reading(second + 1.6, make_face(CHEERFUL)), 320, 240)
    early = kept.seconds[-1]
    assert early.at == datetime.fromtimestamp(second + 1, UTC)
    assert early.scores is not None
    assert early.scores.dominant == "happiness"

    room.close_second(second + 1)
    assert len(kept.seconds) == 2
    final = kept.seconds[-1].scores
    assert final is not None
    assert final.values[1] == pytest.approx((CALM[1] + CHEERFUL[1]) / 2, abs=1e-6)


async def test_a_look_that_has_passed_is_taken_back_within_its_second(
    room: Room, kept: Kept
) -> None:
    seat, second = sit(room)
    room.take(seat, reading(second + 0.5, make_face(CALM)), 320, 240)
    room.close_second(second)
    for share, scores in ((1.1, CHEERFUL), (1.6, CALM)):
        room.take(seat, reading(second + share, make_face(scores)), 320, 240)
    now = kept.seconds[-1].scores
    assert now is not None
    assert now.dominant == "neutral"


async def test_a_photo_is_never_handed_over_early(room: Room, kept: Kept) -> None:
    seat, second = sit(room)
    for at in range(second, second + 60):
        room.take(seat, reading(at + 0.5, make_face(CALM)), 320, 240)
        room.close_second(at)
    before = len(kept.seconds)
    room.take(seat, reading(second + 60.1, make_face(CHEERFUL)), 320, 240)
    assert len(kept.seconds) == before


async def test_somebody_who_looks_in_is_not_handed_over_early(room: Room, kept: Kept) -> None:
    seat, second = sit(room)
    room.take(seat, reading(second + 0.5, make_face(CALM)), 320, 240)
    room.close_second(second)
    own = make_face(CHEERFUL)
    beside = replace(own, box=replace(own.box, left=own.box.left + 3 * own.box.width))
    room.take(seat, reading(second + 1.1, beside), 320, 240)
    assert len(kept.seconds) == 1


async def test_a_student_who_leaves_has_the_mean_of_the_last_second(room: Room, kept: Kept) -> None:
    seat, second = sit(room)
    room.take(seat, reading(second + 0.1, make_face(CHEERFUL)), 320, 240)
    room.take(seat, reading(second + 0.6, None), 320, 240)
    room.leave(ADA)
    [event] = kept.seconds
    assert (event.frames, event.seconds_seen) == (2, 0.5)


async def test_no_second_comes_early_where_only_the_class_is_shown(kept: Kept) -> None:
    info = replace(INFO, mode=SessionMode.AGGREGATE)
    room = Room(info, Sampler(ScriptedScorer(), 2), kept, RULES)
    seat, second = sit(room)
    room.take(seat, reading(second + 0.1, make_face(CHEERFUL)), 320, 240)
    assert kept.seconds == []
    room.close_second(second)
    assert len(kept.seconds) == 1


async def test_second_in_which_a_student_joined_is_not_handed_over_early_either(
    room: Room, kept: Kept
) -> None:
    seat, second = sit(room)
    room.take(seat, reading(second - 0.5, make_face(CHEERFUL)), 320, 240)
    assert kept.seconds == []


async def test_second_without_a_face_or_a_frame_is_unseen(room: Room, kept: Kept) -> None:
    seat, second = sit(room)
    room.take(seat, reading(second + 0.5, None), 320, 240)
    room.close_second(second)
    room.close_second(second + 1)
    assert [(event.scores, event.seconds_seen) for event in kept.seconds] == [(None, 0.0)] * 2
    assert [event.frames for event in kept.seconds] == [1, 0]
    assert all(event.confusion is None for event in kept.seconds)


async def test_second_in_which_a_student_joined_has_no_event(room: Room, kept: Kept) -> None:
    _, second = sit(room)
    room.close_second(second - 1)
    assert kept.seconds == []


async def test_late_reading_counts_to_the_second_that_is_open(room: Room, kept: Kept) -> None:
    seat, second = sit(room)
    room.close_second(second)
    room.take(seat, reading(second + 0.9, make_face()), 320, 240)
    room.close_second(second + 1)
    assert [event.frames for event in kept.seconds] == [0, 1]
    assert seat.readings == {}


async def test_student_without_a_camera_has_no_events(room: Room, kept: Kept) -> None:
    _, second = sit(room, BEA)
    room.close_second(second)
    assert kept.seconds == []


def frowning_face() -> Observation:
    frown = np.zeros(52, np.float32)
    frown[1:4] = 0.9
    return replace(make_face((0.04, 0.01, 0.01, 0.5, 0.3, 0.04, 0.1)), action=frown)


async def test_student_who_frowns_for_long_gets_an_episode_that_ends_with_the_class(
    room: Room, kept: Kept
) -> None:
    seat, second = sit(room)
    tense = frowning_face()
    for at in range(second, second + 300):
        face = make_face(CALM) if at < second + 200 else tense
        room.take(seat, reading(at + 0.5, alive(face, at)), 320, 240)
        room.close_second(at)

    [episode] = kept.episodes.values()
    assert episode.participant_id == ADA.id
    assert episode.ended_at is None
    assert episode.evidence
    await room.end()
    [episode] = kept.episodes.values()
    assert episode.ended_at is not None


async def test_photo_held_to_the_camera_is_stored_as_unseen(room: Room, kept: Kept) -> None:
    seat, second = sit(room)
    for at in range(second, second + 60):
        room.take(seat, reading(at + 0.5, make_face(CALM)), 320, 240)
        room.close_second(at)
    assert kept.seconds[0].scores is not None
    assert {(event.scores, event.seconds_seen) for event in kept.seconds[31:]} == {(None, 0.0)}


async def test_clock_that_is_set_back_goes_on_writing_from_there(room: Room, kept: Kept) -> None:
    seat, second = sit(room)
    room.close_second(second)
    room.take(seat, reading(second + 1.5, make_face()), 320, 240)
    room.set_back(second - 3600)
    room.take(seat, reading(second - 3600 + 0.5, make_face()), 320, 240)
    room.close_second(second - 3600)
    assert [event.frames for event in kept.seconds] == [0, 1, 1], "one had come early"
    assert kept.seconds[-1].at == datetime.fromtimestamp(second - 3600, UTC)
    assert seat.readings == {}


@pytest.mark.parametrize("back_s", [60, 3600])
async def test_flag_that_stands_when_the_clock_is_set_back_ends(
    room: Room, kept: Kept, back_s: int
) -> None:
    seat, second = sit(room)
    tense = frowning_face()
    for at in range(second, second + 240):
        face = make_face(CALM) if at < second + 200 else tense
        room.take(seat, reading(at + 0.5, alive(face, at)), 320, 240)
        room.close_second(at)
    room.set_back(second + 240 - back_s)
    [episode] = kept.episodes.values()
    assert episode.ended_at is not None
    for at in range(second + 240 - back_s, second + 260 - back_s):
        room.take(seat, reading(at + 0.5, alive(make_face(CALM), at)), 320, 240)
        room.close_second(at)
    assert len(kept.episodes) == 1
    assert all((event.confusion or 0.0) < 0.5 for event in kept.seconds[-10:])


async def test_page_hears_each_reading_with_its_box_as_shares(room: Room) -> None:
    seat, second = sit(room)
    page = FakeConnection()
    room.connect(ADA, page)
    room.take(seat, Reading(ADA.id, second + 0.1, make_face(), 9_000), 320, 240)
    [told] = page.sent
    assert told["box"] == [0.25, 0.25, 0.5, 0.5]
    assert told["rtp_timestamp"] == 9_000
    assert told["seen"] is True
    await room.close()


async def test_camera_that_stops_is_silent_then_lost_and_frees_its_seat(room: Room) -> None:
    seat, _ = sit(room)
    page = FakeConnection()
    room.connect(ADA, page)
    states = []
    for ago_s in (0.0, 5.0, 31.0):
        seat.heard_at = time.monotonic() - ago_s
        page.frame_came(ago_s)
        room.review()
        states.append(room.unsaved[ADA.id].state)
    assert states == ["live", "silent", "lost"]
    assert len(room.roster) == 0
    await asyncio.sleep(0)
    assert page.closed
    assert seat.sampling is None


async def test_student_who_never_connects_frees_the_seat(room: Room) -> None:
    seat, _ = sit(room)
    seat.heard_at -= 31
    room.review()
    assert len(room.roster) == 0
    assert room.unsaved[ADA.id].state == "lost"


async def test_paused_student_stays_while_connected(room: Room) -> None:
    room.connect(ADA, FakeConnection())
    room.hear(ADA, {"type": "pause"})
    seat = room.roster.find(ADA.id)
    assert seat is not None
    seat.heard_at -= 60
    room.review()
    assert seat.state == "paused"
    await room.close()


async def test_connection_that_broke_is_let_go_and_the_seat_kept_for_a_return(room: Room) -> None:
    page = FakeConnection()
    room.connect(ADA, page)
    page.frame_came()
    room.review()
    page.connected, page.gone = False, True
    room.review()
    seat = room.roster.find(ADA.id)
    assert seat is not None
    assert (seat.connection, seat.state) == (None, "silent")
    again = FakeConnection()
    again.frame_came()
    room.connect(ADA, again)
    room.review()
    assert room.roster.find(ADA.id) is seat
    assert room.unsaved[ADA.id].state == "live"
    await room.close()


async def test_new_connection_replaces_the_old_one_and_says_so(room: Room) -> None:
    first, second = FakeConnection(), FakeConnection()
    room.connect(ADA, first)
    room.connect(ADA, second)
    await asyncio.sleep(0)
    assert first.sent == [{"type": "replaced"}]
    assert first.closed
    assert not second.closed
    await room.close()


async def test_end_says_goodbye_to_all_and_leaves_nothing(room: Room) -> None:
    pages = [FakeConnection(), FakeConnection(camera=False)]
    room.connect(ADA, pages[0])
    room.connect(BEA, pages[1])
    await room.end()
    assert [page.sent for page in pages] == [[{"type": "ended"}]] * 2
    assert all(page.closed for page in pages)
    assert {change.state for change in room.unsaved.values()} == {"left"}
    assert len(room.roster) == 0


async def test_close_writes_the_second_in_progress(room: Room, kept: Kept) -> None:
    seat, _ = sit(room)
    seat.since_second = math.floor(time.time())
    room.take(seat, reading(time.time(), make_face()), 320, 240)
    await room.close()
    assert sum(event.frames for event in kept.seconds) == 1


@pytest.mark.parametrize("message", [{}, {"type": None}, {"type": "end"}, {"type": {"a": 1}}])
async def test_message_nobody_knows_changes_nothing(room: Room, message: dict[str, object]) -> None:
    room.connect(ADA, FakeConnection())
    room.hear(ADA, message)
    assert not room.unsaved
    await room.close()
