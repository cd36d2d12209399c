import json
from pathlib import Path

import pytest

from models.errors import TrainingError
from tests.models.training.tiny import (
    KERAS_ON_NUMPY,
    add_tiny_network,
    remove_tiny_network,
    tiny_faces,
    tiny_plan,
)

pytestmark = KERAS_ON_NUMPY


def test_the_bench_trains_what_is_not_over_and_takes_what_is_as_it_is(tmp_path: Path) -> None:
    from models.bench import entries, run_bench
    from models.training.emotion import train

    add_tiny_network()
    try:
        train(tiny_faces(), tiny_plan(epochs=1), tmp_path / "earlier", verbose=0)
        told: list[str] = []
        for _ in range(2):
            planned = entries(tmp_path, ["earlier", "tiny"], epochs=2)
            rows = run_bench(
                tiny_faces(), planned, tmp_path, {}, "a test", verbose=0, tell=told.append
            )
    finally:
        remove_tiny_network()

    assert told == [
        "measure earlier (1 of 2)",
        "train tiny (2 of 2)",
        "measure earlier (1 of 2)",
        "measure tiny (2 of 2)",
    ]
    assert [(row.run, row.epochs, row.training_faces) for row in rows] == [
        ("earlier", 1, 10),
        ("tiny", 2, 10),
    ]
    written = json.loads((tmp_path / "bench.json").read_text())
    assert [network["architecture"] for network in written["networks"]] == ["tiny", "tiny"]
    assert (tmp_path / "bench.md").read_text().count("\n| tiny |") == 2


def test_a_name_that_is_neither_a_run_nor_an_architecture_is_refused(tmp_path: Path) -> None:
    from models.bench import entries

    with pytest.raises(TrainingError, match=r"'vgg' is no finished run .* mini-xception"):
        entries(tmp_path, ["vgg"], epochs=1)


def test_a_limit_keeps_the_first_faces_of_each_split() -> None:
    from models.bench import limited

    few = limited(tiny_faces(), 4)
    assert [len(few.of_split(name)) for name in ("Training", "PublicTest", "PrivateTest")] == [
        4
    ] * 3
    assert len(limited(tiny_faces(), None)) == 30
