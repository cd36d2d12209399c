"""What the teacher wants reaches a running class, and what students answer reaches SQL."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from classroom.domain.ids import SessionId
from classroom.domain.mode import SessionMode
from classroom.session.room import Room
from classroom.session.rooms import next_second
from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.pulse_checks import PulseChecks
from classroom.store.self_reports import SelfReports
from tests.fakes.page import Page, until
from tests.fakes.school import School, now, open_school
from tests.fakes.scorer import ScriptedScorer

MODES = [SessionMode.SELF_REPORT, SessionMode.AFFECT]


@pytest.fixture
async def school(settings: Settings) -> AsyncIterator[School]:
    async with open_school(settings, ScriptedScorer()) as running:
        yield running


async def come(school: School, code: str) -> Page:
    page = school.page(code)
    await page.join(camera=False)
    await page.connect(camera=False)
    return page


@pytest.mark.parametrize("mode", MODES)
async def test_question_and_answer_go_there_and_back_within_two_seconds(
    school: School, mode: SessionMode
) -> None:
    session_id, code = school.new_class(mode)
    page, silent = await come(school, code), await come(school, code)
    asked_at = time.monotonic()
    pulse_id = school.ask_pulse(session_id)
    await until(lambda: page.heard("pulse"))
    page.say("pulse", id=pulse_id, following=True)
    await until(lambda: school.pulse_results(session_id)[0].following)
    assert time.monotonic() - asked_at < 2
    await until(lambda: silent.heard("pulse"))

    late = await come(school, code)
    await until(lambda: late.heard("pulse"))
    school.rows(lambda s: PulseChecks(s).close(pulse_id, now()))
    await until(lambda: late.heard("pulse-over"))
    [result] = school.pulse_results(session_id)
    assert (result.asked, result.following, result.not_following) == (3, 1, 0)
    assert [len(one.heard("pulse")) for one in (page, silent, late)] == [1, 1, 1]
    for one in (page, silent, late):
        await one.close()


async def test_answer_is_kept_while_the_database_is_away(school: School) -> None:
    session_id, code = school.new_class()
    page = await come(school, code)
    pulse_id = school.ask_pulse(session_id)
    await until(lambda: page.heard("pulse"))
    school.break_database()
    page.say("pulse", id=pulse_id, following=False)
    await until(lambda: page.heard("pulse-heard"))
    await asyncio.sleep(1.2)
    school.mend_database()
    await until(lambda: school.pulse_results(session_id)[0].not_following)
    await page.close()


async def test_room_follows_the_teachers_sensitivity(school: School) -> None:
    session_id, code = school.new_class()
    page = await come(school, code)
    room = school.rooms.find(SessionId(session_id))
    assert room is not None
    assert room.flag_from == 0.7
    school.rows(lambda s: ClassSessions(s).set_flag_from(session_id, 0.5))
    await until(lambda: room.flag_from == 0.5)
    await page.close()


@pytest.mark.parametrize(
    ("now", "following"),
    [(1_001.4, 1_001), (1_000.9, 1_001), (1_030.0, 1_020), (995.0, 1_001), (600.0, 600)],
)
def test_seconds_follow_each_other_whatever_the_clock_does(now: float, following: int) -> None:
    """As it should, a little early, after a long sleep, set back a little, set back far."""
    assert next_second(1_000, now) == following


async def test_page_learns_that_the_teacher_has_helped(school: School) -> None:
    _, code = school.new_class(SessionMode.SELF_REPORT)
    page = await come(school, code)
    answer = await page.ask("POST", "/api/lost", {"lost": True})
    assert answer.status == 200
    await until(lambda: page.heard("lost")[-1:] == [{"type": "lost", "lost": True}])
    school.rows(lambda s: SelfReports(s).take_back(page.participant_id, now()))
    await until(lambda: page.heard("lost")[-1:] == [{"type": "lost", "lost": False}])


async def test_word_after_leaving_takes_no_seat(school: School) -> None:
    _, code = school.new_class(SessionMode.SELF_REPORT)
    page = await come(school, code)
    page.say("leave")
    await until(lambda: school.rooms.students == 0)
    await page.ask("POST", "/api/lost", {"lost": True})
    assert school.rooms.students == 0


async def test_trouble_in_one_class_stops_no_other(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second that cannot be closed is logged, and the next one is closed all the same."""
    _, code = school.new_class(SessionMode.SELF_REPORT)
    await come(school, code)
    closed: list[int] = []

    def close_second(self: Room, second: int) -> None:
        closed.append(second)
        if len(closed) == 1:
            raise ZeroDivisionError

    monkeypatch.setattr(Room, "close_second", close_second)
    await until(lambda: len(closed) >= 2)
