"""Several students lost at once, said calmly and without names."""

from datetime import datetime
from typing import Final

from classroom.domain.class_alert import WINDOW, ClassAlert
from classroom.domain.mode import SessionMode
from classroom.language import marked, say
from classroom.store.report import SMALLEST_GROUP

FRESH: Final[str] = marked(
    "Several students at once may be lost: {part} of {whole} in the last half minute."
)
PASSED: Final[str] = marked(
    "Several students at once may be lost: {part} of {whole} within half a minute."
)


def alert_words(alert: ClassAlert | None, mode: SessionMode, now: datetime) -> str:
    """Say how many of how many; empty where there is no alert, or the group is too small."""
    if alert is None or (mode is SessionMode.AGGREGATE and alert.students < SMALLEST_GROUP):
        return ""
    return say(
        FRESH if now - alert.at < WINDOW else PASSED, part=alert.students, whole=alert.present
    )
