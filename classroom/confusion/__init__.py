"""Possible confusion from a student's own baseline; pure, time is an argument."""

from classroom.confusion.detector import ConfusionDetector, ConfusionState
from classroom.confusion.features import SecondFeatures, features_of
from classroom.confusion.own_face import OwnFace
from classroom.confusion.rules import ConfusionRules, State

__all__ = [
    "ConfusionDetector",
    "ConfusionRules",
    "ConfusionState",
    "OwnFace",
    "SecondFeatures",
    "State",
    "features_of",
]
