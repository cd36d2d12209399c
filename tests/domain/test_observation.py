"""What is read in one frame."""

import numpy as np
import pytest

from classroom.domain.observation import Box, HeadPose, Observation, Quality


def test_weakest_part_decides_the_quality() -> None:
    assert Quality(size=0.9, light=0.2, sharpness=0.8, frontal=1.0).overall == 0.2
    assert not Quality(size=0.9, light=0.0, sharpness=0.8, frontal=1.0).usable


@pytest.mark.parametrize("scores", [np.full(8, 0.125), np.full(7, np.nan), np.full(7, -0.1)])
def test_scores_that_are_no_probabilities_are_refused(scores: np.ndarray) -> None:
    with pytest.raises(ValueError, match="seven probabilities"):
        Observation(
            box=Box(0, 0, 1, 1),
            landmarks=np.zeros((468, 3), np.float32),
            scores=scores.astype(np.float32),
            action=np.zeros(52, np.float32),
            pose=HeadPose(0, 0, 0),
            quality=Quality(1, 1, 1, 1),
        )
