import numpy as np
import pytest

from models.evaluation.action import HIGHLIGHTS, follow_teacher
from models.labels import ACTION_COUNT, ACTION_NAMES
from tests.shared_data import SHARED, needs_data


def scores(rows: int) -> np.typing.NDArray[np.float32]:
    return np.random.default_rng(0).random((rows, ACTION_COUNT), dtype=np.float32)


def test_a_head_that_moves_with_its_teacher_has_r_one_whatever_its_scale() -> None:
    teacher = scores(20)
    report = follow_teacher(teacher, (0.2 + teacher / 3).astype(np.float32))
    assert report is not None
    assert report.mean_r == pytest.approx(1)
    assert set(report.highlights()) == set(HIGHLIGHTS)


def test_rows_without_a_teacher_do_not_count() -> None:
    teacher, head = scores(20), scores(20)
    teacher[5:] = np.nan
    report = follow_teacher(teacher, head)
    assert report is not None
    assert report.rows == 5
    assert follow_teacher(np.full_like(teacher, np.nan), head) is None


def test_a_score_that_never_moves_has_no_r() -> None:
    teacher = scores(20)
    teacher[:, 0] = 0.5
    report = follow_teacher(teacher, scores(20))
    assert report is not None
    assert report.r[ACTION_NAMES[0]] is None
    assert all(r is not None for name, r in report.r.items() if name != ACTION_NAMES[0])


@needs_data("fer2013_blendshapes.npz")
def test_the_names_are_those_of_the_data_in_their_order() -> None:
    with np.load(SHARED / "fer2013_blendshapes.npz") as data:
        assert tuple(str(name) for name in data["names"]) == ACTION_NAMES
