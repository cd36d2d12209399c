"""A short number for what a page shows, so that a browser can say what it has."""

from zlib import crc32


def fingerprint(part: object) -> int:
    """Number that is the same for equal parts, in every process; parts differ by their ``repr``."""
    return crc32(repr(part).encode())
