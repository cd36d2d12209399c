import numpy as np
import pytest

from models.preprocessing import to_input


def test_light_and_contrast_of_the_room_do_not_change_the_input() -> None:
    face = np.random.default_rng(0).integers(60, 180, (1, 48, 48)).astype(np.uint8)
    brighter = (face.astype(int) + 40).astype(np.uint8)
    assert np.allclose(to_input(face), to_input(brighter), atol=1e-3)


def test_a_blank_face_gives_zeros_instead_of_stretched_noise() -> None:
    assert not to_input(np.full((1, 48, 48), 90, np.uint8)).any()


@pytest.mark.parametrize("faces", [np.zeros((1, 48, 48), np.float32), np.zeros((48, 48), np.uint8)])
def test_another_type_or_shape_is_refused(faces: np.ndarray) -> None:
    with pytest.raises(ValueError, match="faces must be uint8"):
        to_input(faces)
