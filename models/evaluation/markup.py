"""Pieces of HTML that need no other file: pictures within the page, tables, numbers."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files


@dataclass(frozen=True)
class Plot:
    """One plot as PNG for a light and for a dark page."""

    light: bytes
    dark: bytes


def lay_out(title: str, introduction: str, sections: Sequence[tuple[str, str, str]]) -> str:
    """Lay out a whole page; a section is its anchor, its heading and its HTML."""
    body = "".join(
        f'<section id="{anchor}"><h2>{escape(heading)}</h2>{html}</section>'
        for anchor, heading, html in sections
    )
    links = "".join(f'<a href="#{anchor}">{escape(name)}</a>' for anchor, name, _ in sections)
    style = files("models.evaluation").joinpath("page.css").read_text()
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>"
        f"<header><h1>{escape(title)}</h1><p>{introduction}</p><nav>{links}</nav></header>"
        f"<main>{body}</main></body></html>\n"
    )


def picture(plot: Plot | None, alt: str) -> str:
    """Embed a plot, light or dark as the page is; nothing where there is none."""
    if plot is None:
        return ""
    light, dark = (
        f"data:image/png;base64,{b64encode(each).decode()}" for each in (plot.light, plot.dark)
    )
    return (
        f'<picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">'
        f'<img src="{light}" alt="{escape(alt, quote=True)}"></picture>'
    )


def table(head: Iterable[str], rows: Iterable[list[str]]) -> str:
    """Lay out a table that scrolls on its own where a phone is too narrow."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for first, *cells in rows
    )
    return (
        f'<div class="wide" tabindex="0"><table><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def behind(title: str, head: Iterable[str], rows: Iterable[list[str]]) -> str:
    """Fold a table behind its title."""
    return f"<details><summary>{escape(title)}</summary>{table(head, rows)}</details>"


def percent(share: float | None) -> str:
    """Write a share in percent, a missing one as a dash."""
    return "–" if share is None else f"{share:.1%}"


def plain(figure: float | None) -> str:
    """Write a figure with three decimals, a missing one as a dash."""
    return "–" if figure is None else f"{figure:.3f}"


def count(number: int | None) -> str:
    """Write a number with separators, a missing one as a dash."""
    return "–" if number is None else f"{number:,}"
