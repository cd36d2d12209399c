"""HTML attributes that Dash has no argument for."""

from typing import Any


def attributes(**values: str) -> dict[str, Any]:
    """Turn ``aria_label="x"`` into what Dash passes on as ``aria-label="x"``."""
    return {name.replace("_", "-"): value for name, value in values.items()}
