"""What lies in drop/ for each source, and what of it waits to be landed; nothing is read or changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base.errors import ConfigError
from trend_lib.base.warehouse import open_warehouse
from trend_lib.sources.drop_folder import find_files, is_growing
from trend_lib.sources.known_file import KnownFiles
from trend_lib.sources.readers import read_file_of

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home
    from trend_lib.base.settings import SourceConfig

LANDED = "SELECT source, delivery_id, path, bytes FROM sources.deliveries WHERE state = 'landed'"


@dataclass(frozen=True, slots=True)
class DropState:
    """A source's files."""

    source: str
    reader: str
    holds: str
    path: str
    files: int = 0
    waiting: int = 0  # for the next landing, those that may still be growing among them
    growing: int = 0
    wrong: str = ""  # why its files cannot be read at all, and the cure


def look_into_drop(home: Home) -> list[DropState]:
    """Return the state of every configured source."""
    landed: set[tuple[object, ...]] = set()
    if home.warehouse.exists():
        with open_warehouse(home, read_only=True) as con:
            for source, sha256, path, size in con.execute(LANDED).fetchall():
                landed |= {(source, sha256), (source, path, size)}
    known = KnownFiles(home.path / "landing" / "known_files.json")
    return [_state_of(home, source, landed, known) for source in home.config.sources]


def _state_of(
    home: Home, source: SourceConfig, landed: set[tuple[object, ...]], known: KnownFiles
) -> DropState:
    """Return the state of one source."""
    named = (source.name, source.reader, source.holds, source.path)
    try:
        files = find_files(home.path, source)
        if not source.is_table:
            read_file_of(source)
    except ConfigError as error:
        return DropState(*named, wrong=str(error).removeprefix(f"source {source.name}: "))

    def is_landed(file: Path) -> bool:
        """Whether a file was landed as it lies there: by its hash where we know it, else by its size."""
        try:
            size = file.stat().st_size
        except FileNotFoundError:  # taken away since the folder was listed
            return True
        path = file.relative_to(home.path).as_posix()
        return (source.name, known.sha256_of(file)) in landed or (source.name, path, size) in landed

    waiting = [file for file in files if not is_landed(file)]
    growing = sum(is_growing(file, source.settle_seconds) for file in waiting)
    return DropState(*named, len(files), len(waiting), growing)
