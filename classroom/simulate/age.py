"""How old a reading is: its RTP timestamp tells which of the sent frames it was read from.

A stream's RTP clock starts at a random origin that the sender's library keeps to itself. But the
frames were captured at slightly uneven times, so only the true origin puts every reading on a
frame that was sent.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

RTP_CLOCK_HZ: Final[int] = 90_000
RTP_WRAP: Final[int] = 1 << 32
ENOUGH_READINGS: Final[int] = 20
"""So many readings settle the origin beyond doubt; trying more would only cost time."""


@dataclass(frozen=True, slots=True)
class SentFrame:
    """A frame as it was handed over: ticks of its stream's clock, and the time of day."""

    ticks: int
    sent_at: float


@dataclass(frozen=True, slots=True)
class Result:
    """A reading: the RTP timestamp of its frame, and when it existed."""

    rtp_timestamp: int
    existed_at: float


def ages_s(sent: Sequence[SentFrame], results: Sequence[Result]) -> list[float]:
    """Return the age of each result in seconds; none if the clock's origin stays unclear."""
    origins = Counter(
        (result.rtp_timestamp - frame.ticks) % RTP_WRAP
        for result in results[:ENOUGH_READINGS]
        for frame in sent
    ).most_common(2)
    if not origins or (len(origins) > 1 and origins[0][1] == origins[1][1]):
        return []
    origin = origins[0][0]
    sent_at = {(origin + frame.ticks) % RTP_WRAP: frame.sent_at for frame in sent}
    return [
        result.existed_at - sent_at[result.rtp_timestamp % RTP_WRAP]
        for result in results
        if result.rtp_timestamp % RTP_WRAP in sent_at
    ]
