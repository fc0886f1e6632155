"""What stands in an object of unknown manners: every question has an answer or None, and none raises."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import Any

LONGEST_TEXT = 100_000  # letters of a contact; a desk's longest mails have a tenth
MILLISECONDS_FROM = 1e11  # as seconds it would be the year 5138
INLINE_FILE = re.compile(r"data:[\w/+.;=-]*;base64,[A-Za-z0-9+/=\s]*")


def part_of(value: Any, *path: str) -> Any:
    """Return what lies along a path of keys, None where it ends."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def things_in(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list; one object alone is a list of one, as some systems write it."""
    listed = value if isinstance(value, list) else [value]
    return [thing for thing in listed if isinstance(thing, dict)]


def text_of(value: Any) -> str | None:
    """Return a text, an id or a number as text; nothing for blanks, objects and lists."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None


def word_of(value: Any) -> str:
    """Return a code word in small letters, '' where there is none."""
    return (text_of(value) or "").lower()


def number_of(value: Any) -> float | None:
    """Return a number, also of a text that is one."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def moment_of(value: Any) -> str | None:
    """Return a moment as it is written; a number counts seconds or milliseconds since 1970."""
    if isinstance(value, str) and not value.strip().isdigit():
        return value.strip() or None
    number = number_of(value)
    if number is None:
        return None
    seconds = number / 1000 if abs(number) >= MILLISECONDS_FROM else number
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def seconds_between(begin: str | None, end: str | None) -> float | None:
    """Return how long it took; nothing where either is no moment or it went backwards."""
    try:
        took = datetime.fromisoformat(end or "") - datetime.fromisoformat(begin or "")
    except (ValueError, TypeError, OverflowError):  # one of them with an offset, one without
        return None
    return took.total_seconds() if took.total_seconds() >= 0 else None


def minutes_as_seconds(value: Any) -> float | None:
    """Return minutes as seconds."""
    minutes = number_of(value)
    return None if minutes is None else minutes * 60


def by_name(value: Any, key: str, said: str) -> Any:
    """Return a list of {key, said} as one object, so that a path can reach what is said."""
    if not isinstance(value, list):
        return value
    return {str(text_of(thing.get(key))): thing.get(said) for thing in things_in(value)}


def joined(*texts: str | None) -> str | None:
    """Return texts under each other, each once, without the files that hide in them."""
    clean = (INLINE_FILE.sub("", text).strip() for text in texts if text)
    return "\n".join(dict.fromkeys(text for text in clean if text))[:LONGEST_TEXT] or None
