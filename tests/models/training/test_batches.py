import numpy as np
import pytest

from models.training.mixup import mix
from models.training.plan import TrainingPlan
from tests.models.training.tiny import tiny_faces


def test_mixed_targets_sum_to_one_and_a_picture_without_votes_lends_none() -> None:
    rng = np.random.default_rng(0)
    pictures = rng.integers(0, 256, (8, 48, 48)).astype(np.uint8)
    votes = np.eye(8, dtype=np.float32)
    votes[::2] = 0
    voted = votes.sum(axis=1)
    mixed, targets, weights = mix(pictures, {"votes": votes}, {"votes": voted}, 0.4, rng)

    some = weights["votes"] > 0
    assert targets["votes"][some].sum(axis=1) == pytest.approx(np.ones(some.sum()), abs=1e-5)
    assert weights["votes"].sum() == pytest.approx(4, abs=1.5)
    assert mixed.dtype == np.uint8
    assert (mixed != pictures).any()


def test_batches_follow_from_seed_and_epoch_and_each_face_comes_once() -> None:
    from models.training.batches import FaceBatches

    plan = TrainingPlan(batch=4, augmentation="none", mixup=0)
    one, other = (FaceBatches(tiny_faces(), plan, training=True) for _ in range(2))
    seen = np.concatenate([one[index][0] for index in range(len(one))])
    assert len(np.unique(seen, axis=0)) == 30
    assert (one[3][0] == other[3][0]).all()
    first = one[3][0]
    one.epoch = 1
    assert (one[3][0] != first).any()


def test_mixup_in_a_batch_keeps_every_head_a_distribution() -> None:
    from models.training.batches import FaceBatches

    plan = TrainingPlan(batch=10, mixup=0.4)
    _, targets, weights = FaceBatches(tiny_faces(), plan, training=True)[0]
    for head in ("fer2013", "votes"):
        assert targets[head].sum(axis=1) == pytest.approx(np.ones(10), abs=1e-5)
    assert all(weight.dtype == np.float32 for weight in weights.values())
