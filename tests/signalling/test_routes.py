import asyncio
from typing import Any

import pytest
from aiohttp import ClientResponse

from classroom.domain.mode import SessionMode
from classroom.settings import Settings
from classroom.signalling.routes import MAX_BODY_BYTES
from classroom.store.participants import Participants
from classroom.store.self_reports import SelfReports
from classroom.store.tables import ConsentRow, EmotionEventRow
from tests.fakes.school import School, open_school
from tests.fakes.scorer import ScriptedScorer

JOINING = {"name": "Ada", "consent": True, "camera": True}


async def refused(answer: ClientResponse) -> tuple[int, str]:
    """Return status and code of an API error, which also has a sentence for the person."""
    error = (await answer.json())["error"]
    assert error["message"][0].isupper()
    return answer.status, error["code"]


async def test_a_page_is_told_how_long_its_class_is_kept(school: School) -> None:
    _, code = school.new_class()
    about = await (await school.http.get(f"/api/sessions/{code}")).json()
    assert (about["keep_days"], about["keep_days_at_most"]) == (30, 365)


async def test_class_is_found_however_its_code_is_typed(school: School) -> None:
    _, code = school.new_class()
    typed = f"{code[:3]}-{code[3:]}".lower()
    answer = await school.http.get(f"/api/sessions/{typed}")
    assert answer.status == 200
    told = await answer.json()
    assert told["title"] == "Maths"
    assert told["mode"] == "affect"
    assert told["infers"] is True
    assert told["ice_servers"] == []
    assert told["limits"] == {"width": 320, "height": 240, "fps": 5, "max_bitrate": 150_000}
    assert (await school.http.get(f"/join/{typed}")).status == 200


async def test_ice_servers_are_told_with_their_credentials(settings: Settings) -> None:
    told = settings.model_copy(
        update={"ice_servers": ("turn:turn.example:3478",), "ice_username": "school"}
    )
    async with open_school(told, ScriptedScorer()) as school:
        _, code = school.new_class()
        answer = await (await school.http.get(f"/api/sessions/{code}")).json()
    assert answer["ice_servers"] == [{"urls": ["turn:turn.example:3478"], "username": "school"}]


async def test_unknown_code_is_404_for_the_page_and_the_api(school: School) -> None:
    assert await refused(await school.http.get("/api/sessions/ZZZZZZ")) == (404, "unknown_code")
    page = await school.http.get("/join/ZZZZZZ")
    assert page.status == 404
    assert page.content_type == "text/html"
    assert 'id="code-form"' in await page.text()
    joining = await school.http.post("/api/sessions/ZZZZZZ/participants", json=JOINING)
    assert await refused(joining) == (404, "unknown_code")


async def test_front_page_asks_for_the_code_and_leads_to_the_class(school: School) -> None:
    front = await school.http.get("/")
    assert (front.status, front.content_type) == (200, "text/html")
    assert 'name="code"' in await front.text()
    assert (await school.http.get("/", params={"code": " "})).status == 200
    _, code = school.new_class()
    found = await school.http.get("/", params={"code": f" {code.lower()} "})
    assert (found.status, found.url.path) == (200, f"/join/{code.lower()}")


@pytest.mark.parametrize("typed", ["//evil.example", "a/../../b", "https://evil.example"])
async def test_no_code_leads_away_from_the_join_page(school: School, typed: str) -> None:
    answer = await school.http.get("/", params={"code": typed}, allow_redirects=False)
    assert answer.status == 303
    assert answer.headers["Location"].count("/") == 2
    assert answer.headers["Location"].startswith("/join/")


async def test_ended_code_is_410_for_the_page_and_the_api(school: School) -> None:
    session_id, code = school.new_class()
    page = school.page(code)
    await page.join()
    school.end_class(session_id)
    assert await refused(await school.http.get(f"/api/sessions/{code}")) == (410, "ended")
    html = await school.http.get(f"/join/{code}")
    assert html.status == 410
    assert 'id="delete-after"' in await html.text()
    joining = await school.http.post(f"/api/sessions/{code}/participants", json=JOINING)
    assert await refused(joining) == (410, "ended")
    for path, body in (("offer", {"sdp": "v=0", "type": "offer"}), ("lost", {"lost": True})):
        assert await refused(await page.ask("POST", f"/api/{path}", body)) == (410, "ended")


