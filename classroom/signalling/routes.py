"""The routes: thin, each reads a request, asks the rooms and answers."""

from typing import Final, TypeVar
from urllib.parse import quote

from aiohttp import web
from pydantic import BaseModel, ValidationError

from classroom.errors import (
    InferenceError,
    InputError,
    OfferError,
    RequestTooLargeError,
    SessionEndedError,
    SessionNotFoundError,
    TokenError,
)
from classroom.media.sampler import FrameScorer
from classroom.session.consent import CONSENT_VERSION
from classroom.session.records import Records
from classroom.session.rooms import Rooms
from classroom.settings import Settings
from classroom.signalling.errors import STATIC
from classroom.signalling.schemas import (
    Description,
    IceServer,
    JoinAnswer,
    JoinRequest,
    LostRequest,
    OfferRequest,
    SessionAnswer,
    StateRequest,
)
from classroom.signalling.tokens import Ticket, Tokens

MAX_BODY_BYTES: Final = 64 * 1024

R = TypeVar("R", bound=BaseModel)


class StudentSide:
    """The handlers and what they need."""

    def __init__(
        self,
        settings: Settings,
        records: Records,
        rooms: Rooms,
        tokens: Tokens,
        scorer: FrameScorer,
    ) -> None:
        self._settings = settings
        self._records = records
        self._rooms = rooms
        self._tokens = tokens
        self._scorer = scorer

    def routes(self) -> list[web.AbstractRouteDef]:
        """List every route of the student side."""
        return [
            web.get("/", self.front),
            web.get("/join/{code}", self.page),
            web.get("/api/sessions/{code}", self.describe),
            web.post("/api/sessions/{code}/participants", self.join),
            web.post("/api/offer", self.offer),
            web.post("/api/state", self.state),
            web.post("/api/lost", self.lost),
            web.delete("/api/participants/me", self.forget),
            web.get("/healthz", self.healthy),
            web.get("/readyz", self.ready),
            web.static("/static", STATIC),
        ]

    async def front(self, request: web.Request) -> web.StreamResponse:
        """Ask who comes without a code for it, and lead who typed one to the class."""
        code = request.query.get("code", "").strip()
        if code:
            raise web.HTTPSeeOther(f"/join/{quote(code, safe='')}")
        return web.FileResponse(STATIC / "front.html")

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Give the join page; it says itself if the class is unknown or over.

        After the class it is still the page where students delete their data.
        """
        status = 200
        try:
            await self._records.held(request.match_info["code"])
        except (SessionNotFoundError, SessionEndedError) as error:
            status = error.status
        return web.FileResponse(STATIC / "join.html", status=status)

    async def describe(self, request: web.Request) -> web.Response:
        """Tell the page what class this is."""
        info = await self._records.held(request.match_info["code"])
        return answer(
            SessionAnswer(
                title=info.title,
                mode=info.mode.value,
                infers=info.mode.infers,
                ice_servers=ice_servers(self._settings),
                consent_version=CONSENT_VERSION,
                locked=info.locked,
                keep_days=info.keep_days,
                keep_days_at_most=self._settings.keep_days_at_most,
            )
        )

    async def join(self, request: web.Request) -> web.Response:
        """Let a student in."""
        wish = await body(request, JoinRequest)
        student = await self._rooms.admit(
            request.match_info["code"], wish.name, camera=wish.camera, consent=wish.consent
        )
        token = self._tokens.issue(Ticket(student.id, student.session.id))
        return answer(JoinAnswer(participant_id=student.id, token=token), status=201)

    async def offer(self, request: web.Request) -> web.Response:
        """Connect a student."""
        ticket = self._ticket(request)
        try:
            wish = await body(request, OfferRequest)
        except (ValidationError, InputError) as error:
            raise OfferError("This is not an offer: it needs a type and an SDP.") from error
        return answer(Description(sdp=await self._rooms.answer(ticket.participant_id, wish.sdp)))

    async def state(self, request: web.Request) -> web.Response:
        """Pause, go on or leave."""
        ticket = self._ticket(request)
        wish = await body(request, StateRequest)
        await self._rooms.set_state(ticket.participant_id, wish.state)
        return web.json_response({"state": wish.state})

    async def lost(self, request: web.Request) -> web.Response:
        """Hear a student who is lost, or no longer."""
        ticket = self._ticket(request)
        wish = await body(request, LostRequest)
        await self._rooms.say_lost(ticket.participant_id, lost=wish.lost)
        return web.json_response({"lost": wish.lost})

    async def forget(self, request: web.Request) -> web.Response:
        """Delete a student's data, however long ago they joined."""
        ticket = self._tokens.read_of_any_age(_bearer_token(request))
        await self._rooms.forget(ticket.participant_id)
        return web.json_response({"deleted": True})

    async def healthy(self, _request: web.Request) -> web.Response:
        """Say that the process answers."""
        return web.json_response({"status": "ok"})

    async def ready(self, _request: web.Request) -> web.Response:
        """Say that a student who joins now would be read and written."""
        await self._records.ping()
        if not getattr(self._scorer, "worker_pids", True):
            raise InferenceError("No inference worker is up yet.")
        return web.json_response(
            {
                "status": "ready",
                "students": self._rooms.students,
                "dropped": self._rooms.dropped,
                "lost": getattr(self._scorer, "lost", 0),
            }
        )

    def _ticket(self, request: web.Request) -> Ticket:
        return self._tokens.read(_bearer_token(request))


def _bearer_token(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenError("This needs your place in the class: join first.")
    return token


async def body(request: web.Request, shape: type[R]) -> R:
    """Read a JSON body of this shape, refusing a large one before it is read."""
    if request.content_length is not None and request.content_length > MAX_BODY_BYTES:
        raise RequestTooLargeError("This request is larger than a class needs.")
    return shape.model_validate_json(await request.read())


def answer(content: BaseModel, status: int = 200) -> web.Response:
    """Answer with JSON, leaving out what is not set."""
    return web.Response(
        text=content.model_dump_json(exclude_none=True),
        content_type="application/json",
        status=status,
    )


def ice_servers(settings: Settings) -> list[IceServer]:
    """Give browsers the same servers as this one uses."""
    if not settings.ice_servers:
        return []
    return [
        IceServer(
            urls=list(settings.ice_servers),
            username=settings.ice_username or None,
            credential=settings.ice_credential.get_secret_value() or None,
        )
    ]
