from types import SimpleNamespace

import numpy as np
import pytest
from av import VideoFrame

from classroom.media.frame import ArrivedFrame, scaled_size, wire_timestamp


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((320, 240), (320, 240)),
        ((240, 320), (240, 320)),
        ((1280, 720), (640, 360)),
        ((1080, 1920), (360, 640)),
        ((4000, 2), (640, 1)),
    ],
)
def test_long_side_is_bounded_and_shape_kept(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert scaled_size(*size) == expected


def test_picture_is_rgb_of_the_frame() -> None:
    red = np.zeros((240, 320, 3), np.uint8)
    red[..., 0] = 200
    frame = VideoFrame.from_ndarray(red, format="rgb24").reformat(format="yuv420p")
    picture = ArrivedFrame(frame, 0.0, None).picture()
    assert picture.shape == (240, 320, 3)
    assert picture.dtype == np.uint8
    assert np.allclose(picture.mean(axis=(0, 1)), (200, 0, 0), atol=6)


def test_wire_timestamp_adds_what_aiortc_took_away_and_wraps() -> None:
    mapper = SimpleNamespace(_origin=0xFFFFFFF0)
    receiver = SimpleNamespace(_RTCRtpReceiver__timestamp_mapper=mapper)
    assert wire_timestamp(receiver, 0) == 0xFFFFFFF0
    assert wire_timestamp(receiver, 0x20) == 0x10


def test_wire_timestamp_is_unknown_without_a_shift_or_a_pts() -> None:
    assert wire_timestamp(None, 5) is None
    receiver = SimpleNamespace(_RTCRtpReceiver__timestamp_mapper=SimpleNamespace(_origin=1))
    assert wire_timestamp(receiver, None) is None
