"""Any JSON file as its objects: JSON lines, one array, an envelope around a list, or one after another.

What cannot be an object is set aside; a file that was cut keeps its whole objects. Nothing here
raises, whatever the bytes are. JSON lines are read a line at a time, anything else as one text.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from trend_lib.sources.readers.json_text import UNREADABLE, lines_of
from trend_lib.sources.record_lines import RAW_BYTES, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEEPEST = 100  # levels within an object; what systems export has under twenty
BETWEEN = re.compile(
    r"[\s,\]}\ufeff]*"
)  # two values: blanks, commas, what is left of a broken list
NEXT_VALUE = re.compile(r"\n(?=[{\[])")  # where to go on after a value that cannot be read
NOTHING_MORE = re.compile(r"\s*\Z")
HALF_LETTER = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")  # written or already there
WHOLE_LETTERS = json.JSONEncoder(ensure_ascii=False).encode


def _finite(text: str) -> float | None:
    """Read a number; one beyond all measure is none."""
    number = float(text)
    return number if math.isfinite(number) else None


DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=lambda _: None, strict=False)


@dataclass(frozen=True, slots=True)
class Found:
    """One object of a file."""

    place: int  # 1, 2, 3 ... among the pieces of its file
    value: dict[str, Any]
    beside: dict[str, Any]  # what its envelope says beside the list it came in


def objects_in(
    chunks: Iterable[bytes], encoding: str = "utf-8", lists: tuple[str, ...] = ()
) -> Iterator[Found | SetAside]:
    """Yield the objects of a JSON file, and what is none.

    Args:
        chunks: The file's bytes.
        encoding: In which they are written; a byte order mark knows better.
        lists: Names under which an envelope keeps its objects (`tickets`), or its only one.
    """
    places = count(1)
    for text in _documents(lines_of(chunks, encoding)):
        is_suspect = HALF_LETTER.search(text) is not None
        for value, beside in _values_in(text, lists):
            yield _judged(next(places), value, beside, is_suspect=is_suspect)


def _documents(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines where each is a value, else all of them as one text."""
    first, second = next(lines, ""), next(lines, "")
    rest = chain([second], lines) if second else iter(())
    if second and not _is_value(first) and not (_ends_like_object(first) and _is_value(second)):
        yield "".join([first, *rest])
    elif first:
        yield first
        yield from rest


def _ends_like_object(line: str) -> bool:
    """Tell whether a line that cannot be read was an object of JSON lines all the same."""
    return line.lstrip().startswith("{") and line.rstrip().endswith("}")