async def test_camera_without_consent_is_403_and_nobody_is_added(school: School) -> None:
    session_id, code = school.new_class()
    answer = await school.http.post(
        f"/api/sessions/{code}/participants", json=JOINING | {"consent": False}
    )
    assert await refused(answer) == (403, "consent_missing")
    assert school.rows(lambda s: Participants(s).of_session(session_id)) == []


async def test_consent_is_kept_with_the_version_of_its_text(school: School) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    version = (await (await school.http.get(f"/api/sessions/{code}")).json())["consent_version"]
    consent = school.rows(lambda s: s.query(ConsentRow).one())
    assert (consent.participant_id, consent.given) == (page.participant_id, True)
    assert consent.text_version == version


async def test_self_report_class_takes_no_camera(school: School) -> None:
    session_id, code = school.new_class(SessionMode.SELF_REPORT)
    await school.page(code).join(camera=True, consent=False)
    [student] = school.rows(lambda s: Participants(s).of_session(session_id))
    assert student.camera is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 81},
        {"name": "Ada\x00"},
        {"name": "Ada\nBcc: all"},
        {"name": "\u202eadA"},
        {"name": None},
        {"consent": "yes"},
        {"camera": 1},
        {"role": "teacher"},
    ],
)
async def test_wrong_field_is_422_and_named(school: School, wrong: dict[str, Any]) -> None:
    _, code = school.new_class()
    answer = await school.http.post(f"/api/sessions/{code}/participants", json=JOINING | wrong)
    assert answer.status == 422
    error = (await answer.json())["error"]
    assert error["code"] == "bad_input"
    assert next(iter(wrong)) in error["message"]


async def test_name_is_trimmed(school: School) -> None:
    session_id, code = school.new_class()
    await school.page(code).join(name="  Zoë  ")
    [student] = school.rows(lambda s: Participants(s).of_session(session_id))
    assert student.name == "Zoë"


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[1]", b"\xff\xfe", b'{"name": '])
async def test_body_that_is_no_json_of_this_shape_is_422(school: School, body: bytes) -> None:
    _, code = school.new_class()
    answer = await school.http.post(f"/api/sessions/{code}/participants", data=body)
    assert await refused(answer) == (422, "bad_input")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer abc.def.ghi"])
async def test_missing_or_forged_token_is_401(school: School, header: str) -> None:
    answer = await school.http.post(
        "/api/offer",
        json={"sdp": "v=0", "type": "offer"},
        headers={"Authorization": header} if header else {},
    )
    assert await refused(answer) == (401, "bad_token")


@pytest.mark.parametrize(
    "offer",
    [
        {"sdp": "hello", "type": "offer"},
        {"sdp": "", "type": "offer"},
        {"sdp": "v=0", "type": "answer"},
        {"sdp": 5, "type": "offer"},
        {},
        [],
    ],
)
async def test_malformed_offer_is_422(school: School, offer: Any) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    assert await refused(await page.ask("POST", "/api/offer", offer)) == (422, "bad_offer")


async def test_offer_without_video_is_422_for_a_student_with_a_camera(school: School) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    answer = await page.ask("POST", "/api/offer", await page.make_offer(camera=False))
    assert await refused(answer) == (422, "bad_offer")
    await page.close()


async def test_offer_of_a_megabyte_is_413_whether_its_length_is_told_or_not(
    school: School,
) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    huge = b'{"type":"offer","sdp":"' + b"v" * 1_000_000 + b'"}'
    headers = {"Authorization": f"Bearer {page.token}"}

    async def pieces() -> Any:
        for start in range(0, len(huge), MAX_BODY_BYTES):
            yield huge[start : start + MAX_BODY_BYTES]

    told = await school.http.post("/api/offer", data=huge, headers=headers)
    assert await refused(told) == (413, "too_large")
    untold = await school.http.post("/api/offer", data=pieces(), headers=headers)
    assert await refused(untold) == (413, "too_large")
    assert (await school.http.get("/healthz")).status == 200


async def test_full_server_is_503(settings: Settings) -> None:
    small = settings.model_copy(update={"max_students": 1})
    async with open_school(small, ScriptedScorer()) as school:
        _, code = school.new_class()
        await school.page(code).join()
        answer = await school.http.post(f"/api/sessions/{code}/participants", json=JOINING)
        assert await refused(answer) == (503, "full")


