import json

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from classroom.confusion.likelihood import Course, LikelihoodModel
from classroom.confusion.movements import MOVEMENTS, movements_of
from classroom.confusion.odds import probability_of
from classroom.study.daisee import CLIP_S
from classroom.study.features import amounts_of, live_features
from classroom.study.fitting import best_single_feature, fit_model, held_out_logits
from tests.study.invented import invented_clips


def test_what_faces_tell_is_found_on_people_never_seen() -> None:
    clips = invented_clips(tells=0.2)
    everyone = np.ones(len(clips), bool)

    logits = held_out_logits(live_features(clips), clips, everyone)

    assert roc_auc_score(clips.confused, logits) > 0.8


def test_faces_that_tell_nothing_give_no_better_than_chance() -> None:
    clips = invented_clips(tells=0.0)
    everyone = np.ones(len(clips), bool)

    logits = held_out_logits(live_features(clips), clips, everyone)

    assert roc_auc_score(clips.confused, logits) == pytest.approx(0.5, abs=0.1)


def test_people_of_another_split_are_scored_by_models_of_the_rest_alone() -> None:
    clips = invented_clips(tells=0.2)
    measured = clips.split == "Validation"
    features = live_features(clips)

    logits = held_out_logits(features, clips, measured)
    clips.confusion[measured] = 0

    assert np.isnan(logits[~measured]).all()
    assert np.array_equal(held_out_logits(features, clips, measured), logits, equal_nan=True)


def test_the_fitted_file_says_in_a_class_what_it_said_when_fitted() -> None:
    clips = invented_clips(tells=0.2)
    names = [each.name for each in MOVEMENTS]
    document = {"movements": names, **fit_model(live_features(clips), clips)}
    model = LikelihoodModel.from_document(json.loads(json.dumps(document)))

    course = Course()
    said = [
        probability_of(model.of(course.take(movements_of(row), CLIP_S)))
        for row in clips.action[:20]
    ]

    confused = clips.confused[:20]
    assert np.mean(np.array(said)[confused]) > np.mean(np.array(said)[~confused]) + 0.1
    everyone = [probability_of(model.of(row)) for row in live_features(clips)]
    assert np.mean(everyone) == pytest.approx(clips.confused.mean(), abs=0.05)


def test_the_single_best_feature_is_chosen_on_other_people() -> None:
    clips = invented_clips(tells=0.3)
    amounts = amounts_of(clips)
    measured = clips.split == "Validation"

    scores = best_single_feature(amounts, clips, measured)

    jaw_open = [each.name for each in MOVEMENTS].index("jaw_open")
    np.testing.assert_array_equal(scores[measured], amounts[measured, jaw_open])
    assert np.isnan(scores[~measured]).all()
