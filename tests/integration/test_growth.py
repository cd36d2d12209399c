"""Students come and go all day: nothing of them may stay in memory."""

import asyncio
import gc
import threading
import weakref

import pytest

from classroom.media.peer import Peer
from classroom.session.roster import Seat
from classroom.settings import Settings
from tests.fakes.page import until
from tests.fakes.school import open_school
from tests.fakes.scorer import ScriptedScorer

ROUNDS = 6
WAYS_TO_GO = ("leave", "close", "left by HTTP")


async def test_nothing_of_those_who_left_stays(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    peers: weakref.WeakSet[Peer] = weakref.WeakSet()
    born = 0
    build = Peer.__init__

    def counted(self: Peer, *args: object, **named: object) -> None:
        nonlocal born
        born += 1
        peers.add(self)
        build(self, *args, **named)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(Peer, "__init__", counted)
    brisk = settings.model_copy(update={"silent_after_s": 0.5, "drop_after_s": 1.5})
    async with open_school(brisk, ScriptedScorer()) as school:
        _, code = school.new_class()
        for turn in range(ROUNDS):
            page = school.page(code)
            await page.join()
            await page.connect()
            await until(lambda page=page: page.heard("reading"))  # type: ignore[misc]  # bound now
            match WAYS_TO_GO[turn % len(WAYS_TO_GO)]:
                case "leave":
                    page.say("leave")
                case "left by HTTP":
                    await page.ask("POST", "/api/state", {"state": "left"})
            await asyncio.sleep(0.2)
            await page.close()
        refused = await page.ask("POST", "/api/offer", {"sdp": "v=0\r\n", "type": "offer"})
        assert refused.status == 422
        await until(lambda: school.rooms.students == 0)
        await until(lambda: len(school.rooms) == 0)
        await until(lambda: school.writer.backlog == 0)
        await until(lambda: gc.collect() >= 0 and len(peers) == 0)
        gc.collect()
        assert not [one for one in gc.get_objects() if isinstance(one, Seat)]
        assert not [one for one in threading.enumerate() if "decoder" in one.name]
        names = {task.get_name() for task in asyncio.all_tasks()}
        assert not names & {"sampling", "track reader", "peer close"}
    assert born == ROUNDS + 1
