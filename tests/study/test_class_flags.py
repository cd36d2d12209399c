"""Flags of a class, replayed on clips."""

from dataclasses import replace

import numpy as np

from classroom.study.class_flags import class_flags, class_scores
from classroom.study.daisee import Clips
from tests.study.invented import invented_clips

BROWS = slice(1, 3)


def frowning(clips: Clips, rows: list[int]) -> Clips:
    """Keep every brow at rest, but lower those of these clips."""
    action = clips.action.copy()
    action[:, BROWS] = 0.1
    action[rows, BROWS] = 0.7
    return replace(clips, action=action)


def calm_model(clips: Clips) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.full(len(clips), -2.2)


def test_nothing_is_said_in_a_persons_first_minute() -> None:
    clips = frowning(invented_clips(16, 20), [])
    scores = class_scores(clips, calm_model(clips))
    for rows in clips.rows_of_people():
        assert np.isnan(scores[rows[:6]]).all()
        assert np.isfinite(scores[rows[6:]]).all()


def test_lowered_brows_are_flagged_and_counted_right_where_a_clip_is_confused() -> None:
    confused, calm = 15, 20 + 11  # clips of the first and of the second person
    clips = frowning(invented_clips(16, 20), [confused, calm])
    assert clips.confused[confused]
    assert not clips.confused[calm - 1 : calm + 2].any()
    flags = class_flags(clips, class_scores(clips, calm_model(clips)))
    usual = next(each for each in flags if each["enter"] == 0.7)
    assert (usual["flags"], usual["right"]) == (2, 1)
    counts = [each["flags"] for each in flags]
    assert counts == sorted(counts, reverse=True)
