"""The words a teacher reads."""

import pytest

from classroom.confusion.baseline import Baseline
from classroom.confusion.evidence import EvidenceTally
from classroom.confusion.signals import SIGNALS

QUIET = {"brow_down": 0.1, "brow_inner_up": 0.1, "strain": -3.0}


def told(brow_down: float, usual: float, deviations: float = 4.0, seconds: int = 14) -> str:
    baselines = {s.name: Baseline(60, 0.05, 600.0) for s in SIGNALS}
    baselines["brow_down"].centre = usual
    tally = EvidenceTally()
    for _ in range(seconds):
        above = {"brow_down": deviations, "brow_inner_up": 0.0, "strain": 0.0}
        tally.add({**QUIET, "brow_down": brow_down}, above, 0.0)
    (evidence,) = tally.told(baselines)
    return evidence.text


@pytest.mark.parametrize(
    ("brow_down", "usual", "words"),
    [
        (0.42, 0.2, "brows lowered for 14 s, 2.1× more than usual for this student"),
        (0.42, 0.0, "brows lowered for 14 s, far more than usual for this student"),
        (0.85, 0.8, "brows lowered for 14 s, a little but steadily more than usual"),
    ],
)
def test_evidence_is_told_in_words(brow_down: float, usual: float, words: str) -> None:
    assert told(brow_down, usual).startswith(words)


def test_what_is_as_usual_is_not_told() -> None:
    assert "strain" not in told(0.4, 0.2)


def test_share_seen_tells_of_the_gaps() -> None:
    tally = EvidenceTally()
    for unseen_s in (0.0, 6.0, 0.0, 0.0):
        tally.add(QUIET, dict.fromkeys(QUIET, 3.0), unseen_s)
    evidence = tally.told({s.name: Baseline(60, 0.05, 600.0) for s in SIGNALS})
    assert {item.seen_share for item in evidence} == {0.4}
    assert [item.signal for item in evidence] == ["brow_down", "strain", "brow_inner_up"]


def test_empty_tally_tells_nothing() -> None:
    assert EvidenceTally().told({}) == ()
