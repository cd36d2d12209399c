"""One student's WebRTC connection: the answer to an offer, the camera track, the data channel."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from aiortc import (
    RTCConfiguration,
    RTCDataChannel,
    RTCIceServer,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.sdp import SessionDescription

from classroom.errors import OfferError
from classroom.media.frame import ArrivedFrame
from classroom.media.mailbox import Mailbox
from classroom.media.reader import TrackReader

logger = logging.getLogger(__name__)

CHANNEL: Final = "raised-hand"
MAX_MEDIA_SECTIONS: Final = 6
MAX_CANDIDATES: Final = 100
"""Each section opens sockets and each candidate costs checks; browsers send far fewer."""
MAX_BUFFERED_BYTES: Final = 16_384
"""A channel with more than this waiting belongs to a student who reads no more."""
MAX_MESSAGE_CHARS: Final = 1_000
APPLY_TIMEOUT_S: Final = 5.0
CLOSE_TIMEOUT_S: Final = 5.0
FLUSH_S: Final = 0.1
"""What a last word needs to leave before the connection is closed."""

Message = dict[str, Any]


class Peer:
    """Answers one offer and stays until closed; a camera's newest frame waits in its mailbox."""

    def __init__(
        self,
        ice_servers: Sequence[RTCIceServer] = (),
        on_message: Callable[[Message], None] | None = None,
    ) -> None:
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=list(ice_servers)))
        self._on_message = on_message
        self._channel: RTCDataChannel | None = None
        self._reader: TrackReader | None = None
        self._reading: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._connection.on("datachannel", self._take_channel)

    @property
    def connected(self) -> bool:
        """Whether media and messages can flow now."""
        return self._connection.connectionState == "connected"

    @property
    def gone(self) -> bool:
        """Whether it is over: closed by either side, or failed."""
        return self._connection.connectionState in {"closed", "failed"}

    @property
    def mailbox(self) -> Mailbox[ArrivedFrame] | None:
        """Newest frame of the camera; None where there is no camera."""
        return self._reader.mailbox if self._reader else None

    @property
    def last_frame_at(self) -> float | None:
        """``time.monotonic()`` of the newest frame."""
        return self._reader.last_frame_at if self._reader else None

    async def answer(self, offer_sdp: str, *, video: bool, gathering_s: float) -> str:
        """Apply the offer and return the answer's SDP; raises ``OfferError``, ``TimeoutError``.

        ``video`` says that a camera is needed; without it no track is read even if offered.
        ``TimeoutError`` means that candidates could not be gathered in ``gathering_s``.
        """
        check_size(offer_sdp)
        try:
            check_bundle(SessionDescription.parse(offer_sdp))
            async with asyncio.timeout(APPLY_TIMEOUT_S):
                await self._connection.setRemoteDescription(
                    RTCSessionDescription(sdp=offer_sdp, type="offer")
                )
            self._choose_track(video)
            answer = await self._connection.createAnswer()
        except OfferError:
            raise
        except Exception as error:  # a parser of others, given what anybody may send
            raise OfferError("This offer cannot be read as SDP of a WebRTC connection.") from error
        async with asyncio.timeout(gathering_s):
            await self._connection.setLocalDescription(answer)
        if self._reader:
            self._reading = asyncio.create_task(self._reader.run(), name="track reader")
        return str(self._connection.localDescription.sdp)

    def send(self, message: Message) -> bool:
        """Send to the browser unless its channel is closed or clogged; say whether it was sent."""
        channel = self._channel
        if channel is None or channel.readyState != "open":
            return False
        if channel.bufferedAmount > MAX_BUFFERED_BYTES:
            return False
        channel.send(json.dumps(message, separators=(",", ":")))
        return True

    async def close(self, last_word: Message | None = None) -> None:
        """End the connection, after a last word if there is one; calling again is harmless."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close(last_word), name="peer close")
        await asyncio.shield(self._closing)

    async def _close(self, last_word: Message | None) -> None:
        self._on_message = None
        if last_word and self.send(last_word):
            await asyncio.sleep(FLUSH_S)
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self._connection.close()
        except Exception as error:  # noqa: BLE001 - the class goes on without it
            logger.warning("a peer was not closed cleanly", extra={"error": type(error).__name__})
        if self._reading:
            self._reading.cancel()
            await asyncio.wait([self._reading])
        self._channel = None

    def _choose_track(self, video: bool) -> None:
        """Take one camera track at most: whatever else is offered would be decoded for nobody."""
        for transceiver in self._connection.getTransceivers():
            track = transceiver.receiver.track
            if video and self._reader is None and track is not None and track.kind == "video":
                transceiver.direction = "recvonly"
                self._reader = TrackReader(track, transceiver.receiver)
            else:
                transceiver.direction = "inactive"
        if video and self._reader is None:
            raise OfferError(
                "The offer has no video. Let the page use the camera, or join without one."
            )

    def _take_channel(self, channel: RTCDataChannel) -> None:
        if channel.label != CHANNEL or self._channel is not None:
            channel.close()
            return
        self._channel = channel
        channel.on("message", self._take_message)

    def _take_message(self, text: str | bytes) -> None:
        """Pass on what is a JSON object; anything else a page could not have sent."""
        if self._on_message is None or len(text) > MAX_MESSAGE_CHARS:
            return
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            return
        if isinstance(message, dict):
            self._on_message(message)


def check_size(offer_sdp: str) -> None:
    """Refuse an offer that would open more sockets or checks than any browser asks for."""
    sections = offer_sdp.count("\nm=") + offer_sdp.startswith("m=")
    if sections > MAX_MEDIA_SECTIONS or offer_sdp.count("a=candidate") > MAX_CANDIDATES:
        raise OfferError("This offer has more sections or candidates than a class needs.")


def check_bundle(description: SessionDescription) -> None:
    """Refuse a bundle of sections that do not exist: aiortc would be left without a transport."""
    mids = {media.rtp.muxId for media in description.media}
    for group in description.group:
        if group.semantic == "BUNDLE" and not mids.issuperset(group.items):
            raise OfferError("This offer bundles sections that it does not have.")


async def answer_offer(
    offer_sdp: str,
    *,
    video: bool,
    ice_servers: Sequence[RTCIceServer],
    gathering_s: float,
    on_message: Callable[[Message], None] | None = None,
) -> tuple[Peer, str]:
    """Build a peer for an offer; without STUN and TURN where those do not answer in time."""
    for servers in [ice_servers, ()] if ice_servers else [()]:
        peer = Peer(servers, on_message)
        started = time.monotonic()
        try:
            sdp = await peer.answer(offer_sdp, video=video, gathering_s=gathering_s)
        except TimeoutError:
            await peer.close()
            logger.warning("no candidates after %.1f s", time.monotonic() - started)
        except BaseException:
            await peer.close()
            raise
        else:
            return peer, sdp
    raise OfferError("The server found no network address for this connection.")
