"""Who is who from frame to frame: faces are followed by where they are, never recognised."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from classroom.domain.observation import Box, Observation

LEAST_OVERLAP: Final[float] = 0.1
"""Intersection over union from which two boxes may be the same face half a second apart."""
REACH: Final[float] = 1.0
"""Without overlap, a face may have moved by so many of its widths."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face in one frame; ``number`` stays the same while a video is read, from 1."""

    number: int
    observation: Observation

    @property
    def seen(self) -> bool:
        """Whether it may be read at all: a dark or turned face is unseen, never neutral."""
        return self.observation.quality.usable


@dataclass(frozen=True, slots=True, eq=False)
class FrameReading:
    """What was read in one frame or photo; no face gives an empty tuple."""

    time_s: float | None
    """Seconds into the video; None for photos."""
    faces: tuple[Face, ...]


class Tracker:
    """Gives each face of a video its number by overlap with where every number was last.

    A number is never given up: who leaves and comes back to the same place keeps it. While a
    video has shown one face at a time, that is one person wherever they move. Two people who
    swap places between two readings swap their numbers.
    """

    def __init__(self) -> None:
        self._last: dict[int, Box] = {}

    def place(self, found: Sequence[Observation]) -> tuple[Face, ...]:
        """Number the faces of the next frame, kept in their order."""
        numbers = self._matched([each.box for each in found])
        faces = []
        for index, observation in enumerate(found):
            number = numbers.get(index) or len(self._last) + 1
            self._last[number] = observation.box
            faces.append(Face(number, observation))
        return tuple(faces)

    def _matched(self, boxes: Sequence[Box]) -> dict[int, int]:
        if len(boxes) == 1 and len(self._last) == 1:
            return {0: 1}
        pairs = sorted(
            (
                (likeness(self._last[number], box), index, number)
                for index, box in enumerate(boxes)
                for number in self._last
            ),
            reverse=True,
        )
        matched: dict[int, int] = {}
        for alike, index, number in pairs:
            if alike > 0 and index not in matched and number not in matched.values():
                matched[index] = number
        return matched


def likeness(one: Box, other: Box) -> float:
    """How well two boxes fit one face: overlap, or nearness (below it), or 0."""
    overlap = intersection_over_union(one, other)
    if overlap >= LEAST_OVERLAP:
        return overlap
    dx = one.left + one.width / 2 - other.left - other.width / 2
    dy = one.top + one.height / 2 - other.top - other.height / 2
    widths = float((dx**2 + dy**2) ** 0.5) / max(one.width, other.width, 1e-3)
    same_size = 0.5 < one.width / max(other.width, 1e-3) < 2.0
    return LEAST_OVERLAP * (1 - widths / REACH) if same_size and widths < REACH else 0.0


def intersection_over_union(one: Box, other: Box) -> float:
    """Shared area over joint area of two boxes, 0..1."""
    width = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    height = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    shared = max(width, 0.0) * max(height, 0.0)
    joint = one.width * one.height + other.width * other.height - shared
    return shared / joint if joint > 0 else 0.0


def enlarged(observation: Observation, factor: float) -> Observation:
    """Give an observation in pixels of a reduced picture in those of the whole one."""
    box = observation.box
    return replace(
        observation,
        box=Box(box.left * factor, box.top * factor, box.width * factor, box.height * factor),
        landmarks=observation.landmarks * observation.landmarks.dtype.type(factor),
    )
