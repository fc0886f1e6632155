"""How a file is to be read, by its name or by what trends.toml declares."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from trend_lib.base.errors import SourceError

if TYPE_CHECKING:
    from trend_lib.base.settings import SourceConfig

FORMAT_OF_SUFFIX = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
PACKED_SUFFIXES = (".gz", ".zip")


def unpacked_name(name: str) -> str:
    """Return a file's name without `.gz` or `.zip`."""
    path = PurePath(name)
    return path.stem if path.suffix.lower() in PACKED_SUFFIXES else name


def known_suffix(name: str) -> str:
    """Return the suffix that tells how to read a file (`.csv.gz`), or '' when none does."""
    inner = PurePath(unpacked_name(name)).suffix.lower()
    outer = PurePath(name).suffix.lower()
    return (inner if inner in FORMAT_OF_SUFFIX else "") + (
        outer if outer in PACKED_SUFFIXES else ""
    )


def is_readable(name: str) -> bool:
    """Tell whether a name ends like a table."""
    return PurePath(name).suffix.lower() in FORMAT_OF_SUFFIX


def format_of(name: str, source: SourceConfig) -> str:
    """Return csv, tsv, jsonl, parquet or xlsx; raise `SourceError` when nothing tells."""
    if source.format != "auto":
        return source.format
    suffix = PurePath(unpacked_name(name)).suffix.lower()
    if suffix not in FORMAT_OF_SUFFIX:
        raise SourceError(
            f"nothing in the name tells how to read it: set format of source {source.name} "
            "(csv, tsv, jsonl, parquet or xlsx)"
        )
    return FORMAT_OF_SUFFIX[suffix]