def _is_value(text: str) -> bool:
    """Tell whether a line is JSON, as the first of JSON lines must be."""
    try:
        DECODER.decode(text)
    except (ValueError, RecursionError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Unread:
    """A stretch of text that is no JSON."""

    reason: str
    raw: str


def _values_in(text: str, lists: tuple[str, ...]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield every value of a text with what stands beside it, and what cannot be read."""
    at = _after(BETWEEN, text, 0)
    while at < len(text):
        try:
            value, end = _value_at(text, at)
        except (ValueError, RecursionError) as error:
            salvaged, at = _salvaged(text, at, lists)
            yield from salvaged
            end = _end_of_unread(text, at, error)
            yield _Unread(_reason(error, text), text[at : min(end, at + RAW_BYTES)]), {}
        else:
            yield from _unwrapped(value, lists)
        at = _after(BETWEEN, text, end)


def _value_at(text: str, at: int) -> tuple[Any, int]:
    """Return the value that begins at a place, and where it ends; a text does not go on over lines."""
    value, end = DECODER.raw_decode(text, at)
    if isinstance(value, str) and "\n" in text[at:end]:  # there was a quote too many before it
        raise json.JSONDecodeError("no value", text, at)
    return value, end


def _unwrapped(value: Any, lists: tuple[str, ...]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield what is inside an array or envelope, else the value itself."""
    if isinstance(value, list):
        yield from ((element, {}) for element in value)
        return
    name = _name_of_list(value, lists)
    if name is None:
        yield value, {}
        return
    beside = {key: other for key, other in value.items() if key != name}
    inside = value[name]
    yield from ((element, beside) for element in (inside if isinstance(inside, list) else [inside]))


def _name_of_list(value: Any, lists: tuple[str, ...]) -> str | None:
    """Return the name under which an envelope keeps its objects."""
    if not isinstance(value, dict):
        return None
    return next((name for name in lists if isinstance(value.get(name), (list, dict))), None)


def _salvaged(
    text: str, at: int, lists: tuple[str, ...]
) -> tuple[list[tuple[Any, dict[str, Any]]], int]:
    """Return the whole elements of a broken array or envelope, and where reading ended."""
    elements: list[tuple[Any, dict[str, Any]]] = []
    begin, beside = _begin_of_list(text, at, lists)
    if begin is None:
        return elements, at
    at = begin
    while True:
        at = _after(BETWEEN, text, at)
        try:
            element, at = _value_at(text, at)
        except (ValueError, RecursionError):
            return elements, at
        elements.append((element, beside))


def _begin_of_list(text: str, at: int, lists: tuple[str, ...]) -> tuple[int | None, dict[str, Any]]:
    """Return where the list inside of a broken value begins, and what was said before it."""
    beside: dict[str, Any] = {}
    is_envelope = text[at] == "{" and lists
    while is_envelope:
        try:
            name, at = DECODER.raw_decode(text, _after(BETWEEN, text, at + 1))
            at = text.index(":", at) + 1
            at = _after(BETWEEN, text, at)
            if name in lists:
                break
            beside[str(name)], at = DECODER.raw_decode(text, at)
            at = text.index(",", at)
        except (ValueError, RecursionError, TypeError):
            return None, {}
    return (at + 1 if text[at : at + 1] == "[" else None), beside


def _end_of_unread(text: str, at: int, error: Exception) -> int:
    """Return where the next value may begin; after a bomb nowhere, for it might hold a million."""
    found = None if isinstance(error, RecursionError) else NEXT_VALUE.search(text, at + 1)
    return found.end() if found else len(text)


def _reason(error: Exception, text: str) -> str:
    """Return why a value cannot be read."""
    if isinstance(error, RecursionError):
        return "nested_too_deep"
    if isinstance(error, json.JSONDecodeError) and (
        NOTHING_MORE.match(text, error.pos) or error.msg.startswith("Unterminated string")
    ):
        return "cut_off"
    return "bad_json"


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return the place after what the pattern matches, be it nothing."""
    matched = pattern.match(text, at)
    return matched.end() if matched else at


def _judged(
    place: int, value: Any, beside: dict[str, Any], *, is_suspect: bool
) -> Found | SetAside:
    """Return an object that can be worked with, or what it is set aside for."""
    if isinstance(value, _Unread):
        return SetAside(place, value.reason, _with_whole_letters(value.raw))
    if isinstance(value, (dict, list)) and _is_too_deep(value):
        return SetAside(place, "nested_too_deep", "")
    text = WHOLE_LETTERS(value) if is_suspect or not isinstance(value, dict) else ""
    if UNREADABLE in text:
        return SetAside(place, "bad_encoding", _with_whole_letters(text[:RAW_BYTES]))
    if not isinstance(value, dict):
        return SetAside(place, "not_an_object", _with_whole_letters(text[:RAW_BYTES]))
    whole = DECODER.decode(_with_whole_letters(text)) if is_suspect else value
    return Found(place, whole, beside)


def _with_whole_letters(text: str) -> str:
    """Return a text without halves of letters, which systems leave where they cut an emoji."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_too_deep(value: Any) -> bool:
    """Tell whether later steps might run out of stack."""
    level = [value]
    for _ in range(DEEPEST):
        children = (
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
        )
        level = [child for child in children if isinstance(child, (dict, list))]
        if not level:
            return False
    return True
