"""Where the files that are not Python lie: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[1]
CHECKOUT = PACKAGE.parent


def resource_dir(name: str) -> Path:
    """Return the folder `sql`, `reports` or `config`, wherever this installation keeps it."""
    inside_wheel = PACKAGE / "_resources" / name
    return inside_wheel if inside_wheel.is_dir() else CHECKOUT / name


def is_checkout() -> bool:
    """Tell whether we run from a source checkout rather than an installed wheel."""
    return not (PACKAGE / "_resources").is_dir()
