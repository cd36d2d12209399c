"""What another sensitivity would have flagged in a class's last hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classroom.domain.flagging import FlagRules, flags_of
from classroom.store.tables import ConfusionEpisodeRow, EmotionEventRow

LOOK_BACK: Final[timedelta] = timedelta(hours=1)

Scores = list[tuple[datetime, float]]


@dataclass(frozen=True, slots=True)
class FlagForecast:
    """Flags that a setting would have raised in the last hour, beside those that were raised."""

    would: int
    had: int


def flag_forecast(s: Session, session_id: str, enter: float, now: datetime) -> FlagForecast:
    """Run the rules of flags again over the stored scores."""
    rules = FlagRules(enter=enter)
    since = now - LOOK_BACK
    would = sum(len(flags_of(scores, rules)) for scores in _scores(s, session_id, since, rules))
    had = s.scalar(
        select(func.count()).where(
            ConfusionEpisodeRow.session_id == session_id, ConfusionEpisodeRow.started_at >= since
        )
    )
    return FlagForecast(would, had or 0)


def _scores(s: Session, session_id: str, since: datetime, rules: FlagRules) -> Iterator[Scores]:
    """Yield students' scores in time order, those left out who were never so high for so long."""
    event = EmotionEventRow
    here = (event.session_id == session_id, event.at >= since, event.confusion.is_not(None))
    high = (
        select(event.participant_id)
        .where(*here, event.confusion >= rules.enter)
        .group_by(event.participant_id)
        .having(func.count() >= rules.sustain_s)
    )
    rows = s.execute(
        select(event.participant_id, event.at, event.confusion)
        .where(*here, event.participant_id.in_(high))
        .order_by(event.participant_id, event.at)
    )
    for _, group in groupby(rows, key=lambda row: row[0]):
        yield [(at, score) for _, at, score in group if score is not None]
