"""The catalogues: one file a language, compiled in memory when it is first spoken."""

import io
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Final

from classroom.language.spoken import Language

FOLDER: Final[Path] = Path(__file__).parent


def catalogue_path(language: Language) -> Path:
    """Where the texts of a language stand, beside their English."""
    return FOLDER / f"{language.value}.po"


@cache
def translations(language: Language) -> GNUTranslations:
    """Read a language's catalogue once; a text that it lacks stays English."""
    from babel.messages.mofile import write_mo  # most processes speak English only
    from babel.messages.pofile import read_po

    with catalogue_path(language).open("rb") as file:
        catalogue = read_po(file, locale=language.value)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
