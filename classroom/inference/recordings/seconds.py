"""A video second by second, each person against their own baseline, as in a live class."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from classroom.confusion import (
    ConfusionDetector,
    ConfusionState,
    OwnFace,
    SecondFeatures,
    features_of,
)
from classroom.domain.episode import Episode
from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Reading
from classroom.domain.second import EmotionSecond
from classroom.inference.recordings.tracking import FrameReading

LONGEST_STEP_S: Final[float] = 1.0
"""With readings farther apart confusion stays unknown: its rules count seconds."""


@dataclass(frozen=True, slots=True)
class PersonSecond:
    """One second of one person."""

    second: EmotionSecond
    closed: Episode | None
    """The episode of possible confusion that ended with it."""


@dataclass(frozen=True, slots=True, eq=False)
class VideoSecond:
    """One second of a video with everyone known by then, seen or not."""

    at_s: int
    frames: tuple[FrameReading, ...]
    people: dict[int, PersonSecond]
    left_open: tuple[tuple[int, Episode], ...] = ()
    """Episodes that stood when the video was over, with their person's number."""


@dataclass(slots=True)
class Seconds:
    """Gathers the frames of each second and closes it; memory is one second's frames."""

    start: datetime
    """Time given to the video's first frame, a whole second of UTC."""
    judges: bool = True
    """Whether readings are close enough for possible confusion."""
    _own_faces: dict[int, OwnFace] = field(default_factory=lambda: defaultdict(OwnFace))
    _detectors: dict[int, ConfusionDetector] = field(default_factory=dict)
    _frames: list[FrameReading] = field(default_factory=list)
    _open_s: int = 0

    def take(self, frame: FrameReading) -> Iterator[VideoSecond]:
        """Add a frame and yield the seconds that are over before it."""
        assert frame.time_s is not None
        while self._open_s < int(frame.time_s):
            yield self._close_second()
        self._frames.append(frame)
        for face in frame.faces:
            self._detectors.setdefault(face.number, ConfusionDetector())

    def end(self) -> Iterator[VideoSecond]:
        """Yield the last second, with the episodes that stand when the video is over."""
        if not self._frames:
            return
        second = self._close_second()
        over = self.start + timedelta(seconds=self._open_s)
        closed = ((number, each.close(over)) for number, each in self._detectors.items())
        yield replace(second, left_open=tuple((n, episode) for n, episode in closed if episode))

    def _close_second(self) -> VideoSecond:
        frames, self._frames = tuple(self._frames), []
        at_s, self._open_s = self._open_s, self._open_s + 1
        people = {number: self._person(number, at_s, frames) for number in self._detectors}
        return VideoSecond(at_s, frames, people)

    def _person(self, number: int, at_s: int, frames: tuple[FrameReading, ...]) -> PersonSecond:
        at = self.start + timedelta(seconds=at_s)
        read = features_of(person_id(number), at, [_reading(number, frame) for frame in frames])
        features = self._own_faces[number].sift(read)
        outcome = self._judged(number, features)
        second = EmotionSecond(
            participant_id=person_id(number),
            at=at,
            scores=features.scores,
            confusion=outcome.score if outcome and features.scores else None,
            seconds_seen=features.seconds_seen,
            frames=len(frames),
        )
        return PersonSecond(second, outcome.closed if outcome else None)

    def _judged(self, number: int, features: SecondFeatures) -> ConfusionState | None:
        return self._detectors[number].update(features) if self.judges else None


def person_id(number: int) -> ParticipantId:
    """Name a face of a video where no participant exists."""
    return ParticipantId(str(number))


def _reading(number: int, frame: FrameReading) -> Reading:
    seen = [face for face in frame.faces if face.number == number and face.seen]
    return Reading(person_id(number), frame.time_s or 0.0, seen[0].observation if seen else None)
