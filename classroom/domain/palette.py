"""Colours of the emotions, told apart by colour-blind eyes too and never used without words."""

from typing import Final

EMOTION_COLOURS: Final[dict[str, str]] = {
    "neutral": "#b8cdd6",
    "happiness": "#f0b32a",
    "surprise": "#9d68ae",
    "sadness": "#1e4fcd",
    "anger": "#bf4713",
    "disgust": "#63c47c",
    "fear": "#794c3e",
}
"""One colour an emotion, the same in light and dark, on the dashboard and on annotated copies."""

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
