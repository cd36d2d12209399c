import asyncio

from classroom.media.mailbox import Mailbox


def test_newest_item_replaces_the_one_that_waits_and_is_counted() -> None:
    box: Mailbox[int] = Mailbox()
    for item in (1, 2, 3):
        box.put(item)
    assert box.take() == 3
    assert box.take() is None
    assert box.dropped == 2


def test_item_that_was_taken_is_not_dropped() -> None:
    box: Mailbox[int] = Mailbox()
    box.put(1)
    box.take()
    box.put(2)
    assert box.dropped == 0


async def test_wait_ends_when_something_comes_and_begins_anew_once_it_is_taken() -> None:
    box: Mailbox[int] = Mailbox()
    waiting = asyncio.create_task(box.wait())
    await asyncio.sleep(0)
    assert not waiting.done()
    box.put(1)
    await waiting
    box.take()
    again = asyncio.create_task(box.wait())
    await asyncio.sleep(0.01)
    assert not again.done()
    again.cancel()
