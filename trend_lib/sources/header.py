"""The header of a delimited file, and what to say when a mapped column is not in it."""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from trend_lib.base.errors import SourceError
from trend_lib.sources.quoting import LineEnd, line_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.dialect import Dialect

MAX_HEADER_LINES = 100
USUAL_DELIMITERS = (";", ",", "\t", "|")
WORDS_OF_TIME = ("date", "time", "day", "created", "opened", "at", "дата", "время", "час", "день")


@dataclass(frozen=True, slots=True)
class Header:
    """A header's record, how many lines it and the preamble took, and the lines after it."""

    record: bytes | None  # None: the file holds nothing
    lines: int
    rest: Iterator[list[bytes]]


def take_header(batches: Iterator[list[bytes]], dialect: Dialect, skip_lines: int) -> Header:
    """Read up to the end of the header: the first line with anything in it, after the preamble."""
    waiting: list[bytes] = []
    for batch in batches:
        waiting += batch
        end = _header_end(waiting, dialect, skip_lines)
        if end is not None:
            begin, past = end
            rest = chain([waiting[past:]], batches)
            return Header(b"\n".join(waiting[begin:past]), past, rest)
    begin = _first_line(waiting, skip_lines)
    record = waiting[begin] if begin < len(waiting) else None
    return Header(record, begin + 1, iter([waiting[begin + 1 :]]))


def split_header(record: bytes, dialect: Dialect) -> list[str]:
    """Return the names in a header, without blanks around them."""
    try:
        return [name.strip() for name in dialect.split(record)]
    except csv.Error as error:
        raise SourceError(f"has a header that cannot be read: {error}") from error


def _first_line(lines: Sequence[bytes], skip_lines: int) -> int:
    """Return the index of the first line that holds anything."""
    held = (at for at, line in enumerate(lines) if at >= skip_lines and line.strip())
    return next(held, len(lines))


def _header_end(
    lines: Sequence[bytes], dialect: Dialect, skip_lines: int
) -> tuple[int, int] | None:
    """Return where the header begins and ends, or None while it does not end in these lines."""
    begin = _first_line(lines, skip_lines)
    if begin == len(lines):
        return None
    is_inside = False
    for at in range(begin, min(len(lines), begin + MAX_HEADER_LINES)):
        end = line_end(lines[at], dialect, is_inside=is_inside) if dialect.quote else LineEnd.CLOSED
        if end is LineEnd.CLOSED:
            return begin, at + 1
        if end is LineEnd.BROKEN:
            break
        is_inside = True
    else:
        if len(lines) < begin + MAX_HEADER_LINES:
            return None
    return begin, begin + 1


def require_columns(found: Sequence[str], source: SourceConfig) -> None:
    """Raise `SourceError` naming every mapped column that the file lacks, and the likely cure."""
    lacking = [
        (target, name)
        for target, names in source.columns.items()
        for name in as_names(names)
        if name.strip() not in found
    ]
    twice = [n for n in mapped_names(source) if list(found).count(n) > 1]
    if lacking:
        raise SourceError(_what_is_lacking(lacking, found, source))
    if twice:
        raise SourceError(f"has the column {twice[0]!r} twice: which one is meant? Rename one")


def as_names(names: str | Iterable[str]) -> tuple[str, ...]:
    """Return the columns of a mapping, which may name one or several."""
    return (names,) if isinstance(names, str) else tuple(names)


def mapped_names(source: SourceConfig) -> list[str]:
    """Return every column that the source's mapping names."""
    return sorted({name.strip() for names in source.columns.values() for name in as_names(names)})


def _what_is_lacking(
    lacking: list[tuple[str, str]], found: Sequence[str], source: SourceConfig
) -> str:
    """Return the whole sentence of a refusal: what is missing, what is there, what to do."""
    wanted = ", ".join(f"{name!r} (for {target})" for target, name in lacking)
    there = ", ".join(repr(name) for name in found)
    said = [f"lacks the column {wanted}; it has: {there}"]
    said += [_near(name, found) for _, name in lacking]
    said += [_no_dates(lacking, found), _other_delimiter(found)]
    cure = f"correct [sources.columns] of source {source.name}, or have the export corrected"
    return "; ".join([part for part in said if part] + [cure])


def _near(name: str, found: Sequence[str]) -> str:
    """Return the column that was perhaps meant."""
    by_lower = {other.casefold(): other for other in found if other}
    near = difflib.get_close_matches(name.casefold(), by_lower, n=1, cutoff=0.6)
    return f"did you mean {by_lower[near[0]]!r}?" if near else ""


def _no_dates(lacking: list[tuple[str, str]], found: Sequence[str]) -> str:
    """Say so when a file has nothing that could tell when a contact came in."""
    moments = {"opened_at", "asked_at"} & {target for target, _ in lacking}
    words = {word for name in found for word in name.casefold().replace("_", " ").split()}
    if not moments or words & set(WORDS_OF_TIME):
        return ""
    return (
        f"no column for {moments.pop()}: this export has no dates, and records without a date "
        "belong to no week"
    )


def _other_delimiter(found: Sequence[str]) -> str:
    """Name the delimiter that looks right when the whole header came as one column."""
    if len(found) != 1:
        return ""
    counts = {sign: found[0].count(sign) for sign in USUAL_DELIMITERS}
    best = max(counts, key=counts.__getitem__)
    if not counts[best]:
        return ""
    written = "\\t" if best == "\t" else best
    return f'the header is one column but holds {written!r} {counts[best]} times: set delimiter = "{written}"'
