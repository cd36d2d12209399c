from dataclasses import replace

import numpy as np
import pytest

from classroom.confusion.movements import MOVEMENTS
from classroom.study.features import (
    amounts_of,
    deviation_features,
    live_features,
    smoothed_after,
)
from tests.study.invented import invented_clips


def test_live_features_know_nothing_of_the_future() -> None:
    clips = invented_clips(2, 20)
    later = clips.action.copy()
    later[10:20] = 1.0

    before = live_features(clips)
    changed = live_features(replace(clips, action=later))

    assert np.array_equal(before[:10], changed[:10])
    assert not np.allclose(before[10:20], changed[10:20])
    assert np.array_equal(before[20:], changed[20:])


def test_each_person_begins_anew() -> None:
    clips = invented_clips(2, 20)

    features = live_features(clips)

    count = len(MOVEMENTS)
    assert np.array_equal(features[20, :count], features[20, count:])


def test_a_clip_without_a_face_has_the_movements_before_it() -> None:
    clips = invented_clips(1, 20)
    clips.action[5] = np.nan

    amounts = amounts_of(clips)

    assert np.array_equal(amounts[5], amounts[4])
    assert np.isfinite(amounts).all()


def test_deviations_are_from_the_persons_own_usual() -> None:
    clips = invented_clips(4, 40)

    deviations = deviation_features(clips)

    for rows in clips.rows_of_people():
        assert np.median(deviations[rows], axis=0) == pytest.approx(0, abs=1e-9)


def test_smoothing_after_class_stays_within_a_person() -> None:
    clips = invented_clips(2, 20)
    logits = np.r_[np.zeros(20), np.ones(20)]

    assert smoothed_after(clips, logits) == pytest.approx(logits)
