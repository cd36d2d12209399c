import numpy as np

from models.training.augmentation import AUGMENTATIONS, augment


def test_the_same_seed_changes_a_face_in_the_same_way() -> None:
    face = np.random.default_rng(0).integers(0, 256, (48, 48)).astype(np.uint8)
    first, again, other = (augment(face, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_every_changed_face_keeps_size_and_type_and_the_original_stays() -> None:
    face = np.random.default_rng(0).integers(0, 256, (48, 48)).astype(np.uint8)
    before = face.copy()
    rng = np.random.default_rng(3)
    for _ in range(200):
        changed = augment(face, rng)
        assert changed.shape == (48, 48)
        assert changed.dtype == np.uint8
    assert (face == before).all()


def test_light_changes_only_move_a_face_and_none_leaves_it_as_it_is() -> None:
    face = np.full((48, 48), 90, np.uint8)
    rng = np.random.default_rng(3)
    assert (AUGMENTATIONS["light"](face, rng, 1.0) == 90).all()
    picture = rng.integers(0, 256, (48, 48)).astype(np.uint8)
    assert (AUGMENTATIONS["light"](picture, rng, 1.0) != picture).any()
    assert (AUGMENTATIONS["none"](picture, rng, 1.0) == picture).all()
