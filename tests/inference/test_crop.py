from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from classroom.inference import FaceAnalyzer
from classroom.inference.crop import EYE_DISTANCE, EYES_X, EYES_Y, crop_face, placement
from classroom.inference.framing import measure_eyes
from tests.shared_data import SHARED, needs_data

Picture = npt.NDArray[np.uint8]


@pytest.mark.parametrize(("turned_deg", "scale"), [(0, 1.0), (25, 1.0), (-25, 0.6), (10, 1.8)])
def test_eyes_are_level_where_the_training_pictures_have_them(
    analyzer: FaceAnalyzer, warped: Callable[..., Picture], turned_deg: int, scale: float
) -> None:
    (mesh,) = analyzer.meshes(warped(turned_deg, scale), limit=1)

    matrix = placement(mesh)
    right, left = mesh.eyes[:, :2] @ matrix[:, :2].T + matrix[:, 2]

    assert (right + left) / 2 == pytest.approx([EYES_X, EYES_Y], abs=0.01)
    assert left[1] - right[1] == pytest.approx(0, abs=0.01)
    assert left[0] - right[0] == pytest.approx(EYE_DISTANCE, rel=0.03)


def test_crop_is_the_same_however_the_face_lies_in_the_frame(
    analyzer: FaceAnalyzer, warped: Callable[..., Picture]
) -> None:
    def crop(frame: Picture) -> npt.NDArray[np.float64]:
        (mesh,) = analyzer.meshes(frame, limit=1)
        return crop_face(frame, mesh)[4:44, 4:44].astype(np.float64).ravel()

    upright, changed = crop(warped()), crop(warped(20, 1.4))

    assert np.corrcoef(upright, changed)[0, 1] > 0.93


@pytest.mark.data
@needs_data("fer2013.npz")
def test_constants_are_the_medians_of_fer2013(analyzer: FaceAnalyzer) -> None:
    with np.load(SHARED / "fer2013.npz") as data:
        pictures = data["images"][:28709:100]

    eyes = measure_eyes(analyzer, pictures)

    assert eyes["found"] > 0.95 * eyes["pictures"]
    assert eyes["middle_x"][1] == pytest.approx(EYES_X, abs=0.4)
    assert eyes["middle_y"][1] == pytest.approx(EYES_Y, abs=0.4)
    assert eyes["distance"][1] == pytest.approx(EYE_DISTANCE, abs=0.5)
