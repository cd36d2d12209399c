from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from classroom.domain.emotion import EMOTIONS
from classroom.errors import InferenceError
from classroom.inference import FaceAnalyzer
from classroom.inference.clip_check import count_faces
from classroom.inference.region import Region
from classroom.inference.whereabouts import Search
from tests.shared_data import clips, needs_data

Picture = npt.NDArray[np.uint8]


def test_portrait_gives_one_complete_observation(
    analyzer: FaceAnalyzer, astronaut: Picture
) -> None:
    (face,) = analyzer.analyze(astronaut)

    assert 165 < face.box.left < 195
    assert 75 < face.box.width < 110
    assert face.landmarks.shape == (468, 3)
    assert face.scores.sum() == pytest.approx(1.0, abs=1e-4)
    assert face.action.shape == (52,)
    assert face.quality.usable


def test_smiling_portrait_reads_as_happiness(analyzer: FaceAnalyzer, astronaut: Picture) -> None:
    (face,) = analyzer.analyze(astronaut)

    assert EMOTIONS[int(face.scores.argmax())] == "happiness"


@pytest.mark.parametrize("size", [(320, 240), (240, 320), (1280, 720), (333, 517)])
def test_face_is_found_at_any_frame_size(
    analyzer: FaceAnalyzer, astronaut: Picture, size: tuple[int, int]
) -> None:
    frame = np.asarray(cv2.resize(astronaut, size), dtype=np.uint8)

    (face,) = analyzer.analyze(frame)

    assert face.box.left + face.box.width / 2 == pytest.approx(size[0] * 0.437, rel=0.06)


def test_largest_face_comes_first_and_limit_keeps_it(
    analyzer: FaceAnalyzer, astronaut: Picture
) -> None:
    head = astronaut[20:240, 114:334]
    frame = np.zeros((220, 380, 3), np.uint8)
    frame[:160, :160] = cv2.resize(head, (160, 160), interpolation=cv2.INTER_AREA)
    frame[:, 160:] = head

    faces = analyzer.analyze(frame)

    assert [face.box.left > 160 for face in faces] == [True, False]
    assert [face.box for face in analyzer.analyze(frame, limit=1)] == [faces[0].box]


def test_small_far_face_is_found_by_the_second_look(
    analyzer: FaceAnalyzer, astronaut: Picture
) -> None:
    frame = np.full((480, 640, 3), 90, np.uint8)
    frame[100:250, 200:350] = cv2.resize(astronaut, (150, 150), interpolation=cv2.INTER_AREA)

    assert not analyzer.near.detect(frame)
    assert len(analyzer.analyze(frame)) == 1


def test_expected_face_is_read_as_a_searched_one(
    analyzer: FaceAnalyzer, astronaut: Picture, warped: Callable[..., Picture]
) -> None:
    (before,) = analyzer.analyze(warped(clockwise_deg=5, scale=1.1))
    (searched,) = analyzer.analyze(astronaut)

    expected = Region.around(before.box, before.pose.roll_deg)
    (followed,) = analyzer.analyze(astronaut, limit=1, search=Search(expected))

    shift_px = np.linalg.norm(followed.landmarks - searched.landmarks, axis=1)
    assert shift_px.mean() < 0.05 * searched.box.width
    assert followed.scores == pytest.approx(searched.scores, abs=0.05)


def test_face_that_is_not_where_expected_is_searched_for(
    analyzer: FaceAnalyzer, astronaut: Picture
) -> None:
    (searched,) = analyzer.analyze(astronaut)

    (found,) = analyzer.analyze(astronaut, limit=1, search=Search(Region(400, 400, 100, 0)))

    assert found.box == searched.box


@pytest.mark.parametrize("turned_deg", [-30, -15, 15, 30])
def test_roll_follows_a_tilted_head(
    analyzer: FaceAnalyzer, warped: Callable[..., Picture], turned_deg: int
) -> None:
    (upright,) = analyzer.analyze(warped())
    (tilted,) = analyzer.analyze(warped(clockwise_deg=turned_deg))

    change = tilted.pose.roll_deg - upright.pose.roll_deg
    assert change == pytest.approx(turned_deg, abs=4)


def test_dark_frame_is_never_usable(analyzer: FaceAnalyzer, astronaut: Picture) -> None:
    faces = analyzer.analyze((astronaut // 16).astype(np.uint8))

    assert not any(face.quality.usable for face in faces)


def test_blurred_face_has_less_quality(analyzer: FaceAnalyzer, astronaut: Picture) -> None:
    blurred = np.asarray(cv2.GaussianBlur(astronaut, (0, 0), 5), dtype=np.uint8)

    (sharp,) = analyzer.analyze(astronaut)
    (soft,) = analyzer.analyze(blurred)

    assert soft.quality.sharpness < 0.9 < sharp.quality.sharpness


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((240, 320), np.uint8),
        np.zeros((240, 320, 4), np.uint8),
        np.zeros((240, 320, 3), np.float32),
        np.zeros((4, 320, 3), np.uint8),
        np.zeros((0, 0, 3), np.uint8),
    ],
    ids=["grey", "rgba", "float", "strip", "empty"],
)
def test_array_that_is_no_frame_is_refused(analyzer: FaceAnalyzer, frame: Picture) -> None:
    with pytest.raises(InferenceError, match=r"A frame"):
        analyzer.analyze(frame)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_plain_frame_has_no_face(analyzer: FaceAnalyzer, level: int) -> None:
    assert analyzer.analyze(np.full((240, 320, 3), level, np.uint8)) == []


def test_noise_has_no_face(analyzer: FaceAnalyzer) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (240, 320, 3), dtype=np.uint8)

    assert analyzer.analyze(noise) == []


@pytest.mark.data
@needs_data("clips")
def test_face_is_found_in_97_percent_of_frames_with_one(analyzer: FaceAnalyzer) -> None:
    counts = [count_faces(analyzer, clip, every=12) for clip in clips(with_face=True)]

    assert sum(count.found for count in counts) >= 0.97 * sum(count.sampled for count in counts)


@pytest.mark.data
@needs_data("clips")
def test_no_face_is_found_where_there_is_none(analyzer: FaceAnalyzer) -> None:
    (clip,) = clips(with_face=False)

    assert count_faces(analyzer, clip, every=1).found == 0
