import numpy as np
import pytest

from models.preprocessing import DARK, lift_dark, to_input


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
    with pytest.raises(ValueError, match="faces must be uint8"):
        lift_dark(faces)


def test_a_dark_face_is_lifted_to_the_mean_from_which_faces_stay_as_they_are() -> None:
    rng = np.random.default_rng(0)
    light = rng.integers(60, 180, (1, 48, 48)).astype(np.uint8)
    dark = (light // 3).astype(np.uint8)
    both = lift_dark(np.concatenate([light, dark]))
    assert (both[0] == light[0]).all()
    assert dark.mean() < 45
    assert both[1].mean() == pytest.approx(DARK, rel=0.05)


def test_a_face_at_the_edge_of_darkness_does_not_jump() -> None:
    below = np.full((1, 48, 48), int(DARK) - 1, np.uint8)
    below[:, ::2] -= 20
    below[:, 1::2] += 20
    assert abs(lift_dark(below).astype(int) - below).max() <= 2


def test_the_noise_of_a_black_picture_is_not_stretched() -> None:
    noise = np.random.default_rng(0).normal(5, 2, (1, 48, 48)).clip(0, 255).astype(np.uint8)
    assert (lift_dark(noise) == noise).all()
    assert not lift_dark(np.zeros((2, 48, 48), np.uint8)).any()


def test_light_faces_are_not_copied() -> None:
    light = np.full((1, 48, 48), 128, np.uint8)
    assert lift_dark(light) is light
