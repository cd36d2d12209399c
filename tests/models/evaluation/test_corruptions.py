import numpy as np
import pytest

from models.evaluation.corruptions import ASKED, CONDITIONS, Condition, cover, darken, shrink
from models.evaluation.drawings import draw_face

FACES = np.stack([draw_face(), 255 - draw_face()])


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_a_condition_changes_faces_alike_each_time_and_leaves_the_originals(
    condition: Condition,
) -> None:
    before = FACES.copy()
    for change in condition.changes:
        changed = change(FACES)
        assert changed.shape == FACES.shape
        assert changed.dtype == np.uint8
        assert (changed != FACES).any()
        assert (changed == change(FACES)).all()
    assert (before == FACES).all()


def test_gamma_darkens_the_middle_and_keeps_black_and_white() -> None:
    faces = np.zeros((1, 48, 48), np.uint8)
    faces[0, 0, :3] = (0, 128, 255)
    assert darken(faces, 3.0)[0, 0, :3].tolist() == [0, 32, 255]


def test_stronger_noise_and_blur_move_faces_further() -> None:
    for kind in ("noise", "blur", "small face"):
        moved = [
            np.abs(each.changes[0](FACES).astype(int) - FACES).mean()
            for each in CONDITIONS
            if each.kind == kind
        ]
        assert moved == sorted(moved)


def test_turns_go_both_ways() -> None:
    for condition in CONDITIONS:
        assert len(condition.changes) == (2 if condition.kind in {"rotation", "side face"} else 1)


def test_a_cover_says_how_much_it_hides() -> None:
    left = next(each for each in CONDITIONS if each.name == "left half covered")
    assert left.level == 50
    assert "50%" in left.words
    assert (cover(FACES, "left half")[:, :, :24] == 128).all()


def test_a_face_cannot_be_shrunk_to_more_than_it_has() -> None:
    with pytest.raises(ValueError, match="1 to 47"):
        shrink(FACES, 48)


def test_the_conditions_that_are_asked_about_exist() -> None:
    assert set(ASKED) <= {condition.name for condition in CONDITIONS}
