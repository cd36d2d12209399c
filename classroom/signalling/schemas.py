"""What the student side accepts, checked before anything is done with it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

NAME_LENGTH = 80


def _printable(name: str) -> str:
    if not name.isprintable():
        raise ValueError("a name has no control characters")
    return name


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_LENGTH),
    AfterValidator(_printable),
]


class Request(BaseModel):
    """A body without anything unexpected in it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class JoinRequest(Request):
    """A student who wants in."""

    name: Name
    consent: bool
    camera: bool


class OfferRequest(Request):
    """A session description from the page."""

    sdp: Annotated[str, Field(min_length=1)]
    type: Literal["offer"]


class StateRequest(Request):
    """Pause, go on, or leave."""

    state: Literal["paused", "live", "left"]


class LostRequest(Request):
    """A student is lost, or no longer."""

    lost: bool


class Limits(BaseModel):
    """What a page may send of a camera."""

    width: int = 320
    height: int = 240
    fps: int = 5
    max_bitrate: int = 150_000


class IceServer(BaseModel):
    """A STUN or TURN server, as ``RTCPeerConnection`` of a browser takes it."""

    urls: list[str]
    username: str | None = None
    credential: str | None = None


class SessionAnswer(BaseModel):
    """What the join page needs to know of a class before anybody joins."""

    title: str
    mode: str
    infers: bool
    ice_servers: list[IceServer]
    consent_version: str
    locked: bool = False
    """Nobody new can join just now."""
    keep_days: int
    """Days after its end after which the class is deleted, as its teacher has chosen."""
    keep_days_at_most: int
    """The longest that the teacher may still choose."""
    limits: Limits = Limits()


class JoinAnswer(BaseModel):
    """A student's place in the class."""

    participant_id: str
    token: str


class Description(BaseModel):
    """The server's session description."""

    sdp: str
    type: Literal["answer"] = "answer"
