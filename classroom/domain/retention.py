"""How long a class is kept: days after its end, chosen by its teacher within bounds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from classroom.errors import InputError
from classroom.language import say

KEEP_DAYS: Final[int] = 30
LONGEST_DAYS: Final[int] = 36_500
"""A century: more would leave the calendar sooner or later."""
GOES_NOW: Final[int] = 0
"""Days of a class that is being deleted: some of it may be gone, so it cannot be kept."""
CHOICES: Final[tuple[int, ...]] = (7, 30, 90, 365)
"""Days that a teacher is offered."""


@dataclass(frozen=True, slots=True)
class KeepBounds:
    """What a school allows."""

    default: int = KEEP_DAYS
    at_most: int = CHOICES[-1]

    @property
    def choices(self) -> tuple[int, ...]:
        """Days to choose from, the shortest first."""
        return tuple(sorted({*(days for days in CHOICES if days <= self.at_most), self.default}))

    def checked(self, days: int | None) -> int:
        """Return ``days``, or the default for None.

        Raises ``InputError`` for days that the school does not allow.
        """
        if days is None:
            return self.default
        if not 1 <= days <= self.at_most:
            raise InputError(
                say(
                    "A class is kept for 1 to {most} days here. The longest is set by "
                    "CLASSROOM_KEEP_DAYS_AT_MOST.",
                    most=self.at_most,
                )
            )
        return days


def due_at(ended_at: datetime, kept_from: datetime | None, keep_days: int) -> datetime:
    """Return when a class is deleted; ``kept_from`` counts where it is later than the end."""
    return max(ended_at, kept_from or ended_at) + timedelta(days=keep_days)
