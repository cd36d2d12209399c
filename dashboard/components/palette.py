"""Colours of the emotions, told apart by colour-blind eyes too and never used without words."""

from typing import Final

from classroom.domain.palette import EMOTION_COLOURS, STACKED

__all__ = ["EMOTION_COLOURS", "STACKED", "UNSEEN_LINE"]

UNSEEN_LINE: Final[str] = "#8b94a1"
"""Lines of the hatching that stands for unseen, visible on light and dark."""
