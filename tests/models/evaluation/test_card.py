from typing import Any

import pytest

from models.emotion import WEIGHTS, read_manifest
from models.errors import ModelError
from models.evaluation.card import BEGIN, CARD, END, figures_of, kept_of, read_beside, renewed
from models.evaluation.comparison import compare
from models.evaluation.corruptions import CONDITIONS
from tests.models.evaluation.invented import PixelReader, invented_faces, network
from tests.shared_data import REPOSITORY


def evaluation() -> Any:
    own, other = network("own", PixelReader()), network("cnn4", PixelReader())
    return compare(own, [other], invented_faces(), conditions=CONDITIONS[:3]).as_dict()


def manifest(**more: Any) -> dict[str, Any]:
    metrics = {"PrivateTest": {"fer2013_accuracy": 0.5}}
    return {"sha256": "0" * 64, "bytes": 1_000_000, "parameters": 9, "metrics": metrics} | more


def test_the_committed_card_has_the_figures_of_the_committed_weights() -> None:
    card = CARD.read_text()
    assert renewed(card, figures_of(read_manifest(WEIGHTS), read_beside())) == card, (
        "renew the card: python -m models.evaluation.card"
    )


def test_what_a_manifest_lacks_is_a_dash_or_left_out() -> None:
    figures = figures_of(manifest())
    assert "| FER2013 accuracy | 50.0 % |" in figures
    assert "| FER+ majority accuracy | – |" in figures
    assert "Pearson" not in figures


def test_losses_stand_beside_those_of_another_network() -> None:
    figures = figures_of(manifest(), kept_of(evaluation()))
    assert "| **darkened by gamma 3** | **85.7** | **85.7 (ours is 100 %)** |" in figures


def test_losses_of_another_file_are_not_shown() -> None:
    figures = figures_of(manifest(sha256="1" * 64), kept_of(evaluation()))
    assert "gamma" not in figures
    assert "is not kept for this file" in figures


def test_only_what_is_between_the_markers_changes() -> None:
    assert renewed(f"a\n{BEGIN}old{END}\nb", "new") == f"a\n{BEGIN}\n\nnew\n{END}\nb"
    with pytest.raises(ModelError, match="lacks its markers"):
        renewed("a card", "new")


def test_the_pictures_of_the_card_exist() -> None:
    assert "images/failures.svg" in CARD.read_text()
    drawing = (REPOSITORY / "docs" / "images" / "failures.svg").read_text()
    assert "<title" in drawing
    assert "<image" not in drawing
