"""Which language is spoken now: set once for a request or a command, so that words need no ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Language(StrEnum):
    """A language in which everything can be read."""

    ENGLISH = "en"
    GERMAN = "de"

    @property
    def own_name(self) -> str:
        """What those who speak it call it."""
        return {Language.ENGLISH: "English", Language.GERMAN: "Deutsch"}[self]

    @classmethod
    def named(cls, name: str) -> "Language | None":
        """Return the language of a tag such as ``de``, or None where it is none of these."""
        return next((each for each in cls if each.value == name), None)


_SPOKEN: ContextVar[Language] = ContextVar("language", default=Language.ENGLISH)


def language() -> Language:
    """Return the language that is spoken now; English where nobody chose one."""
    return _SPOKEN.get()


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Speak a language for a while."""
    before = _SPOKEN.set(chosen)
    try:
        yield
    finally:
        _SPOKEN.reset(before)
