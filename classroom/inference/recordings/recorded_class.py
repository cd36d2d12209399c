"""Recorded videos as a past class: every face a participant, every second a row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from classroom.domain.episode import Episode
from classroom.domain.ids import ParticipantId
from classroom.domain.mode import SessionMode
from classroom.domain.retention import KEEP_DAYS
from classroom.domain.second import EmotionSecond
from classroom.errors import StoreError
from classroom.inference.recordings.seconds import VideoSecond
from classroom.store.audit import AuditTrail
from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import EmotionEvents
from classroom.store.engine import Store
from classroom.store.episodes import Episodes
from classroom.store.names import MAX_LENGTH
from classroom.store.participants import Participants
from classroom.store.teachers import Teachers

T = TypeVar("T")

CONSENT_VERSION: Final[str] = "recording"
"""Nobody in a recording was asked by this product; the class's confirmation stands for them."""
LEAST_SEEN_S: Final[float] = 3.0
"""In a video of several faces, one seen for less is taken for a mistake of the detector."""
BATCH_S: Final[int] = 300
"""Seconds of video in one transaction."""


class RecordedClass:
    """A class that is written while its videos are read, and is over from its start.

    It is created with the first second that is written; all videos begin at ``start``.
    """

    def __init__(
        self,
        store: Store,
        title: str,
        confirmed_by: str,
        start: datetime,
        actor: str,
        keep_days: int = KEEP_DAYS,
        teacher: str | None = None,
    ) -> None:
        self._store = store
        self._title = title
        self._confirmed_by = confirmed_by
        self._actor = actor
        self._keep_days = keep_days
        self._teacher = teacher
        self.start = start.replace(microsecond=0)
        self.session_id: str | None = None
        self.ended_at = self.start

    @contextmanager
    def video(self, name: str) -> Iterator["RecordedVideo"]:
        """Take the seconds of one video; what came before an error is kept."""
        recording = RecordedVideo(self, name)
        try:
            yield recording
        finally:
            recording.end()

    def write(self, work: Callable[[Session, str], T], until: datetime) -> T:
        """Run one transaction on the class, which lasts to ``until`` at least."""
        self.ended_at = max(self.ended_at, until)
        try:
            with self._store.sessions.begin() as s:
                if self.session_id is None:
                    self.session_id = self._create(s)
                ClassSessions(s).by_id(self.session_id).ended_at = self.ended_at
                return work(s, self.session_id)
        except DBAPIError as error:
            raise StoreError(f"the class cannot be written: {error.orig}") from error

    def _create(self, s: Session) -> str:
        mode = SessionMode.AFFECT
        owner = Teachers(s).owner(self._teacher)
        row = ClassSessions(s).create(
            self._title,
            mode,
            self._confirmed_by,
            self.start,
            owner.id if owner else None,
            keep_days=self._keep_days,
        )
        row.kept_from = datetime.now(UTC)
        ClassSessions(s).mark_started(row.id, self.start)
        ClassSessions(s).end(row.id, self.ended_at)
        details = {"mode": mode.value, "lawful_confirmed_by": self._confirmed_by}
        AuditTrail(s).add(self._actor, "session.import", row.id, details, self.start)
        return row.id


@dataclass(slots=True)
class _Person:
    id: ParticipantId
    seen_s: float = 0.0


@dataclass(slots=True)
class RecordedVideo:
    """One video of a class; its first person is there from the start, seen or not."""

    recorded: RecordedClass
    name: str
    _people: dict[int, _Person] = field(default_factory=dict)
    _waiting: list[VideoSecond] = field(default_factory=list)
    _over: datetime | None = None

    def add(self, second: VideoSecond) -> None:
        """Take the next second."""
        self._waiting.append(second)
        if len(self._waiting) >= BATCH_S:
            self._flush()

    def end(self) -> None:
        """Write the rest, let everyone leave and give them their names."""
        if self._waiting:
            self._flush()
        if self._over is not None:
            self.recorded.write(self._part, self._over)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        over = self.recorded.start + timedelta(seconds=waiting[-1].at_s + 1)
        self._over = over

        def write(s: Session, session_id: str) -> None:
            rows = [row for second in waiting for row in self._rows(s, session_id, second)]
            EmotionEvents(s).add_many(session_id, rows)
            for second in waiting:
                for number, episode in _episodes(second):
                    person_id = self._people[number].id
                    Episodes(s).open(session_id, replace(episode, participant_id=person_id))

        self.recorded.write(write, over)

    def _rows(self, s: Session, session_id: str, second: VideoSecond) -> Iterator[EmotionSecond]:
        at = self.recorded.start + timedelta(seconds=second.at_s)
        for number in sorted(second.people.keys() | {1}):
            person = self._people.get(number) or self._join(s, session_id, number, at)
            known = second.people.get(number)
            if known is None:
                yield EmotionSecond(person.id, at, None, None, 0.0, len(second.frames))
                continue
            person.seen_s += known.second.seconds_seen
            yield replace(known.second, participant_id=person.id, at=at)

    def _join(self, s: Session, session_id: str, number: int, at: datetime) -> _Person:
        row = Participants(s).add(session_id, self._called(None), True, False, CONSENT_VERSION, at)
        Participants(s).set_state(row.id, "live", at)
        person = self._people[number] = _Person(ParticipantId(row.id))
        return person

    def _part(self, s: Session, _session_id: str) -> None:
        best = max(person.seen_s for person in self._people.values())
        enough = min(LEAST_SEEN_S, best)
        kept = {n: each for n, each in self._people.items() if each.seen_s >= enough}
        for number, person in self._people.items():
            if number not in kept:
                Participants(s).delete(person.id)
                continue
            name = self._called(number if len(kept) > 1 else None)
            Participants(s).by_id(person.id).name = name
            assert self._over is not None
            Participants(s).set_state(person.id, "left", self._over)

    def _called(self, number: int | None) -> str:
        """Name a person by the video, and by the number of their rows if there are several."""
        ending = f" {number}" if number else ""
        printable = "".join(c if c.isprintable() else " " for c in self.name).split()
        return (" ".join(printable) or "video")[: MAX_LENGTH - len(ending)] + ending


def _episodes(second: VideoSecond) -> Iterator[tuple[int, Episode]]:
    for number, person in second.people.items():
        if person.closed:
            yield number, person.closed
    yield from second.left_open
