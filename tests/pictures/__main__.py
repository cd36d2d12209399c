"""``python -m tests.pictures``: writes ``docs/images/pages`` and ``docs/pages.md`` anew."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tests.pictures.page import SCHEMES, SIZES, Look, Shown, photograph, picture_name
from tests.pictures.student import student_pages
from tests.pictures.teacher import teacher_pages
from tests.shared_data import REPOSITORY

PAGES = REPOSITORY / "docs" / "pages.md"


def main() -> None:
    """Photograph every page, and write the document that shows them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "docs" / "images" / "pages")
    parser.add_argument("--only", nargs="*", help="names of pages; all the others stay as they are")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    taken: list[Shown] = []
    for pages in (teacher_pages, student_pages):
        with pages() as (browser, shown):
            for each in shown:
                if chosen.only is None or each.name in chosen.only:
                    print(each.name, flush=True)
                    photograph(browser, each, chosen.folder)
            taken += shown
    PAGES.write_text(document(taken))


def document(pages: Sequence[Shown]) -> str:
    """Show every page as it looks, light and dark, on a desktop and on a phone."""
    lines = [
        "# Every page",
        "",
        "Simulated classes, made by `python -m tests.pictures`; no face in them is anybody's.",
    ]
    for shown in pages:
        lines += ["", f"## {shown.words}", ""]
        lines += [_picture(shown, size) for size in SIZES]
    return "\n".join(lines) + "\n"


def _picture(shown: Shown, size: str) -> str:
    """Light or dark, as the reader has it; a phone is narrow here too."""
    light, dark = (f"images/pages/{picture_name(shown, Look(each, size))}" for each in SCHEMES)
    width = ' width="240"' if size == "phone" else ' width="760"'
    return (
        f'<picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">'
        f'<img src="{light}"{width} alt="{shown.words}, {size}"></picture>'
    )


if __name__ == "__main__":
    main()
