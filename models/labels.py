"""The emotion labels, their order, and how each data set's own order maps to it."""

from typing import Final

EMOTIONS: Final[tuple[str, ...]] = (
    "neutral",
    "happiness",
    "surprise",
    "sadness",
    "anger",
    "disgust",
    "fear",
)
"""The seven basic emotions, in the order of every probability row in this project."""

VOTE_LABELS: Final[tuple[str, ...]] = (*EMOTIONS, "contempt")
"""What FER+ annotators could vote for (Barsoum et al. 2016); teachers never see contempt."""

FER2013_TO_EMOTION: Final[tuple[int, ...]] = tuple(
    EMOTIONS.index(name)
    for name in ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
)
"""``EMOTIONS`` index of each FER2013 label, which runs angry, disgust, fear, happy, and so on."""

FACE_SIZE: Final[int] = 48
"""Side of a face picture in pixels, as in FER2013 (Goodfellow et al. 2013)."""

ACTION_COUNT: Final[int] = 52
"""Number of facial action scores, MediaPipe's blendshapes."""

ACTION_NAMES: Final[tuple[str, ...]] = (
    "_neutral",
    "browDownLeft",
    "browDownRight",
    "browInnerUp",
    "browOuterUpLeft",
    "browOuterUpRight",
    "cheekPuff",
    "cheekSquintLeft",
    "cheekSquintRight",
    "eyeBlinkLeft",
    "eyeBlinkRight",
    "eyeLookDownLeft",
    "eyeLookDownRight",
    "eyeLookInLeft",
    "eyeLookInRight",
    "eyeLookOutLeft",
    "eyeLookOutRight",
    "eyeLookUpLeft",
    "eyeLookUpRight",
    "eyeSquintLeft",
    "eyeSquintRight",
    "eyeWideLeft",
    "eyeWideRight",
    "jawForward",
    "jawLeft",
    "jawOpen",
    "jawRight",
    "mouthClose",
    "mouthDimpleLeft",
    "mouthDimpleRight",
    "mouthFrownLeft",
    "mouthFrownRight",
    "mouthFunnel",
    "mouthLeft",
    "mouthLowerDownLeft",
    "mouthLowerDownRight",
    "mouthPressLeft",
    "mouthPressRight",
    "mouthPucker",
    "mouthRight",
    "mouthRollLower",
    "mouthRollUpper",
    "mouthShrugLower",
    "mouthShrugUpper",
    "mouthSmileLeft",
    "mouthSmileRight",
    "mouthStretchLeft",
    "mouthStretchRight",
    "mouthUpperUpLeft",
    "mouthUpperUpRight",
    "noseSneerLeft",
    "noseSneerRight",
)
"""MediaPipe's names of the facial action scores, in the order of the data folder's npz."""
