"""Time spent on frames: value objects that add up."""

from dataclasses import dataclass, field
from time import perf_counter, process_time
from typing import Final, Self

STAGES: Final[tuple[str, ...]] = ("detection", "landmarks", "emotion", "all")
"""What is told apart; a pipeline without a stage leaves it out."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU, over all threads of the process, and of wall clock."""

    cpu_s: float = 0.0
    wall_s: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.cpu_s + other.cpu_s, self.wall_s + other.wall_s)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pipeline did with some frames: how many, in how many it saw a face, at what cost."""

    frames: int = 0
    found: int = 0
    stages: dict[str, Cost] = field(default_factory=dict)

    def __add__(self, other: "Reading") -> "Reading":
        names = self.stages | other.stages
        return Reading(
            self.frames + other.frames,
            self.found + other.found,
            {n: self.stages.get(n, Cost()) + other.stages.get(n, Cost()) for n in names},
        )

    def ms_a_frame(self, stage: str) -> tuple[float, float] | None:
        """Milliseconds of CPU and of wall clock a frame; None for a stage it does not have."""
        cost = self.stages.get(stage)
        if cost is None or not self.frames:
            return None
        return 1000 * cost.cpu_s / self.frames, 1000 * cost.wall_s / self.frames


class Stopwatch:
    """Measures what happens inside a ``with`` block, and adds up over many."""

    def __init__(self) -> None:
        self.cost = Cost()

    def __enter__(self) -> Self:
        self._started = Cost(process_time(), perf_counter())
        return self

    def __exit__(self, *_: object) -> None:
        self.cost += Cost(
            process_time() - self._started.cpu_s, perf_counter() - self._started.wall_s
        )
