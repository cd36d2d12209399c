"""A join page made of aiortc: asks over HTTP and sends a moving picture, as browsers do."""

import asyncio
import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from aiohttp import ClientResponse, ClientSession
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
    VideoStreamTrack,
)
from av import VideoFrame

FPS = 10


class MovingPicture(VideoStreamTrack):
    """A picture that changes with every frame; its size may change too, as a phone is turned."""

    def __init__(self, size: tuple[int, int] = (320, 240)) -> None:
        super().__init__()
        self.size = size
        self.still = False
        self._count = 0

    async def recv(self) -> VideoFrame:
        await asyncio.sleep(1 / FPS)
        while self.still:  # noqa: ASYNC110 - a test turns it
            await asyncio.sleep(0.05)
        self._count += 1
        width, height = self.size
        picture = np.full((height, width, 3), self._count * 7 % 256, np.uint8)
        picture[: height // 2] //= 2
        frame = VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = self._count * 90_000 // FPS, Fraction(1, 90_000)
        return frame


class Page:
    """One tab of one student."""

    def __init__(self, http: ClientSession, code: str) -> None:
        self._http = http
        self._code = code
        self.token = ""
        self.participant_id = ""
        self.messages: list[dict[str, Any]] = []
        self.peer: RTCPeerConnection | None = None
        self.channel: Any = None
        self.picture = MovingPicture()

    @property
    def state(self) -> str:
        """How the connection stands."""
        return str(self.peer.connectionState) if self.peer else "none"

    async def ask(self, method: str, path: str, body: Any = None) -> ClientResponse:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return await self._http.request(method, path, json=body, headers=headers)

    async def join(self, *, camera: bool = True, consent: bool = True, name: str = "Ada") -> None:
        answer = await self.ask(
            "POST",
            f"/api/sessions/{self._code}/participants",
            {"name": name, "consent": consent, "camera": camera},
        )
        assert answer.status == 201, await answer.text()
        place = await answer.json()
        self.token, self.participant_id = place["token"], place["participant_id"]

    async def connect(self, *, camera: bool = True, codec: str | None = None) -> None:
        offer = await self.make_offer(camera=camera, codec=codec)
        answer = await self.ask("POST", "/api/offer", offer)
        assert answer.status == 200, await answer.text()
        assert self.peer is not None
        await self.peer.setRemoteDescription(RTCSessionDescription(**await answer.json()))
        await until(lambda: self.channel.readyState == "open")

    async def make_offer(self, *, camera: bool = True, codec: str | None = None) -> dict[str, str]:
        self.peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.channel = self.peer.createDataChannel("raised-hand")
        self.channel.on("message", lambda text: self.messages.append(json.loads(text)))
        if camera:
            add_camera(self.peer, self.picture, codec)
        await self.peer.setLocalDescription(await self.peer.createOffer())
        description = self.peer.localDescription
        return {"sdp": description.sdp, "type": description.type}

    def say(self, kind: str, **rest: object) -> None:
        self.channel.send(json.dumps({"type": kind, **rest}))

    def heard(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["type"] == kind]

    async def close(self) -> None:
        if self.peer:
            await self.peer.close()


def add_camera(peer: RTCPeerConnection, picture: MediaStreamTrack, codec: str | None) -> None:
    transceiver = peer.addTransceiver(picture, direction="sendonly")
    if codec:
        known = RTCRtpSender.getCapabilities("video").codecs
        transceiver.setCodecPreferences([one for one in known if one.mimeType == f"video/{codec}"])


async def until(done: Callable[[], object], timeout_s: float = 10.0) -> None:
    """Wait until something is so, or fail."""
    async with asyncio.timeout(timeout_s):
        while not done():  # noqa: ASYNC110 - what is waited for is in another library
            await asyncio.sleep(0.02)
