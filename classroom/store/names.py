"""What a name or title that people type must be like to be kept and shown."""

from typing import Final

from classroom.errors import InputError
from classroom.language import say

MAX_LENGTH: Final[int] = 200


def checked_name(text: str, what: str, at_most: int = MAX_LENGTH) -> str:
    """Return ``text`` without control characters and doubled spaces.

    Raises ``InputError`` where nothing is left or too much; ``what`` names it to the person.
    """
    printable = "".join(c if c.isprintable() else " " for c in text)
    name = " ".join(printable.split())
    if not name:
        raise InputError(say("Please give a {what}: it is empty.", what=what))
    if len(name) > at_most:
        raise InputError(
            say("The {what} is too long: keep it to {most} characters.", what=what, most=at_most)
        )
    return name
