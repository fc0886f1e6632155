"""Reaching into objects that may have any shape: what is not there, or is another thing, is None."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from trend_lib.sources.record_lines import RAW_BYTES, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def inside(value: Any, *keys: str) -> Any:
    """Return what lies at the end of a path of keys."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text_in(value: Any, *keys: str) -> str | None:
    """Return a text or the digits of a whole number; nothing for an empty text."""
    found = inside(value, *keys)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return found.strip() or None if isinstance(found, str) else None


def number_in(value: Any, *keys: str) -> float | None:
    """Return a number."""
    found = inside(value, *keys)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    try:
        number = float(found)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def objects_within(value: Any, *keys: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list."""
    found = inside(value, *keys)
    yield from (item for item in found if isinstance(item, dict)) if isinstance(found, list) else ()


def total(numbers: Iterable[float | None]) -> float | None:
    """Return the sum of the numbers that are known, nothing where none is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def of_unknown_shape(place: int, value: dict[str, Any]) -> SetAside:
    """Return what the quarantine keeps of an object that a reader does not know."""
    return SetAside(place, "unknown_shape", json.dumps(value, ensure_ascii=False)[:RAW_BYTES])
