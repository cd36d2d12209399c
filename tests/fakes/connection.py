"""A student's peer without a network."""

import time
from typing import Any

from classroom.media.frame import ArrivedFrame
from classroom.media.mailbox import Mailbox


class FakeConnection:
    """Connected until a test says otherwise; ``frame_came`` is a frame from the camera."""

    def __init__(self, *, camera: bool = True) -> None:
        self.connected = True
        self.channel_open = True
        self.gone = False
        self.mailbox: Mailbox[ArrivedFrame] | None = Mailbox() if camera else None
        self.last_frame_at: float | None = None
        self.sent: list[dict[str, Any]] = []
        self.closed = False

    def frame_came(self, ago_s: float = 0.0) -> None:
        self.last_frame_at = time.monotonic() - ago_s

    def send(self, message: dict[str, Any]) -> bool:
        if self.channel_open:
            self.sent.append(message)
        return self.channel_open

    def heard(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.sent if message["type"] == kind]

    async def close(self, last_word: dict[str, Any] | None = None) -> None:
        if last_word:
            self.sent.append(last_word)
        self.closed, self.connected, self.gone = True, False, True
