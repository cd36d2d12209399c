"""What a name or title that people type must be like to be kept and shown."""

from typing import Final

from classroom.errors import InputError

MAX_LENGTH: Final[int] = 200


def checked_name(text: str, what: str, at_most: int = MAX_LENGTH) -> str:
    """Return ``text`` without control characters and doubled spaces.

    Raises ``InputError`` where nothing is left or too much; ``what`` names it to the person.
    """
    printable = "".join(c if c.isprintable() else " " for c in text)
    name = " ".join(printable.split())
    if not name:
        raise InputError(f"Please give a {what}: it is empty.")
    if len(name) > at_most:
        raise InputError(f"The {what} is too long: keep it to {at_most} characters.")
    return name
