"""What changed in a face, said again from the English sentence that was stored with the flag."""

import re
from collections.abc import Iterable
from typing import Final

from classroom.domain.episode import Evidence
from classroom.language import Language, language, say
from classroom.language.figures import number

STORED: Final = re.compile(
    r"(?P<what>.+?)(?: for (?P<seconds>\d+) s)?, "
    r"(?P<much>far more|a little but steadily more|(?P<times>[\d.]+)× more) than usual for \w.*"
)
"""As ``classroom.confusion.evidence`` writes it; a test holds them together."""


def evidence_words(evidence: Iterable[Evidence]) -> str:
    """Say what changed, or that something did."""
    said = "; ".join(evidence_said(item.text) for item in evidence if item.text)
    return said or say("Looked different from usual")


def evidence_said(stored: str) -> str:
    """Say one stored sentence in the language spoken now; one of another form stays as it is."""
    found = STORED.fullmatch(stored)
    if found is None or language() is Language.ENGLISH:
        return stored
    signal, seconds = found["what"][:1].lower() + found["what"][1:], found["seconds"]
    what = say(signal)
    if seconds:
        what = say("{what} for {seconds} s", what=what, seconds=seconds)
    if found["times"]:
        times = number(float(found["times"]), ".1f")
        return say("{what}, {times}× more than usual for this student", what=what, times=times)
    if found["much"] == "far more":
        return say("{what}, far more than usual for this student", what=what)
    return say("{what}, a little but steadily more than usual for this student", what=what)
