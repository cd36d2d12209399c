"""How a page is photographed: light and dark, on a desktop and on a phone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page

SCHEMES: Final = ("light", "dark")
SIZES: Final = {"desktop": (1440, 900), "phone": (390, 844)}
COLOURS: Final[int] = 256
"""A palette holds all that a page shows, in a third of the bytes."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way to see a page."""

    scheme: str
    size: str

    @contextmanager
    def page(self, browser: Browser, locale: str = "en-GB") -> Iterator[Page]:
        """Open an empty page that is seen so."""
        width, height = SIZES[self.size]
        context = browser.new_context(
            color_scheme="dark" if self.scheme == "dark" else "light",
            viewport={"width": width, "height": height},
            locale=locale,
            reduced_motion="reduce",
        )
        try:
            yield context.new_page()
        finally:
            context.close()


LOOKS: Final = tuple(Look(scheme, size) for scheme, size in product(SCHEMES, SIZES))


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of the product."""

    name: str
    words: str
    """What it shows, for those who read about it and for those who cannot see it."""
    open: Callable[[Page], None]
    """Brings an empty page there."""
    whole: bool = True
    """Whether all of it is photographed, and not only what the window shows."""
    locale: str = "en-GB"


def picture_name(shown: Shown, look: Look) -> str:
    """Name the file of a picture."""
    return f"{shown.name}-{look.scheme}-{look.size}.png"


def photograph(browser: Browser, shown: Shown, folder: Path) -> None:
    """Write the pictures of one page."""
    for look in LOOKS:
        file = folder / picture_name(shown, look)
        with look.page(browser, shown.locale) as page:
            shown.open(page)
            page.screenshot(path=str(file), full_page=shown.whole)
        shrink(file)


def shrink(file: Path) -> None:
    """Keep a picture's look in fewer bytes."""
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(
            COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
    small.save(file, optimize=True)
