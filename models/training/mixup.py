"""Mixing of training pictures in pairs (Zhang et al. 2018)."""

import numpy as np
import numpy.typing as npt

Heads = dict[str, npt.NDArray[np.float32]]


def mix(
    pictures: npt.NDArray[np.uint8],
    targets: Heads,
    weights: Heads,
    alpha: float,
    rng: np.random.Generator,
) -> tuple[npt.NDArray[np.uint8], Heads, Heads]:
    """Mix each picture of a batch with another by a share from Beta(alpha, alpha).

    A target is mixed by share times weight, so that a picture without votes lends none; where
    either has a target, the mixed one sums to what the two summed to.
    """
    share = rng.beta(alpha, alpha, len(pictures)).astype(np.float32)
    partner = rng.permutation(len(pictures))
    wide = share[:, None, None]
    mixed = np.round(wide * pictures + (1 - wide) * pictures[partner]).astype(np.uint8)
    mixed_targets: Heads = {}
    mixed_weights: Heads = {}
    for head, target in targets.items():
        own = share * weights[head]
        lent = (1 - share) * weights[head][partner]
        total = own + lent
        blend = own[:, None] * target + lent[:, None] * target[partner]
        whole = np.where(total > 0, total, 1)[:, None]
        mixed_targets[head] = np.asarray(blend / whole, dtype=np.float32)
        mixed_weights[head] = total
    return mixed, mixed_targets, mixed_weights
