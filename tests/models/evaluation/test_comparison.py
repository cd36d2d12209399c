import json
from dataclasses import replace

import pytest

from models.errors import DatasetError
from models.evaluation.comparison import compare
from models.evaluation.corruptions import CONDITIONS
from models.evaluation.robustness import share_of_loss
from tests.models.evaluation.invented import PixelReader, invented_faces, network

DARK = tuple(each for each in CONDITIONS if each.name in {"gamma 3", "mouth covered"})


def test_a_network_that_is_always_right_has_full_figures_on_every_task() -> None:
    found = compare(network("own", PixelReader()), [], invented_faces(), conditions=())
    document = found.as_dict()

    for task in ("fer2013", "ferplus"):
        assert document[task]["accuracy"] == 1.0
        assert document[task]["balanced_accuracy"] == 1.0
        assert document[task]["macro_f1"] == 1.0
        assert document[task]["without_twins"]["rows"] == document[task]["rows"] == 14
    assert document["neutral_sadness"]["fer2013"]["told_apart"] == 1.0
    assert document["people"]["inside"]
    assert document["robustness"] == document["beside"] == []
    assert set(document["action"]) == {"PublicTest", "PrivateTest"}


def test_the_calibration_error_is_what_confidence_lacks() -> None:
    document = compare(network("own", PixelReader()), [], invented_faces(), conditions=()).as_dict()

    sure = 0.9 + 0.1 / 8
    assert document["ferplus"]["calibration_error"] == pytest.approx(1 - sure, abs=1e-3)
    assert document["calibration"]["votes"]["temperature"] < 1
    assert document["calibration"]["votes"]["error_with_temperature"] < 0.001


def test_points_lost_stand_beside_those_of_the_other_network() -> None:
    document = compare(
        network("own", PixelReader()),
        [network("other", PixelReader(with_all_heads=False))],
        invented_faces(),
        conditions=DARK,
    ).as_dict()

    dark, covered = document["robustness"]
    assert dark["fer2013_points_lost"] == pytest.approx(100 * 12 / 14, abs=0.01)
    assert covered["fer2013_points_lost"] == 0.0
    first, second = document["robustness_beside"]["other"]
    assert first["share_of_loss"] == 1.0
    assert first["asked"]
    assert second["share_of_loss"] is None
    assert document["beside"][0]["people"] is None
    assert document["beside"][0]["action"] is None


def test_two_networks_of_one_name_are_told_apart() -> None:
    others = [network("other", PixelReader(with_all_heads=False)) for _ in range(2)]
    others[1] = replace(others[1], about=replace(others[1].about, sha256="f" * 64))
    found = compare(network("own", PixelReader()), others, invented_faces(), conditions=DARK)

    assert len(found.as_dict()["robustness_beside"]) == 2


def test_progress_is_told_for_each_step_and_reaches_its_end() -> None:
    ends: dict[str, tuple[int, int]] = {}

    compare(
        network("own", PixelReader()),
        [],
        invented_faces(),
        conditions=DARK,
        told=lambda what, done, total: ends.update({what: (done, total)}),
    )

    assert set(ends) == {"own: PrivateTest", "own: PublicTest", "own: robustness"}
    assert all(done == total for done, total in ends.values())


def test_the_document_is_valid_json_without_nan() -> None:
    document = compare(
        network("own", PixelReader()), [], invented_faces(3), conditions=()
    ).as_dict()

    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_half_of_a_loss_is_a_half_and_of_no_loss_nothing() -> None:
    assert share_of_loss(2.0, 4.0) == 0.5
    assert share_of_loss(2.0, 0.0) is None


def test_faces_of_training_alone_are_refused() -> None:
    faces = invented_faces()
    training = faces.of_split("Training")

    with pytest.raises(DatasetError, match="no PrivateTest faces"):
        compare(network("own", PixelReader()), [], training)
