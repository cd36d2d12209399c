"""One virtual student: joins by HTTP as the join page does, and sends a clip by WebRTC."""

import asyncio
import json
import time
from typing import Any, Final

from aiohttp import ClientError, ClientSession
from aiortc import (
    RTCConfiguration,
    RTCIceServer,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
)

from classroom.errors import ClassroomError
from classroom.simulate.age import Result, ages_s
from classroom.simulate.clip import EncodedClip
from classroom.simulate.track import ClipTrack

CHANNEL: Final[str] = "raised-hand"
CONNECT_WITHIN_S: Final[float] = 20.0


class VirtualStudent:
    """A peer with a camera that plays a clip, and what the server told it."""

    def __init__(self, http: ClientSession, name: str, clip: EncodedClip, *, local: bool) -> None:
        self.readings = 0
        self._http = http
        self._name = name
        self._track = ClipTrack(clip)
        self._local = local
        self._results: list[Result] = []
        self._peer: RTCPeerConnection | None = None
        self._token: str | None = None

    @property
    def connected(self) -> bool:
        """Whether the connection stands."""
        return self._peer is not None and self._peer.connectionState == "connected"

    async def join(self, code: str) -> None:
        """Join a class and wait until the connection stands; raises ``ClassroomError``."""
        try:
            await asyncio.wait_for(self._connect(code), CONNECT_WITHIN_S)
        except TimeoutError as error:
            raise ClassroomError(f"no connection within {CONNECT_WITHIN_S:.0f} s") from error

    async def leave(self) -> None:
        """Close the connection; safe before ``join``."""
        if self._peer is not None:
            await self._peer.close()

    def show(self, clip: EncodedClip) -> None:
        """Let the camera show another clip from now on."""
        self._track.show(clip)

    async def say_lost(self, lost: bool) -> None:
        """Say "I'm lost", or take it back; raises ``ClassroomError``."""
        await self._ask("POST", "/api/lost", {"lost": lost})

    def forget(self) -> None:
        """Count readings from now on; what was sent before stays known."""
        self.readings = 0
        self._results.clear()

    def ages_s(self) -> list[float]:
        """Age of each reading since ``forget``, in seconds."""
        return ages_s(self._track.sent, self._results)

    async def _connect(self, code: str) -> None:
        session = await self._ask("GET", f"/api/sessions/{code}")
        joined = await self._ask(
            "POST",
            f"/api/sessions/{code}/participants",
            {"name": self._name, "consent": True, "camera": True},
        )
        self._token = joined["token"]
        self._peer = peer = RTCPeerConnection(
            RTCConfiguration(
                iceServers=[
                    RTCIceServer(each["urls"], each.get("username"), each.get("credential"))
                    for each in session["ice_servers"]
                ]
            )
        )
        stands = asyncio.Event()
        peer.on("connectionstatechange", lambda: stands.set() if self.connected else None)
        peer.createDataChannel(CHANNEL).on("message", self._on_message)
        sender = peer.addTransceiver(self._track, direction="sendonly")
        sender.setCodecPreferences(_vp8())
        await peer.setLocalDescription(await peer.createOffer())
        offer = {"sdp": peer.localDescription.sdp, "type": peer.localDescription.type}
        answer = await self._ask("POST", "/api/offer", offer)
        await peer.setRemoteDescription(RTCSessionDescription(answer["sdp"], answer["type"]))
        await stands.wait()

    def _on_message(self, text: str) -> None:
        message = json.loads(text)
        if message["type"] != "reading":
            return
        self.readings += 1
        if message["rtp_timestamp"] is not None:
            existed_at = (
                message["captured_at"] + message["age_ms"] / 1000 if self._local else time.time()
            )
            self._results.append(Result(message["rtp_timestamp"], existed_at))

    async def _ask(
        self, method: str, path: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        try:
            async with self._http.request(method, path, json=body, headers=headers) as response:
                answer: dict[str, Any] = await response.json()
        except (ClientError, ValueError) as error:
            raise ClassroomError(f"no answer from the server at {path}: {error}") from error
        if "error" in answer:
            raise ClassroomError(answer["error"]["message"])
        return answer


def _vp8() -> list[Any]:
    codecs = RTCRtpSender.getCapabilities("video").codecs
    return [codec for codec in codecs if codec.mimeType == "video/VP8"]
