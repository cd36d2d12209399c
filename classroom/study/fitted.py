"""The file of the fitted model: weights, where they come from, and what they reach."""

from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from classroom.confusion.movements import MOVEMENTS
from classroom.study.daisee import Clips, Told
from classroom.study.features import live_features, smoothed_after
from classroom.study.fitting import fit_model, held_out_logits
from models.emotion import WEIGHTS, read_manifest


def fitted_document(clips: Clips, command: str, told: Told) -> dict[str, Any]:
    """Fit on all people; the figures are those of models that had not seen the people measured."""
    features = live_features(clips)
    held_out = held_out_logits(features, clips, np.ones(len(clips), bool))
    told("fitting", 1, 2)
    fitted = fit_model(features, clips)
    told("fitting", 2, 2)
    after = smoothed_after(clips, held_out)
    return {
        "movements": [each.name for each in MOVEMENTS],
        **fitted,
        "trained_on": {
            "data": "DAiSEE, a face a clip",
            "people": len(set(clips.person.tolist())),
            "clips": len(clips),
        },
        "emotion_weights_sha256": read_manifest(WEIGHTS)["sha256"],
        "metrics": {
            "live_auc": round(float(roc_auc_score(clips.confused, held_out)), 4),
            "after_class_auc": round(float(roc_auc_score(clips.confused, after)), 4),
        },
        "command": command,
    }
