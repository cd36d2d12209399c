"""What it costs to judge a class: simulated seconds of students through what a room runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from time import process_time
from typing import Final

import numpy as np

from classroom.confusion import ConfusionDetector, OwnFace, SecondFeatures
from classroom.confusion.movements import MOVEMENTS
from classroom.domain.emotion import EmotionScores
from classroom.domain.ids import ParticipantId
from classroom.domain.observation import Box

START: Final[datetime] = datetime(2026, 11, 21, 9, tzinfo=UTC)
FROWN_EVERY_S: Final[int] = 600
FROWN_S: Final[int] = 25

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Judging:
    """CPU seconds for some students over some seconds each, and the flags that came of it."""

    students: int
    seconds: int
    cpu_s: float
    flags: int

    @property
    def us_a_second(self) -> float:
        """Microseconds of CPU a student's second."""
        return 1e6 * self.cpu_s / (self.students * self.seconds)


def judge_class(
    students: int, seconds: int, told: Told = lambda what, done, total: None
) -> Judging:
    """Judge students one after the other; making up their seconds is not counted."""
    cpu_s, flags = 0.0, 0
    for number in range(students):
        own_face, detector = OwnFace(), ConfusionDetector()
        simulated = simulated_seconds(number, seconds)
        while minute := list(islice(simulated, 60)):
            began = process_time()
            flags += sum([detector.update(own_face.sift(second)).opened for second in minute])
            cpu_s += process_time() - began
        told("judging simulated students", number + 1, students)
    return Judging(students, seconds, cpu_s, flags)


def simulated_seconds(number: int, seconds: int) -> Iterator[SecondFeatures]:
    """Seconds of a face that moves a little, frowns now and then and is at times unseen."""
    chance = np.random.default_rng(number)
    who, box = ParticipantId(f"student-{number}"), Box(120.0, 60.0, 80.0, 80.0)
    movements = np.clip(chance.normal(0.3, 0.05, (seconds, len(MOVEMENTS))), 0, 1)
    brows = np.clip(chance.normal(0.1, 0.03, seconds), 0, 1)
    strain = chance.uniform(0.03, 0.08, seconds)
    unseen = chance.random(seconds) < 0.05
    for second in range(seconds):
        at = START + timedelta(seconds=second)
        if unseen[second]:
            yield SecondFeatures.unseen(who, at)
            continue
        frowns = second % FROWN_EVERY_S >= FROWN_EVERY_S - FROWN_S
        negative = 0.4 if frowns else float(strain[second])
        yield SecondFeatures(
            who,
            at,
            EmotionScores((1 - negative, 0.0, 0.0, negative / 2, negative / 2, 0.0, 0.0)),
            seconds_seen=1.0,
            brow_down=0.5 if frowns else float(brows[second]),
            brow_inner_up=0.05,
            yaw_deg=0.0,
            pitch_deg=0.0,
            lid_tight=0.2,
            mouth_press=0.1,
            movements=movements[second],
            box=box,
        )
