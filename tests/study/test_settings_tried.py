"""What a class says of clips at each setting."""

from dataclasses import replace

import numpy as np

from classroom.study.daisee import Clips
from classroom.study.measures import Scores
from classroom.study.settings_tried import run_class, run_settings, settings_tried
from tests.study.invented import invented_clips

BROWS = slice(1, 3)


def frowning(clips: Clips, rows: list[int]) -> Clips:
    """Keep every face at rest, but lower the brows of these clips."""
    action = clips.action.copy()
    action[:, BROWS] = 0.1
    action[rows, BROWS] = 0.8
    emotions = np.full_like(clips.emotions, 0.02)
    emotions[:, 0] = 0.88
    return replace(clips, action=action, emotions=emotions)


def calm_model(clips: Clips) -> Scores:
    return np.full(len(clips), -2.2)


def test_nothing_is_said_in_a_persons_first_minute() -> None:
    clips = frowning(invented_clips(16, 20), [])
    scores = run_class(clips, calm_model(clips)).scores
    firsts = np.concatenate([rows[:6] for rows in clips.rows_of_people()])
    assert len(set(scores[firsts].tolist())) == 1


def test_lowered_brows_are_flagged_and_counted_right_where_a_clip_is_confused() -> None:
    confused, calm = [15, 16], [20 + 11, 20 + 12]  # clips of the first and of the second person
    clips = frowning(invented_clips(16, 20), confused + calm)
    assert clips.confused[confused].all()
    assert not clips.confused[calm].any()
    tried = settings_tried(run_settings(clips, calm_model(clips)))
    usual = next(each for each in tried if each["enter"] == 0.7)
    assert (usual["flags"], usual["right"]) == (2, 1)
    counts = [each["flags"] for each in tried]
    assert counts == sorted(counts, reverse=True)


def test_model_that_speaks_against_them_holds_flags_back() -> None:
    clips = frowning(invented_clips(16, 20), [15, 16])
    assert run_class(clips, np.full(len(clips), -9.0), 0.9).tried.flags == 0
    assert run_class(clips, calm_model(clips)).tried.flags == 1
