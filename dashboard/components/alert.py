"""Several students lost at once, said calmly and without names."""

from datetime import datetime

from classroom.domain.class_alert import WINDOW, ClassAlert
from classroom.domain.mode import SessionMode
from dashboard.components.words import SMALLEST_GROUP


def alert_words(alert: ClassAlert | None, mode: SessionMode, now: datetime) -> str:
    """Say how many of how many; empty where there is no alert, or the group is too small."""
    if alert is None or (mode is SessionMode.AGGREGATE and alert.students < SMALLEST_GROUP):
        return ""
    when = "in the last half minute" if now - alert.at < WINDOW else "within half a minute"
    return f"Several students at once may be lost: {alert.students} of {alert.present} {when}."
