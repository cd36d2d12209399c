"""Boxes, labels and probability bars drawn on a copy of a picture."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from classroom.domain.emotion import EMOTIONS
from classroom.domain.observation import Box
from classroom.domain.palette import EMOTION_COLOURS
from classroom.inference.recordings.rows import UNSEEN
from classroom.inference.recordings.tracking import Face

PANELS_FOR: Final[int] = 4
"""With more faces than this, a strip under each takes the place of its seven bars."""
GROUND: Final = (16, 20, 26, 205)
INK: Final = (255, 255, 255, 255)
UNSEEN_COLOUR: Final[str] = "#8b94a1"


def draw_faces(
    rgb: npt.NDArray[np.uint8], faces: Sequence[Face], scale: float = 1.0
) -> npt.NDArray[np.uint8]:
    """Return a copy of uint8 (H, W, 3) with the faces drawn; ``scale`` turns boxes to its pixels.

    Colours are those of the dashboard, told apart by colour-blind eyes, and each has its word.
    """
    if not faces:
        return rgb
    image = Image.fromarray(rgb)
    sheet = _Sheet(image, panels=len(faces) <= PANELS_FOR)
    for face in reversed(faces):
        box = face.observation.box
        sheet.face(
            face, Box(box.left * scale, box.top * scale, box.width * scale, box.height * scale)
        )
    return np.asarray(image, dtype=np.uint8)


class _Sheet:
    """One picture being drawn on, with sizes that follow from it."""

    def __init__(self, image: Image.Image, panels: bool) -> None:
        self._draw = ImageDraw.Draw(image, "RGBA")
        self._size = image.size
        self._panels = panels
        self._em = max(10, round(min(image.size) / 34))
        self._line = max(2, self._em // 6)

    def face(self, face: Face, box: Box) -> None:
        scores = face.observation.scores
        label = EMOTIONS[int(scores.argmax())] if face.seen else UNSEEN
        colour = EMOTION_COLOURS.get(label, UNSEEN_COLOUR)
        words = f"{label} {round(100 * float(scores.max()))} %" if face.seen else UNSEEN
        corners = (box.left, box.top, box.left + box.width, box.top + box.height)
        self._draw.rectangle(corners, outline="black", width=self._line + 2)
        self._draw.rectangle(corners, outline=colour, width=self._line)
        self._label(f"{face.number} {words}", colour, box)
        if face.seen and self._panels:
            self._bars([float(p) for p in scores], box)
        elif face.seen:
            self._strip([float(p) for p in scores], box)

    def _label(self, text: str, colour: str, box: Box) -> None:
        em = self._em
        width = round(self._draw.textlength(text, font=_font(em))) + em
        left = self._within(box.left, width, self._size[0])
        top = box.top - em * 1.5 - self._line
        if top < 0:
            top = min(box.top + box.height + self._line, self._size[1] - em * 1.5)
        self._draw.rectangle((left, top, left + width, top + em * 1.4), fill=GROUND)
        self._draw.rectangle((left, top, left + em * 0.3, top + em * 1.4), fill=colour)
        self._draw.text((left + em * 0.55, top + em * 0.1), text, fill=INK, font=_font(em))

    def _bars(self, scores: Sequence[float], box: Box) -> None:
        em = max(9, round(self._em * 0.85))
        height, width = em * 1.25 * len(EMOTIONS) + em * 0.5, em * 10.5
        left = box.left + box.width + self._line * 2
        if left + width > self._size[0]:
            left = max(0.0, box.left - width - self._line * 2)
        top = self._within(box.top, height, self._size[1])
        self._draw.rectangle((left, top, left + width, top + height), fill=GROUND)
        for index, (name, share) in enumerate(zip(EMOTIONS, scores, strict=True)):
            y = top + em * 0.25 + index * em * 1.25
            self._draw.text((left + em * 0.4, y), name, fill=INK, font=_font(em))
            bar = left + em * 5.9
            end = bar + em * 4.2 * share
            self._draw.rectangle((bar, y + em * 0.2, bar + em * 4.2, y + em), outline=(255,) * 4)
            self._draw.rectangle((bar, y + em * 0.2, end, y + em), fill=EMOTION_COLOURS[name])

    def _strip(self, scores: Sequence[float], box: Box) -> None:
        left, top = box.left, box.top + box.height + self._line
        for name, share in zip(EMOTIONS, scores, strict=True):
            right = left + box.width * share
            self._draw.rectangle(
                (left, top, max(right, left), top + self._em * 0.5), fill=EMOTION_COLOURS[name]
            )
            left = right

    @staticmethod
    def _within(start: float, length: float, limit: float) -> float:
        return max(0.0, min(start, limit - length))


@lru_cache(maxsize=8)
def _font(size_px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size_px)
