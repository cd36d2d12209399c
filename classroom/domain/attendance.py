"""How long somebody was in class."""

from datetime import datetime


def seconds_there(
    joined_at: datetime, left_at: datetime | None, start: datetime, end: datetime
) -> float:
    """Seconds of start..end between joining and leaving; ``left_at`` is None for who stayed."""
    until = end if left_at is None else min(end, left_at)
    return max(0.0, (until - max(start, joined_at)).total_seconds())
