"""Where the shared data lies, and the mark of the tests that need it."""

import os
from pathlib import Path
from typing import Final

import pytest

REPOSITORY: Final[Path] = Path(__file__).resolve().parents[1]
SHARED: Final[Path] = Path(
    os.environ.get("RAISED_HAND_DATA") or REPOSITORY.parent / "shared" / "data"
)
"""Faces of real people: read from here, never copied into the project."""

_REASON: Final[str] = (
    f"no shared data at {SHARED}: put the data folder beside the repository as ../shared/data, "
    "or name it in RAISED_HAND_DATA"
)


def needs_data(*names: str) -> pytest.MarkDecorator:
    """Skip a test, with what to do about it, unless these files of the data folder are there."""
    missing = [name for name in names or ("clips",) if not (SHARED / name).exists()]
    reason = f"{_REASON} (missing: {', '.join(missing)})" if missing else _REASON
    return pytest.mark.skipif(bool(missing), reason=reason)


def clips(*, with_face: bool | None = None) -> list[Path]:
    """Return the clips in order of name: all, those with a face throughout, or the one with none.

    Empty where the data folder is absent.
    """
    found = sorted(path for path in (SHARED / "clips").glob("*") if path.is_file())
    if with_face is None:
        return found
    if with_face:
        return [path for path in found if "no_face" not in path.stem and "noface" not in path.stem]
    return [path for path in found if path.stem.endswith("no_face")]
