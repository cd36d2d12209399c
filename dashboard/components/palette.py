"""Colours of the emotions, told apart by colour-blind eyes too and never used without words."""

from typing import Final

EMOTION_COLOURS: Final[dict[str, str]] = {
    "neutral": "#8fb6d8",
    "happiness": "#e8a31c",
    "surprise": "#b07cc6",
    "sadness": "#1f5fa8",
    "anger": "#c8451b",
    "disgust": "#4f8f3a",
    "fear": "#7a4a2b",
}
"""One colour an emotion, the same in light and dark."""

UNSEEN_LINE: Final[str] = "#8b94a1"
"""Lines of the hatching that stands for unseen, visible on light and dark."""
