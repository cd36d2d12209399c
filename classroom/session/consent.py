"""What a student agrees to, and that nobody's face is read without it."""

from typing import Final

from classroom.domain.mode import SessionMode
from classroom.errors import ConsentMissingError

CONSENT_VERSION: Final = "2026-11-c"
"""Changes whenever the join page changes what it says is read or stored, in every language."""


def camera_allowed(mode: SessionMode, *, camera: bool, consent: bool) -> bool:
    """Whether this student's camera is read; raises ``ConsentMissingError`` without agreement."""
    wanted = camera and mode.infers
    if wanted and not consent:
        raise ConsentMissingError(
            "Your camera is only used if you agree. Tick the box, or join without a camera."
        )
    return wanted
