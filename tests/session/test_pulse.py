"""The teacher's question in a room: who is asked, and which answers are kept."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from classroom.session.room import Room
from classroom.store.pulse_checks import OpenPulse
from tests.fakes.connection import FakeConnection
from tests.session.conftest import ADA, BEA


def question(pulse_id: str = "first", closes_in_s: float = 60) -> OpenPulse:
    return OpenPulse(pulse_id, datetime.now(UTC) + timedelta(seconds=closes_in_s))


def answer(following: object, pulse_id: object = "first") -> dict[str, object]:
    return {"type": "pulse", "id": pulse_id, "following": following}


def kept(room: Room) -> list[tuple[str, str, bool]]:
    return [
        (one.pulse_check_id, one.participant_id, one.following)
        for one in room.pulse.unsaved.values()
    ]


def connect(room: Room) -> FakeConnection:
    page = FakeConnection(camera=False)
    room.connect(BEA, page)
    return page


async def test_everyone_here_is_asked_once(room: Room) -> None:
    pages = [FakeConnection(), FakeConnection(camera=False)]
    room.connect(ADA, pages[0])
    room.connect(BEA, pages[1])
    wanted = question()
    for _ in range(3):
        room.ask(wanted)
    for page in pages:
        [asked] = page.heard("pulse")
        assert asked["id"] == "first"
        assert asked["closes_in_s"] == pytest.approx(60, abs=1)
    await room.close()


async def test_student_who_connects_while_it_is_open_is_asked_on_each_connection_once(
    room: Room,
) -> None:
    wanted = question()
    room.ask(wanted)
    pages = [connect(room), connect(room)]
    room.ask(wanted)
    assert [len(page.heard("pulse")) for page in pages] == [1, 1]
    await room.close()


async def test_channel_that_opens_late_is_asked_then(room: Room) -> None:
    page = FakeConnection(camera=False)
    page.channel_open = False
    room.connect(BEA, page)
    wanted = question()
    room.ask(wanted)
    page.channel_open = True
    room.ask(wanted)
    room.ask(wanted)
    assert len(page.heard("pulse")) == 1
    await room.close()


async def test_question_is_taken_back_when_it_closes_and_a_new_one_asked(room: Room) -> None:
    page = connect(room)
    room.ask(question("first"))
    room.ask(question("second"))
    room.ask(None)
    room.ask(None)
    told = [(message["type"], message["id"]) for message in page.sent]
    assert told == [
        ("pulse", "first"),
        ("pulse-over", "first"),
        ("pulse", "second"),
        ("pulse-over", "second"),
    ]
    await room.close()


async def test_answer_is_kept_once_and_the_page_told_that_it_stands(room: Room) -> None:
    page = connect(room)
    room.ask(question())
    room.hear(BEA, answer(False))
    room.hear(BEA, answer(False))
    assert kept(room) == [("first", BEA.id, False)]
    [first, again] = page.heard("pulse-heard")
    assert first == again == {"type": "pulse-heard", "id": "first", "following": False}
    await room.close()


async def test_answer_changes_once_a_second_at_most(room: Room) -> None:
    page = connect(room)
    room.ask(question())
    room.hear(BEA, answer(True))
    room.hear(BEA, answer(False))
    assert kept(room) == [("first", BEA.id, True)]
    assert [message["following"] for message in page.heard("pulse-heard")] == [True, True]
    await asyncio.sleep(1.05)
    room.hear(BEA, answer(False))
    assert kept(room) == [("first", BEA.id, False)]
    await room.close()


@pytest.mark.parametrize(
    "message",
    [
        answer(True, "second"),
        answer(True, None),
        answer(True, ["first"]),
        answer(1),
        answer("true"),
        answer(None),
        {"type": "pulse"},
        {"type": "pulse", "id": "first"},
    ],
)
async def test_answer_that_fits_no_open_question_is_ignored(
    room: Room, message: dict[str, object]
) -> None:
    page = connect(room)
    room.ask(question())
    room.hear(BEA, message)
    assert kept(room) == []
    assert page.heard("pulse-heard") == []
    await room.close()


async def test_answer_to_a_closed_question_is_ignored(room: Room) -> None:
    connect(room)
    room.hear(BEA, answer(True))
    room.ask(question())
    room.ask(None)
    room.hear(BEA, answer(True))
    room.ask(question(closes_in_s=-0.1))  # the database went away while it was open
    room.hear(BEA, answer(True))
    assert kept(room) == []
    await room.close()


async def test_question_that_is_over_is_put_to_nobody(room: Room) -> None:
    room.ask(question(closes_in_s=-0.1))
    assert connect(room).sent == []
    await room.close()


async def test_answer_of_someone_who_is_not_here_is_ignored(room: Room) -> None:
    room.ask(question())
    room.hear(BEA, answer(True))
    assert kept(room) == []
    assert room.idle


async def test_room_stays_until_its_answers_are_stored(room: Room) -> None:
    connect(room)
    room.ask(question())
    room.hear(BEA, answer(True))
    await room.close()
    room.unsaved.clear()
    assert not room.idle
    room.pulse.unsaved.clear()
    assert room.idle


async def test_deleted_student_leaves_no_answer(room: Room) -> None:
    connect(room)
    room.connect(ADA, FakeConnection())
    room.ask(question())
    room.hear(BEA, answer(True))
    room.hear(ADA, answer(True))
    room.forget(BEA.id)
    assert kept(room) == [("first", ADA.id, True)]
    assert BEA.id not in room.unsaved
    await room.close()
