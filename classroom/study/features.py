"""Features of clips, made by the code that runs in a class, or as simpler ways would have it."""

from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.confusion.baseline import MAD_TO_DEVIATION
from classroom.confusion.features import (
    BROW_DOWN,
    BROW_INNER_UP,
    EYE_SQUINT,
    MOUTH_PRESS,
    strain_of,
)
from classroom.confusion.likelihood import Course
from classroom.confusion.movements import MOVEMENTS, movements_of
from classroom.confusion.signals import SIGNALS
from classroom.domain.emotion import EMOTIONS
from classroom.study.daisee import CLIP_S, Clips

NEGATIVE: Final[tuple[str, ...]] = ("sadness", "anger", "fear")
SMOOTHING_CLIPS: Final[float] = 1.5
"""Standard deviation of the two-sided smoothing after class: fifteen seconds."""

Table = npt.NDArray[np.float64]


def amounts_of(clips: Clips) -> Table:
    """Movements (N, 22); a clip without a face has those of the clip before it."""
    return _carried(movements_of(clips.action), clips)


def signal_values(clips: Clips) -> Table:
    """Values of ``SIGNALS`` (N, 5), each clip taken for a second."""
    action = clips.action
    columns = {
        "brow_down": action[:, BROW_DOWN].mean(axis=1),
        "brow_inner_up": action[:, BROW_INNER_UP].mean(axis=1),
        "strain": np.array([strain_of(each) for each in negative_emotion(clips)]),
        "lid_tight": action[:, EYE_SQUINT].mean(axis=1),
        "mouth_press": action[:, MOUTH_PRESS].mean(axis=1),
    }
    return _carried(np.stack([columns[signal.name] for signal in SIGNALS], axis=1), clips)


def _carried(columns: Table, clips: Clips) -> Table:
    """Fill clips without a face (NaN) with the person's clip before, or the middle of all."""
    for rows in clips.rows_of_people():
        for before, row in pairwise(rows):
            if not np.isfinite(columns[row]).all():
                columns[row] = columns[before]
    return np.where(np.isfinite(columns), columns, np.nanmedian(columns, axis=0))


def live_features_with_posture(clips: Clips) -> Table:
    """``live_features`` and the same two running means of the posture, (N, 68)."""
    posture = _carried(clips.posture.copy(), clips)
    return np.hstack([live_features(clips), _courses(posture, clips)])


def live_features(clips: Clips) -> Table:
    """What a class has at the end of each clip, (N, 44): nothing but the person's past."""
    return _courses(amounts_of(clips), clips)


def _courses(columns: Table, clips: Clips) -> Table:
    features = np.zeros((len(clips), 2 * columns.shape[1]))
    for rows in clips.rows_of_people():
        course = Course()
        for row in rows:
            features[row] = course.take(columns[row], CLIP_S)
    return features


def recent_features(clips: Clips) -> Table:
    """The recent half of ``live_features`` alone: no idea of what is usual."""
    return live_features(clips)[:, : len(MOVEMENTS)]


def deviation_features(clips: Clips) -> Table:
    """Each movement in deviations (median and MAD) from the person's whole session."""
    amounts = amounts_of(clips)
    least = 0.3 * MAD_TO_DEVIATION * np.median(abs(amounts - np.median(amounts, 0)), axis=0)
    deviations = np.zeros_like(amounts)
    for rows in clips.rows_of_people():
        middle = np.median(amounts[rows], axis=0)
        mad = np.median(abs(amounts[rows] - middle), axis=0)
        deviations[rows] = (amounts[rows] - middle) / (MAD_TO_DEVIATION * mad + least + 1e-6)
    return np.clip(deviations, -5.0, 5.0)


def brow_feature(clips: Clips) -> Table:
    """Lowered brows alone, (N, 1): confusion's best-known sign."""
    names = [each.name for each in MOVEMENTS]
    return amounts_of(clips)[:, [names.index("brow_down")]]


def negative_emotion(clips: Clips) -> Table:
    """Sadness, fear and anger together, (N,): what a fixed rule would take for confusion."""
    found = clips.emotions[:, [EMOTIONS.index(name) for name in NEGATIVE]].sum(axis=1)
    return np.asarray(np.where(np.isfinite(found), found, np.nanmedian(found)), dtype=np.float64)


def smoothed_after(clips: Clips, logits: Table) -> Table:
    """Smooth (N,) over each person's time in both directions, as a report after class can."""
    smooth = np.zeros_like(logits)
    for rows in clips.rows_of_people():
        at = np.arange(len(rows))
        near = np.exp(-0.5 * ((at[:, np.newaxis] - at) / SMOOTHING_CLIPS) ** 2)
        smooth[rows] = near @ logits[rows] / near.sum(axis=1)
    return smooth
