"""The readers of known exports, one module each: `reader = "zendesk"` is `readers/zendesk.py`.

A module whose constant `READER` says what it reads is a reader; what several of them share has
modules of its own here, without one.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from trend_lib.base.errors import ConfigError
from trend_lib.sources.reader import Reader

if TYPE_CHECKING:
    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.reader import ReadFile


def reader_names() -> list[str]:
    """Return the names of all readers; imports each, so only for those who ask."""
    return [module.name for module in iter_modules(__path__) if _load(module.name)]


def read_file_of(source: SourceConfig) -> ReadFile:
    """Return what reads a source's files, or raise `ConfigError` naming what there is."""
    there = {module.name for module in iter_modules(__path__)}
    reader = _load(source.reader) if source.reader in there else None
    if reader is None:
        known = ", ".join(["table", *reader_names()])
        raise ConfigError(
            f"source {source.name}: there is no reader {source.reader!r}; there are: {known}"
        )
    if source.holds not in reader.reads:
        raise ConfigError(
            f"source {source.name}: {source.reader} has no {source.holds}; "
            f"set holds to one of: {', '.join(reader.reads)}"
        )
    return reader.reads[source.holds]


def _load(name: str) -> Reader | None:
    """Return a module's reader, or None for a module that only helps the others."""
    reader = getattr(import_module(f"{__name__}.{name}"), "READER", None)
    return reader if isinstance(reader, Reader) else None
