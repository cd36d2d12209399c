"""Probabilities of the seven basic emotions."""

import math
from dataclasses import dataclass
from typing import Final, Self

EMOTIONS: Final[tuple[str, ...]] = (
    "neutral",
    "happiness",
    "surprise",
    "sadness",
    "anger",
    "disgust",
    "fear",
)
"""Order of every probability row; a test holds it equal to ``models.labels.EMOTIONS``."""


@dataclass(frozen=True, slots=True)
class EmotionScores:
    """Seven probabilities in the order of ``EMOTIONS`` that sum to 1."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.values) != len(EMOTIONS):
            raise ValueError(f"expected {len(EMOTIONS)} probabilities, got {len(self.values)}")
        if not all(0.0 <= value <= 1.0 for value in self.values):
            raise ValueError("a probability lies outside 0..1")
        if not math.isclose(sum(self.values), 1.0, abs_tol=1e-3):
            raise ValueError(f"probabilities sum to {sum(self.values):.4f}, not 1")

    @classmethod
    def mean(cls, rows: "list[EmotionScores]") -> Self:
        """Average several rows; raises ``ValueError`` for none."""
        if not rows:
            raise ValueError("no scores to average")
        columns = zip(*(row.values for row in rows), strict=True)
        return cls(tuple(sum(column) / len(rows) for column in columns))

    @property
    def dominant(self) -> str:
        """Name of the most probable emotion."""
        return EMOTIONS[self.values.index(max(self.values))]

    def as_dict(self) -> dict[str, float]:
        """Probability by emotion name."""
        return dict(zip(EMOTIONS, self.values, strict=True))
