"""Invented people whose faces are known to tell confusion, or nothing."""

import numpy as np

from classroom.study.daisee import Clips

JAW_OPEN = 25


def invented_clips(people: int = 24, clips: int = 20, *, tells: float = 0.0) -> Clips:
    """People with faces of their own; ``tells`` opens the jaw of who is confused."""
    rng = np.random.default_rng(3)
    person = np.repeat([f"p{number:02}" for number in range(people)], clips)
    own = np.repeat(rng.uniform(0.2, 0.6, (people, 52)), clips, axis=0)
    confusion = np.tile(np.repeat([0, 3, 0, 2], clips // 4), people)
    action = own + rng.normal(0, 0.05, own.shape)
    action[:, JAW_OPEN] += tells * (confusion >= 2)
    return Clips(
        person=person,
        split=np.where(person < "p12", "Train", "Validation"),
        confusion=confusion.astype(np.int64),
        action=np.clip(action, 0, 1),
        emotions=rng.dirichlet(np.ones(7), len(person)),
        posture=rng.normal(0, 1, (len(person), 12)),
    )
