"""Questions to an object along a path of keys: a text, a number, the objects of a list, or None."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trend_lib.sources.reader import Record
from trend_lib.sources.readers.json_values import number_of, part_of, text_of, things_in
from trend_lib.sources.record_lines import RAW_BYTES, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable


def text_in(value: Any, *keys: str) -> str | None:
    """Return a text, or a number as text; nothing for an empty text."""
    return text_of(part_of(value, *keys))


def number_in(value: Any, *keys: str) -> float | None:
    """Return a number."""
    return number_of(part_of(value, *keys))


def objects_within(value: Any, *keys: str) -> list[dict[str, Any]]:
    """Return the objects of a list."""
    return things_in(part_of(value, *keys))


def total(numbers: Iterable[float | None]) -> float | None:
    """Return the sum of the numbers that are known, nothing where none is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def record(place: int, fields: dict[str, Any]) -> Record:
    """Return a record of what has a value."""
    return Record(place, {name: value for name, value in fields.items() if value is not None})


def of_unknown_shape(place: int, value: dict[str, Any]) -> SetAside:
    """Return what the quarantine keeps of an object that a reader does not know."""
    return SetAside(place, "unknown_shape", json.dumps(value, ensure_ascii=False)[:RAW_BYTES])
