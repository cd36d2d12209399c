"""How often flags were right, in one class and in its teacher's others."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from sqlalchemy.orm import Session

from classroom.domain.precision import Precision
from classroom.store.flags import flags_of_other_classes

KEPT_FOR: Final[timedelta] = timedelta(seconds=60)
KEPT_CLASSES: Final[int] = 16


@dataclass(frozen=True, slots=True)
class FlagPrecision:
    """How often flags were right in one class, and in all classes of its teacher together."""

    here: Precision
    everywhere: Precision


class OtherClasses:
    """Precision over a teacher's classes but one, read once a minute: they change slowly."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[datetime, Precision]] = OrderedDict()
        self._lock = Lock()

    def precision(self, s: Session, session_id: str, now: datetime) -> Precision:
        """Return how often flags of the teacher's other classes were right."""
        with self._lock:
            kept = self._kept.get(session_id)
        if kept is not None and now - kept[0] < KEPT_FOR:
            return kept[1]
        fresh = flags_of_other_classes(s, session_id).precision(now)
        with self._lock:
            self._kept[session_id] = (now, fresh)
            self._kept.move_to_end(session_id)
            while len(self._kept) > KEPT_CLASSES:
                self._kept.popitem(last=False)
        return fresh
