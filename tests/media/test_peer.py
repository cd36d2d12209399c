import asyncio
import random
import socket
import time
from collections.abc import Iterator

import pytest
from aiortc import AudioStreamTrack, RTCConfiguration, RTCIceServer, RTCPeerConnection

from classroom.errors import OfferError
from classroom.media.peer import Peer, answer_offer
from tests.fakes.page import MovingPicture, add_camera


async def offer_of(peer: RTCPeerConnection) -> str:
    await peer.setLocalDescription(await peer.createOffer())
    return str(peer.localDescription.sdp)


async def camera_offer(codec: str | None = None) -> str:
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    peer.createDataChannel("raised-hand")
    add_camera(peer, MovingPicture(), codec)
    sdp = await offer_of(peer)
    await peer.close()
    return sdp


async def answered(sdp: str, *, video: bool = True) -> str:
    peer, answer = await answer_offer(sdp, video=video, ice_servers=[], gathering_s=2)
    await peer.close()
    return answer


@pytest.mark.parametrize("codec", ["VP8", "H264"])
async def test_camera_is_answered_with_the_codec_it_offers(codec: str) -> None:
    answer = await answered(await camera_offer(codec))
    assert f" {codec}/90000" in answer
    assert "a=recvonly" in answer
    assert "typ host" in answer


async def test_offer_without_video_is_refused_where_a_camera_is_needed() -> None:
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    peer.createDataChannel("raised-hand")
    sdp = await offer_of(peer)
    await peer.close()
    with pytest.raises(OfferError, match="no video"):
        await answered(sdp)
    assert "m=application" in await answered(sdp, video=False)


async def test_video_that_is_only_received_counts_as_none() -> None:
    sdp = (await camera_offer()).replace("a=sendonly", "a=recvonly")
    with pytest.raises(OfferError, match="no video"):
        await answered(sdp)


async def test_second_camera_and_microphone_are_declined() -> None:
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    for track in (AudioStreamTrack(), MovingPicture(), MovingPicture()):
        peer.addTransceiver(track, direction="sendonly")
    sdp = await offer_of(peer)
    await peer.close()
    answer = await answered(sdp)
    assert answer.count("a=recvonly") == 1
    assert answer.count("a=inactive") == 2


@pytest.mark.parametrize(
    "sdp",
    [
        "hello",
        "v=0",
        "v=0\r\nm=video",
        "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n",
        "v=0\r\n" + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n" * 50,
        "\0" * 1000,
    ],
)
async def test_what_is_no_offer_is_an_offer_error(sdp: str) -> None:
    with pytest.raises(OfferError):
        await answered(sdp)


@pytest.mark.parametrize("seed", range(4))
async def test_damaged_offers_are_answered_or_refused_never_worse(seed: int) -> None:
    good = await camera_offer()
    chance = random.Random(seed)
    refused = 0
    for _ in range(150):
        lines = good.splitlines()
        for _ in range(chance.randint(1, 6)):
            spot = chance.randrange(len(lines))
            match chance.randrange(4):
                case 0:
                    del lines[spot]
                case 1:
                    lines[spot] = lines[spot][: chance.randrange(len(lines[spot]) + 1)]
                case 2:
                    lines[spot] = lines[spot].replace(" ", "", 1).replace(":", " ", 1)
                case _:
                    lines.insert(spot, lines[chance.randrange(len(lines))])
        try:
            await answered("\r\n".join(lines) + "\r\n")
        except OfferError:
            refused += 1
    assert 10 < refused < 150


async def test_offer_with_a_thousand_candidates_is_refused() -> None:
    sdp = await camera_offer()
    candidate = next(line for line in sdp.splitlines() if line.startswith("a=candidate"))
    with pytest.raises(OfferError, match="candidates"):
        await answered(sdp + f"{candidate}\r\n" * 1000)


@pytest.fixture
def deaf_stun() -> Iterator[str]:
    """A STUN server that takes questions and answers none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
        deaf.bind(("127.0.0.1", 0))
        yield f"stun:127.0.0.1:{deaf.getsockname()[1]}"


async def test_stun_server_that_does_not_answer_holds_nobody_up(deaf_stun: str) -> None:
    sdp = await camera_offer()
    started = time.monotonic()
    peer, answer = await answer_offer(
        sdp, video=True, ice_servers=[RTCIceServer(deaf_stun)], gathering_s=0.5
    )
    assert time.monotonic() - started < 2.0
    assert "typ host" in answer
    await peer.close()


async def test_close_twice_and_before_an_answer_is_harmless() -> None:
    peer = Peer()
    await asyncio.gather(peer.close(), peer.close({"type": "ended"}))
    assert peer.gone
    assert not peer.send({"type": "ended"})
