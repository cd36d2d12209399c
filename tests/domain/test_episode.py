"""A stretch of possible confusion."""

from datetime import UTC, datetime, timedelta

import pytest

from classroom.domain.episode import Episode
from classroom.domain.ids import ParticipantId

AT = datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC)


def test_episode_may_be_open_or_end_as_it_starts() -> None:
    for ended_at in (None, AT):
        assert Episode(ParticipantId("ada"), AT, ended_at, 0.5, ()).ended_at == ended_at


@pytest.mark.parametrize(("ended_at", "peak"), [(AT - timedelta(seconds=1), 0.5), (None, 1.1)])
def test_episode_that_cannot_be_is_refused(ended_at: datetime | None, peak: float) -> None:
    with pytest.raises(ValueError, match=r"ends|peak"):
        Episode(ParticipantId("ada"), AT, ended_at, peak, ())
