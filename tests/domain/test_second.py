"""One second of one student."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from classroom.domain.emotion import EmotionScores
from classroom.domain.ids import ParticipantId
from classroom.domain.second import EmotionSecond

AT = datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC)
SEEN: dict[str, Any] = {
    "participant_id": ParticipantId("ada"),
    "at": AT,
    "scores": EmotionScores((1, 0, 0, 0, 0, 0, 0)),
    "confusion": 0.2,
    "seconds_seen": 0.5,
    "frames": 2,
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": AT.replace(microsecond=1)},
        {"at": AT.replace(tzinfo=None)},
        {"at": AT.astimezone(timezone(timedelta(hours=1)))},
        {"seconds_seen": 1.1},
        {"frames": -1},
        {"confusion": 1.5},
        {"scores": None},
        {"seconds_seen": 0.0},
    ],
)
def test_second_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    EmotionSecond(**SEEN)
    with pytest.raises(ValueError, match=r"second|confusion"):
        EmotionSecond(**{**SEEN, **wrong})


def test_unseen_second_has_no_scores() -> None:
    second = EmotionSecond(**{**SEEN, "scores": None, "seconds_seen": 0.0, "confusion": None})
    assert second.scores is None
