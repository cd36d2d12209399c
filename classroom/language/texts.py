"""Texts with parts, said in the language that is spoken now."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from classroom.language.catalogue import translations
from classroom.language.spoken import Language, language

Key = TypeVar("Key")


def say(text: str, /, **parts: object) -> str:
    """Say an English text in the language spoken now, with what its ``{places}`` stand for."""
    spoken = language()
    if text and spoken is not Language.ENGLISH:
        text = translations(spoken).gettext(text)
    return text.format(**parts) if parts else text


def say_number(one: str, many: str, number: int, /, **parts: object) -> str:
    """Say the text that goes with a number, which fills ``{number}``."""
    spoken = language()
    if spoken is Language.ENGLISH:
        text = one if number == 1 else many
    else:
        text = translations(spoken).ngettext(one, many, number)
    return text.format(number=number, **parts)


def marked(text: str) -> str:
    """Mark a text that ``say`` looks up later, so that the catalogues have it."""
    return text


class Words(Mapping[Key, str]):
    """Marked texts by what they name, each said when it is asked for."""

    def __init__(self, texts: Mapping[Key, str]) -> None:
        self._texts = dict(texts)

    def __getitem__(self, key: Key) -> str:
        return say(self._texts[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
