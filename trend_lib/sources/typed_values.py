"""SQL that reads numbers, durations and yes or no as people and systems write them."""

from __future__ import annotations

CLOCK = r"^\d+:\d{2}(:\d{2}(\.\d+)?)?$"
YES = ("true", "yes", "y", "1", "resolved")
NO = ("false", "no", "n", "0", "open")
LARGEST_COUNT = "9e15"  # beyond it a DOUBLE skips whole numbers


def number(text: str) -> str:
    """Read a number; a comma is a decimal comma, blanks between digits are nothing."""
    plain = f"replace(translate({text}, ' ' || chr(160), ''), ',', '.')"
    read = f"coalesce(TRY_CAST({text} AS DOUBLE), TRY_CAST({plain} AS DOUBLE))"  # most need no more
    return f"CASE WHEN isfinite({read}) THEN {read} END"


def seconds(text: str) -> str:
    """Read a duration: a number of seconds, `mm:ss` or `h:mm:ss`; never negative."""
    parts = f"string_split(replace({text}, ',', '.'), ':')"
    clock = (
        f"CASE WHEN regexp_matches(replace({text}, ',', '.'), '{CLOCK}') THEN list_reduce("
        f"list_transform({parts}, lambda part: CAST(part AS DOUBLE)), "
        "lambda whole, part: whole * 60 + part) END"
    )
    plain = number(text)
    return f"CASE WHEN contains({text}, ':') THEN {clock} WHEN {plain} >= 0 THEN {plain} END"


def whole_count(text: str) -> str:
    """Read a count: a whole number from 0; `2.0` is one."""
    read = number(text)
    return (
        f"CASE WHEN {read} >= 0 AND {read} < {LARGEST_COUNT} AND {read} = floor({read}) "
        f"THEN CAST({read} AS BIGINT) END"
    )


def yes_or_no(text: str) -> str:
    """Read true, yes, 1, resolved or their opposites."""
    return f"CASE WHEN lower({text}) IN {YES} THEN true WHEN lower({text}) IN {NO} THEN false END"
