"""Lets through only seconds of a face that can be the student's own, and alive."""

from dataclasses import replace

from classroom.confusion.features import SecondFeatures
from classroom.confusion.same_face import ELSEWHERE, NEW, SAME, SameFace
from classroom.confusion.stillness import Stillness


class OwnFace:
    """One student's seconds as they come; those of a photo or of somebody else become unseen."""

    def __init__(self) -> None:
        self._stillness = Stillness()
        self._same_face = SameFace()
        self._moved = False
        """Whether the face has a new place that no second has told of yet."""

    def may_be(self, look: SecondFeatures) -> bool:
        """Whether a look before its second is over can be of the student's own face, and alive."""
        return not self._stillness.still and self._same_face.is_home(look)

    def sift(self, second: SecondFeatures) -> SecondFeatures:
        """Return the second as it is, or as one in which nobody was seen."""
        still = self._stillness.take(second)
        place = self._same_face.take(second)
        if place is SAME and not still and not self._moved:
            return second
        self._moved = self._moved or place is NEW
        if second.scores is None:
            return second
        if still or place is ELSEWHERE:
            return SecondFeatures.unseen(second.participant_id, second.at)
        self._moved = False
        return replace(second, new_place=True)
