"""Real WebRTC between two aiortc peers: what a student sends becomes rows in SQLite."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise

import pytest

from classroom.domain.mode import SessionMode
from classroom.settings import Settings
from tests.fakes.page import until
from tests.fakes.school import School, open_school
from tests.fakes.scorer import ScriptedScorer, make_face


@pytest.fixture
def brisk(settings: Settings) -> Settings:
    """Settings under which silence is noticed fast."""
    return settings.model_copy(update={"silent_after_s": 1.0, "drop_after_s": 3.0})


@pytest.fixture
def scorer() -> ScriptedScorer:
    return ScriptedScorer()


@pytest.fixture
async def school(brisk: Settings, scorer: ScriptedScorer) -> AsyncIterator[School]:
    async with open_school(brisk, scorer) as running:
        yield running


@pytest.mark.parametrize("codec", ["VP8", "H264"])
async def test_student_has_one_seen_event_a_second(school: School, codec: str) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    await page.connect(codec=codec)
    await until(lambda: page.heard("reading"))
    await asyncio.sleep(5)
    await page.close()
    await asyncio.sleep(1.5)

    events = school.events(page.participant_id)
    steps = {b.at - a.at for a, b in pairwise(events)}
    seen = [event for event in events if event.seconds_seen]
    assert steps == {timedelta(seconds=1)}
    assert len(seen) >= 4
    assert all(event.frames in {1, 2, 3} for event in seen)
    assert all(event.neutral == pytest.approx(0.7, abs=1e-3) for event in seen)


async def test_page_is_told_what_was_read_of_it(school: School) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    await page.connect()
    await until(lambda: len(page.heard("reading")) >= 3)
    await page.close()

    told = page.heard("reading")[-1]
    assert told["seen"] is True
    assert sum(told["emotion"].values()) == pytest.approx(1, abs=1e-3)
    assert told["box"] == [0.25, 0.25, 0.5, 0.5]
    assert 0 <= told["age_ms"] < 2000
    assert 0 <= told["rtp_timestamp"] < 2**32
    ticks = [message["rtp_timestamp"] for message in page.heard("reading")]
    assert all((b - a) % 2**32 % 9_000 == 0 for a, b in pairwise(ticks))


async def test_frames_without_a_face_are_unseen_seconds(
    school: School, scorer: ScriptedScorer
) -> None:
    scorer.faces = [None]
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    await page.connect()
    await until(lambda: len(page.heard("reading")) >= 5)
    await page.close()
    await asyncio.sleep(1.5)

    events = school.events(page.participant_id)
    assert page.heard("reading")[-1]["emotion"] is None
    assert any(event.frames for event in events)
    assert all(event.seconds_seen == 0 and event.neutral is None for event in events)


async def test_frame_of_another_size_in_mid_stream_is_read(
    school: School, scorer: ScriptedScorer
) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    await page.connect()
    await until(lambda: (320, 240) in scorer.sizes)
    page.picture.size = (240, 320)
    await until(lambda: (240, 320) in scorer.sizes)
    page.picture.size = (1280, 720)
    await until(lambda: (640, 360) in scorer.sizes)
    await page.close()


async def test_same_student_reconnects_under_the_same_id(school: School) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    await page.connect()
    await until(lambda: page.heard("reading"))
    await page.close()
    await until(lambda: school.state(page.participant_id) == "silent")
    page.messages.clear()
    await page.connect()
    await until(lambda: page.heard("reading"))
    await until(lambda: school.state(page.participant_id) == "live")
    await page.close()
    assert school.rooms.students == 1


async def test_student_comes_back_after_a_restart_of_the_server(
    brisk: Settings, scorer: ScriptedScorer
) -> None:
    async with open_school(brisk, scorer) as school:
        _, code = school.new_class()
        page = school.page(code)
        await page.join()
        await page.connect()
        await until(lambda: page.heard("reading"))
    token = page.token
    await page.close()

    async with open_school(brisk, scorer) as school:
        again = school.page(code)
        again.token = token
        await again.connect()
        await until(lambda: again.heard("reading"))
        await until(lambda: school.state(page.participant_id) == "live")
        await again.close()


async def test_second_tab_replaces_the_first(school: School) -> None:
    _, code = school.new_class()
    first, second = school.page(code), school.page(code)
    await first.join()
    await first.connect()
    await until(lambda: first.heard("reading"))
    second.token = first.token
    await second.connect()
    await until(lambda: first.heard("replaced"))
    await until(lambda: first.state == "closed")
    await until(lambda: len(second.heard("reading")) >= 2)
    await second.close()
    assert school.rooms.students == 1


async def test_end_of_the_class_reaches_every_page_and_closes_it(school: School) -> None:
    session_id, code = school.new_class()
    pages = [school.page(code), school.page(code)]
    for page in pages:
        await page.join()
        await page.connect()
    school.end_class(session_id)
    await until(lambda: all(page.heard("ended") for page in pages))
    await until(lambda: all(page.state == "closed" for page in pages))
    await until(lambda: all(school.state(page.participant_id) == "left" for page in pages))
    await until(lambda: len(school.rooms) == 0)
    answer = await pages[0].ask("POST", "/api/offer", await pages[0].make_offer())
    assert answer.status == 410
    await pages[0].close()


async def test_rest_of_the_class_goes_on_when_one_student_sends_rubbish(school: School) -> None:
    _, code = school.new_class()
    good, bad = school.page(code), school.page(code)
    for page in (good, bad):
        await page.join()
    await good.connect()
    await bad.connect()
    for rubbish in ("", "[]", "{", '{"type": 7}', "x" * 5000, b"\xff\xfe"):
        bad.channel.send(rubbish)
    answer = await bad.ask("POST", "/api/offer", {"sdp": "v=0\r\nm=video", "type": "offer"})
    assert answer.status == 422
    good.messages.clear()
    await until(lambda: len(good.heard("reading")) >= 2)
    await good.close()
    await bad.close()


async def test_pause_stops_reading_until_resumed(school: School, scorer: ScriptedScorer) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    await page.connect()
    await until(lambda: page.heard("reading"))
    page.say("pause")
    await until(lambda: school.state(page.participant_id) == "paused")
    read = len(scorer.asked)
    await asyncio.sleep(1.5)
    assert len(scorer.asked) == read
    page.say("resume")
    await until(lambda: len(scorer.asked) > read)
    await until(lambda: school.state(page.participant_id) == "live")
    await page.close()


async def test_silent_camera_is_noted_and_then_dropped(school: School) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join()
    await page.connect()
    await until(lambda: page.heard("reading"))
    page.picture.still = True
    await until(lambda: school.state(page.participant_id) == "silent")
    await until(lambda: school.state(page.participant_id) == "lost")
    await until(lambda: page.state == "closed")
    assert school.rooms.students == 0
    page.picture.still = False
    await page.close()


async def test_student_without_camera_keeps_a_data_channel(school: School) -> None:
    _, code = school.new_class()
    page = school.page(code)
    await page.join(camera=False, consent=False)
    await page.connect(camera=False)
    await until(lambda: school.state(page.participant_id) == "live")
    await asyncio.sleep(4)
    assert school.state(page.participant_id) == "live"
    assert school.events(page.participant_id) == []
    page.say("leave")
    await until(lambda: school.state(page.participant_id) == "left")
    await page.close()


async def test_self_report_class_reads_no_camera_even_if_one_is_offered(
    school: School, scorer: ScriptedScorer
) -> None:
    _, code = school.new_class(SessionMode.SELF_REPORT)
    page = school.page(code)
    await page.join(camera=True, consent=False)
    await page.connect(camera=True)
    await asyncio.sleep(2)
    assert scorer.asked == []
    assert school.events(page.participant_id) == []
    await page.close()


async def test_seconds_in_progress_are_written_at_shutdown(
    brisk: Settings, scorer: ScriptedScorer
) -> None:
    async with open_school(brisk, scorer) as school:
        _, code = school.new_class()
        page = school.page(code)
        await page.join()
        await page.connect()
        await until(lambda: len(page.heard("reading")) >= 6)
    async with open_school(brisk, ScriptedScorer([make_face()])) as school:
        readings = len(page.heard("reading"))
        written = sum(event.frames for event in school.events(page.participant_id))
        assert readings - 2 <= written <= readings + 2
        assert school.state(page.participant_id) == "lost"
    await page.close()
