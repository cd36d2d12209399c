"""What the teacher does at the door of a class: lock it, remove a student, let one back in."""

from collections.abc import AsyncIterator

import pytest

from classroom.settings import Settings
from classroom.store.class_sessions import ClassSessions
from classroom.store.participants import Participants
from tests.fakes.page import Page, until
from tests.fakes.school import School, now, open_school
from tests.fakes.scorer import ScriptedScorer

JOINING = {"name": "Bea", "consent": False, "camera": False}


@pytest.fixture
async def school(settings: Settings) -> AsyncIterator[School]:
    async with open_school(settings, ScriptedScorer()) as running:
        yield running


async def come(school: School, code: str, name: str = "Ada") -> Page:
    page = school.page(code)
    await page.join(camera=False, name=name)
    await page.connect(camera=False)
    return page


async def offered(page: Page) -> tuple[int, str]:
    """Status and error code of one more offer by this page's ticket."""
    await page.close()
    answer = await page.ask("POST", "/api/offer", await page.make_offer(camera=False))
    await page.close()
    return answer.status, (await answer.json()).get("error", {}).get("code", "")


def lock(school: School, session_id: str, locked: bool) -> None:
    school.rows(lambda s: ClassSessions(s).set_locked(session_id, locked, now()))


async def test_locked_class_refuses_a_newcomer_and_says_so_before(school: School) -> None:
    session_id, code = school.new_class()
    lock(school, session_id, True)
    told = await (await school.http.get(f"/api/sessions/{code}")).json()
    assert told["locked"] is True
    answer = await school.http.post(f"/api/sessions/{code}/participants", json=JOINING)
    assert answer.status == 423
    assert (await answer.json())["error"]["code"] == "locked"
    assert school.rows(lambda s: Participants(s).of_session(session_id)) == []

    lock(school, session_id, False)
    answer = await school.http.post(f"/api/sessions/{code}/participants", json=JOINING)
    assert answer.status == 201


async def test_who_is_in_stays_in_a_locked_class_and_may_reconnect(school: School) -> None:
    session_id, code = school.new_class()
    page = await come(school, code)
    lock(school, session_id, True)
    assert await offered(page) == (200, "")


async def test_removed_student_is_told_and_cannot_come_back_until_let_in(school: School) -> None:
    session_id, code = school.new_class()
    page, other = await come(school, code), await come(school, code, "Cem")
    school.rows(lambda s: Participants(s).remove(session_id, page.participant_id, now()))
    await until(lambda: page.heard("removed"))
    await until(lambda: school.rooms.students == 1)
    assert school.state(page.participant_id) == "left"
    assert other.heard("removed") == []
    assert await offered(page) == (403, "removed")
    for path, body in (("state", {"state": "live"}), ("lost", {"lost": True})):
        assert (await page.ask("POST", f"/api/{path}", body)).status == 403

    school.rows(lambda s: Participants(s).let_back_in(session_id, page.participant_id))
    assert await offered(page) == (200, "")
    await other.close()


async def test_removed_student_can_still_delete_their_data(school: School) -> None:
    session_id, code = school.new_class()
    page = await come(school, code)
    school.rows(lambda s: Participants(s).remove(session_id, page.participant_id, now()))
    assert (await page.ask("DELETE", "/api/participants/me")).status == 200
    assert school.rows(lambda s: Participants(s).of_session(session_id)) == []
    await page.close()
