"""The words a teacher reads."""

import math

import pytest

from classroom.confusion.evidence import EvidenceTally
from classroom.confusion.signals import SIGNALS, Values
from classroom.confusion.usual import Usual
from classroom.language import Language, speaking
from classroom.reports.evidence import evidence_said

QUIET = {"brow_down": 0.1, "brow_inner_up": 0.1, "strain": -3.0}


def values(**named: float) -> Values:
    return tuple(named.get(signal.name, math.nan) for signal in SIGNALS)


def usual() -> Usual:
    return Usual(60, 600.0)


def told(brow_down: float, centre: float, deviations: float = 4.0, seconds: int = 14) -> str:
    own = usual()
    own.baselines[0].centre = centre
    tally = EvidenceTally()
    for _ in range(seconds):
        above = values(brow_down=deviations, brow_inner_up=0.0, strain=0.0)
        tally.add(values(**{**QUIET, "brow_down": brow_down}), above, 0.0)
    (evidence,) = tally.told(own)
    return evidence.text


@pytest.mark.parametrize(
    ("brow_down", "centre", "words"),
    [
        (0.42, 0.2, "brows lowered for 14 s, 2.1× more than usual for this student"),
        (0.42, 0.0, "brows lowered for 14 s, far more than usual for this student"),
        (0.85, 0.8, "brows lowered for 14 s, a little but steadily more than usual"),
    ],
)
def test_evidence_is_told_in_words(brow_down: float, centre: float, words: str) -> None:
    assert told(brow_down, centre).startswith(words)


@pytest.mark.parametrize(
    ("brow_down", "centre", "seconds", "words"),
    [
        (0.42, 0.2, 14, "Brauen gesenkt, 14 s lang, 2,1-mal so stark wie bei dieser Person üblich"),
        (0.42, 0.0, 14, "Brauen gesenkt, 14 s lang, weit stärker als bei dieser Person üblich"),
        (0.85, 0.8, 9, "Brauen gesenkt, 9 s lang, etwas, aber stetig stärker"),
    ],
)
def test_evidence_that_was_stored_in_english_is_read_in_german(
    brow_down: float, centre: float, seconds: int, words: str
) -> None:
    with speaking(Language.GERMAN):
        assert evidence_said(told(brow_down, centre, seconds=seconds)).startswith(words)


def test_evidence_that_never_lasted_is_read_in_german_too() -> None:
    with speaking(Language.GERMAN):
        said = evidence_said(told(0.42, 0.2, deviations=1.0))
    assert said == "Brauen gesenkt, 2,1-mal so stark wie bei dieser Person üblich"


def test_evidence_of_an_older_form_stays_as_it_was_stored() -> None:
    with speaking(Language.GERMAN):
        assert evidence_said("Brows lowered") == "Brows lowered"


def test_what_is_as_usual_is_not_told() -> None:
    assert "strain" not in told(0.4, 0.2)


def test_share_seen_tells_of_the_gaps() -> None:
    tally = EvidenceTally()
    for unseen_s in (0.0, 6.0, 0.0, 0.0):
        tally.add(values(**QUIET), values(**dict.fromkeys(QUIET, 3.0)), unseen_s)
    evidence = tally.told(usual())
    assert {item.seen_share for item in evidence} == {0.4}
    assert [item.signal for item in evidence] == ["brow_down", "strain", "brow_inner_up"]


def test_empty_tally_tells_nothing() -> None:
    assert EvidenceTally().told(usual()) == ()
