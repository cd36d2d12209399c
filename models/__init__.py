"""The networks: labels, preprocessing, architectures, training, evaluation and weights."""

from models.emotion import EmotionModel

__all__ = ["EmotionModel"]
