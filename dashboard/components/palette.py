"""Colours of the emotions, told apart by colour-blind eyes too and never used without words."""

from typing import Final

from classroom.domain.palette import EMOTION_COLOURS

__all__ = ["EMOTION_COLOURS", "STACKED", "UNSEEN_LINE"]

STACKED: Final[tuple[str, ...]] = (
    "happiness",
    "neutral",
    "surprise",
    "sadness",
    "fear",
    "disgust",
    "anger",
)
"""The emotions from the bottom, or the left, of every stack."""

UNSEEN_LINE: Final[str] = "#8b94a1"
"""Lines of the hatching that stands for unseen, visible on light and dark."""
