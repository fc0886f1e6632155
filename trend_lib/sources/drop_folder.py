"""Which files of a source are ready: found by the source's glob, finished by all signs."""

from __future__ import annotations

import time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from trend_lib.base.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.settings import SourceConfig

UNFINISHED_SUFFIXES = (
    ".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".download", ".swp", "~",
)  # fmt: skip


def find_files(home: Path, source: SourceConfig) -> list[Path]:
    """Return the source's files in the order of their names; unfinished names are no files yet."""
    pattern = PurePosixPath(source.path)
    if pattern.is_absolute() or ".." in pattern.parts or not pattern.parts:
        raise ConfigError(
            f"source {source.name}: path {source.path!r} must be a pattern below the home, "
            "like drop/desk/*.csv, or a URL like file:///srv/exports/*.csv"
        )
    return sorted(
        path for path in home.glob(source.path) if path.is_file() and is_finished(path.name)
    )


def is_growing(path: Path, settle_seconds: int) -> bool:
    """Tell whether a file changed so lately that its writer may not be done; one that is gone does not."""
    try:
        return abs(time.time() - path.stat().st_mtime) < settle_seconds
    except FileNotFoundError:
        return False


def is_finished(name: str) -> bool:
    """Tell whether a name is one of a finished, visible file."""
    return not name.startswith((".", "~$")) and not name.lower().endswith(UNFINISHED_SUFFIXES)
