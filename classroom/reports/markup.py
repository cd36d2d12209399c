"""HTML in which text is escaped unless it was made here."""

from collections.abc import Iterable
from html import escape
from typing import Final

EMPTY_ELEMENTS: Final[frozenset[str]] = frozenset({"meta", "br", "line", "rect", "path", "circle"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | int | float | None


def element(name: str, /, *children: Child, **attributes: str | float | None) -> Markup:
    """Make an element: ``class_="x"``, ``stroke_width=2``; what is None is left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in EMPTY_ELEMENTS and not children:
        return Markup(f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{joined(children)}</{name}>")


def joined(children: Iterable[Child]) -> Markup:
    """Put children after each other, text escaped."""
    return Markup("".join(_escaped(child) for child in children if child is not None))


def person(name: str) -> Markup:
    """Text of any direction that somebody typed, kept apart from the words around it."""
    return element("bdi", name, dir="auto")


def table(label: str, heads: Iterable[str], rows: Iterable[Iterable[Child]]) -> Markup:
    """Make a table whose rows begin with their head; on a narrow screen it scrolls by itself."""
    head = element("tr", *(element("th", text, scope="col") for text in heads))
    body = [
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in cells))
        for first, *cells in rows
    ]
    drawn = element("table", element("thead", head), element("tbody", *body))
    return element("div", drawn, class_="scroll", tabindex="0", role="region", aria_label=label)


def _escaped(child: str | int | float) -> str:
    return child if isinstance(child, Markup) else escape(str(child))
