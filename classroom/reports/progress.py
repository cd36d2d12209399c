"""How far a long export is."""

from collections.abc import Callable

Told = Callable[[str, int, int], None]
"""Hears what is done, how much of it, and of how much."""


def not_told(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""
