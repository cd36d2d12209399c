"""Lets through only seconds of a face that can be the student's own, and alive."""

from dataclasses import replace

from classroom.confusion.features import SecondFeatures
from classroom.confusion.same_face import SameFace
from classroom.confusion.stillness import Stillness


class OwnFace:
    """One student's seconds as they come; those of a photo or of somebody else become unseen."""

    def __init__(self) -> None:
        self._stillness = Stillness()
        self._same_face = SameFace()

    def sift(self, second: SecondFeatures) -> SecondFeatures:
        """Return the second as it is, or as one in which nobody was seen."""
        still = self._stillness.take(second)
        same = self._same_face.take(second)
        if still or not same:
            return SecondFeatures.unseen(second.participant_id, second.at)
        return replace(second, new_place=True) if self._same_face.settled else second
