"""Brings the catalogues in step with the texts in the code: ``python -m`` this module."""

import io
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from classroom.language.catalogue import FOLDER, catalogue_path
from classroom.language.spoken import Language

REPOSITORY: Final[Path] = FOLDER.parents[1]
PACKAGES: Final[tuple[str, ...]] = ("classroom", "dashboard")
KEYWORDS: Final[dict[str, tuple[int, ...] | None]] = {
    "say": None,
    "marked": None,
    "say_number": (1, 2),
}


def extracted() -> Catalog:
    """Collect every text that is said or marked."""
    found = Catalog(project="Raised Hand")
    for package in PACKAGES:
        for file, _, message, _, context in extract_from_dir(
            REPOSITORY / package, [("**.py", "python")], keywords=KEYWORDS
        ):
            if message:
                place = (f"{package}/{Path(file).as_posix()}", 1)
                found.add(message, locations=[place], context=context)
    return found


def kept(language: Language) -> Catalog:
    """Read a catalogue as it stands, or an empty one."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language.value, project="Raised Hand", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language.value)


def refreshed(language: Language) -> bytes:
    """Return a catalogue with new texts, empty, and without those that are said no more."""
    catalogue = kept(language)
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    file = io.BytesIO()
    write_po(
        file, catalogue, width=100, sort_by_file=True, ignore_obsolete=True, include_lineno=False
    )
    return file.getvalue()


def main() -> None:
    """Bring every catalogue in step."""
    for language in Language:
        if language is not Language.ENGLISH:
            catalogue_path(language).write_bytes(refreshed(language))


if __name__ == "__main__":
    main()
