"""What the class says to a student's page over the data channel."""

import time
from datetime import UTC, datetime
from typing import Any, Final

from classroom.domain.emotion import EMOTIONS
from classroom.domain.observation import Box, Reading

ENDED: Final[dict[str, Any]] = {"type": "ended"}
REMOVED: Final[dict[str, Any]] = {"type": "removed"}
REPLACED: Final[dict[str, Any]] = {"type": "replaced"}


def reading_message(
    reading: Reading, width: int, height: int, confusion: float | None
) -> dict[str, Any]:
    """Tell a student what was read of their own picture of this width and height."""
    face = reading.face
    return {
        "type": "reading",
        "at": datetime.fromtimestamp(reading.captured_at, UTC).isoformat(timespec="milliseconds"),
        "seen": face is not None,
        "emotion": face
        and {
            name: round(float(score), 4) for name, score in zip(EMOTIONS, face.scores, strict=True)
        },
        "confusion": confusion,
        "box": face and relative_box(face.box, width, height),
        "rtp_timestamp": reading.rtp_timestamp,
        "captured_at": reading.captured_at,
        "age_ms": round((time.time() - reading.captured_at) * 1000, 1),
    }


def lost_message(lost: bool) -> dict[str, Any]:
    """Tell a student whether their "I'm lost" still stands: the teacher may have answered it."""
    return {"type": "lost", "lost": lost}


def pulse_message(pulse_id: str, closes_in_s: float) -> dict[str, Any]:
    """Ask a student whether they are following."""
    return {"type": "pulse", "id": pulse_id, "closes_in_s": round(closes_in_s, 1)}


def pulse_heard_message(pulse_id: str, following: bool) -> dict[str, Any]:
    """Tell a student which answer of theirs stands."""
    return {"type": "pulse-heard", "id": pulse_id, "following": following}


def pulse_over_message(pulse_id: str) -> dict[str, Any]:
    """Tell a student that the question is over."""
    return {"type": "pulse-over", "id": pulse_id}


def relative_box(box: Box, width: int, height: int) -> list[float]:
    """Give left, top, width and height as shares of the picture: previews differ in size."""
    return [
        round(box.left / width, 4),
        round(box.top / height, 4),
        round(box.width / width, 4),
        round(box.height / height, 4),
    ]
