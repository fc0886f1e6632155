"""One file, `trends.toml`, read once and validated in full; an error names key, line and cure."""

from __future__ import annotations

import hashlib
import re
import tomllib
from typing import TYPE_CHECKING

from pydantic import ValidationError

from trend_lib.base.errors import ConfigError
from trend_lib.base.settings import TrendConfig

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

TABLE_HEADER = re.compile(r"\s*\[(\[)?\s*([\w.\-]+)\s*\]")
CURES = {
    "extra_forbidden": "no such setting; check the spelling, or see the comments `trends init` writes",
    "missing": "add it",
}


def load_config(path: Path) -> TrendConfig:
    """Read and validate the configuration, or raise `ConfigError` with every fault in it."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read; make a home with `trends init DIR`") from error
    try:
        return TrendConfig.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        faults = [describe_fault(fault, text) for fault in error.errors()]
        raise ConfigError("\n".join([f"{path}:", *faults])) from error


def config_hash(config: TrendConfig) -> str:
    """Return a `c` and nine hex digits that change with any setting; in every bulletin's footer.

    The letter keeps a hash that happens to be all digits from looking like a phone number.
    """
    return "c" + hashlib.sha256(config.model_dump_json().encode()).hexdigest()[:9]


def describe_fault(fault: ErrorDetails, text: str) -> str:
    """Return one line: where, which key, what is wrong, what to do."""
    location = fault["loc"]
    key = ".".join(str(part) for part in location)
    cure = CURES.get(fault["type"], "")
    wrong = fault["msg"].removeprefix("Value error, ")  # our own words need no class
    said = f"{wrong}; {cure}" if cure else wrong
    line = find_line(text, location)
    return f"  line {line}: {key}: {said}" if line else f"  {key}: {said}"


def find_line(text: str, location: tuple[int | str, ...]) -> int | None:
    """Return the line that sets a key; else its table's header; else None."""
    best: int | None = None
    current: tuple[int | str, ...] = ()
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = TABLE_HEADER.match(line)
        if header:
            current = _table_path(header, seen)
            if location[: len(current)] == current:
                best = number
        elif _sets_key(line, current, location):
            return number
    return best


def _table_path(header: re.Match[str], seen: dict[str, int]) -> tuple[int | str, ...]:
    """Return the path of a table header, counting the entries of `[[arrays]]`."""
    name = header[2]
    if header[1]:
        seen[name] = seen.get(name, -1) + 1
    path: list[int | str] = []
    for part in name.split("."):
        path.append(part)
        if part in seen:
            path.append(seen[part])
    return tuple(path)


def _sets_key(line: str, current: tuple[int | str, ...], location: tuple[int | str, ...]) -> bool:
    """Tell whether a line inside table `current` sets the key that `location` names."""
    if location[: len(current)] != current or len(location) <= len(current):
        return False
    key = str(location[len(current)])
    return re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line) is not None
