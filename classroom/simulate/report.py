"""What a simulation measured."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class SimulationReport:
    """Figures of one run; None where this machine cannot know them."""

    students: int
    connected: int
    """Students whose connection stood at the end."""
    inferences_per_s: float
    """Readings of all students together."""
    age_p50_ms: float | None
    """From a frame's capture at the student to its result."""
    age_p95_ms: float | None
    cpu_cores: float | None
    """Of the server's processes together; None for a server on another machine."""
    rss_mb: float | None
    dropped: int | None
    """Frames that a newer one replaced before they were read, and readings lost in the pool."""

    def as_json(self) -> dict[str, Any]:
        """Return the figures by name."""
        return asdict(self)


def percentile_ms(ages_s: Sequence[float], percent: float) -> float | None:
    """Percentile of ages in milliseconds; None if there are none."""
    return round(float(np.percentile(ages_s, percent)) * 1000, 1) if len(ages_s) else None