async def test_lost_is_kept_and_taken_back_once_in_two_seconds(school: School) -> None:
    session_id, code = school.new_class(SessionMode.SELF_REPORT)
    page = school.page(code)
    await page.join(camera=False, consent=False)
    assert (await page.ask("POST", "/api/lost", {"lost": True})).status == 200
    assert await refused(await page.ask("POST", "/api/lost", {"lost": False})) == (
        429,
        "too_often",
    )
    assert len(school.rows(lambda s: SelfReports(s).open_of_session(session_id))) == 1
    await asyncio.sleep(2)
    assert await (await page.ask("POST", "/api/lost", {"lost": False})).json() == {"lost": False}
    assert school.rows(lambda s: SelfReports(s).open_of_session(session_id)) == []


async def test_students_own_state_is_kept(school: School) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    assert (await page.ask("POST", "/api/state", {"state": "left"})).status == 200
    await asyncio.sleep(1.5)
    assert school.state(page.participant_id) == "left"
    assert school.rooms.students == 0
    answer = await page.ask("POST", "/api/state", {"state": "lost"})
    assert await refused(answer) == (422, "bad_input")


@pytest.mark.parametrize("ended", [False, True])
async def test_student_deletes_all_that_was_stored_of_them(school: School, ended: bool) -> None:
    session_id, code = school.new_class()
    page, other = school.page(code), school.page(code)
    await page.join()
    await other.join()
    await asyncio.sleep(2.5)
    if ended:
        school.end_class(session_id)
    assert (await page.ask("DELETE", "/api/participants/me")).status == 200
    await asyncio.sleep(1.5)
    kept = {row.id for row in school.rows(lambda s: Participants(s).of_session(session_id))}
    assert kept == {other.participant_id}
    rows = school.rows(lambda s: s.query(EmotionEventRow).all())
    assert {row.participant_id for row in rows} == {other.participant_id}
    if not ended:
        answer = await page.ask("POST", "/api/state", {"state": "live"})
        assert await refused(answer) == (404, "deleted")


async def test_every_answer_carries_security_headers(school: School) -> None:
    _, code = school.new_class()
    for path in (f"/join/{code}", f"/api/sessions/{code}", "/static/join.js", "/join/ZZZZZZ"):
        headers = (await school.http.get(path)).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Permissions-Policy"].startswith("camera=(self)")
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert (await school.http.get(f"/api/sessions/{code}")).headers["Cache-Control"] == "no-store"


async def test_ready_is_503_while_no_worker_is_up(settings: Settings) -> None:
    class Idle(ScriptedScorer):
        worker_pids: tuple[int, ...] = ()

    async with open_school(settings, Idle()) as school:
        assert await refused(await school.http.get("/readyz")) == (503, "inference")
        assert (await school.http.get("/healthz")).status == 200


async def test_unknown_page_and_wrong_method_are_answered_in_kind(school: School) -> None:
    page = await school.http.get("/<script>alert(1)</script>")
    assert (page.status, page.content_type) == (404, "text/html")
    assert "<script>" not in await page.text()
    wrong = await school.http.put("/api/offer")
    assert await refused(wrong) == (405, "method_not_allowed")
    assert wrong.headers["Allow"] == "POST"
    assert (await school.http.get("/static/../routes.py")).status == 404


async def test_no_name_and_no_token_is_logged(
    school: School, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "classroom")
    _, code = school.new_class()
    page = school.page(code)
    await page.join(name="Grace Hopper")
    await page.ask("POST", "/api/offer", {"sdp": "v=0\r\nsecret", "type": "offer"})
    for private in ("Grace", page.token, "secret"):
        assert private not in caplog.text


async def test_database_that_is_away_is_503_and_the_process_lives(school: School) -> None:
    _, code = school.new_class()
    school.break_database()
    assert await refused(await school.http.get(f"/api/sessions/{code}")) == (503, "store")
    assert await refused(await school.http.get("/readyz")) == (503, "store")
    assert (await school.http.get("/healthz")).status == 200
    await asyncio.sleep(1.2)
    assert school.rooms.students == 0
