"""Copying a received file out of drop/ while hashing it, and putting it into landing/ in one step."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.sources.file_format import known_suffix

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Staged:
    """Our own, unchanging copy of a received file."""

    path: Path
    name: str  # as it was called in drop/
    sha256: str
    size: int

    @property
    def kept_name(self) -> str:
        """How landing/ calls it: its hash, and the suffix that tells how to read it."""
        suffix = known_suffix(self.name)
        # the parsed rows are <sha256>.parquet, so a received Parquet file needs another name
        return f"{self.sha256}{'.received.parquet' if suffix == '.parquet' else suffix}"


def workbench(landing: Path) -> Path:
    """Return the folder for half-done work."""
    return landing / ".work"


def fresh_workbench(landing: Path) -> Path:
    """Return an empty folder for half-done work; what a crash left there is thrown away.

    Only the process that holds the warehouse lands, so nobody else works there.
    """
    bench = workbench(landing)
    shutil.rmtree(bench, ignore_errors=True)
    bench.mkdir(parents=True)
    return bench


def stage(file: Path, bench: Path) -> Staged | None:
    """Copy and hash a file; None when it changed meanwhile: somebody is writing it."""
    copy = bench / "received"
    with file.open("rb") as source, copy.open("wb") as target:
        before = os.fstat(source.fileno())  # of what is open: its name may be taken away meanwhile
        digest = hashlib.sha256()
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
        after = os.fstat(source.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return None
    return Staged(copy, file.name, digest.hexdigest(), copy.stat().st_size)


def keep(staged: Staged, rows: Path, folder: Path) -> None:
    """Put the received bytes and their rows into landing/; a crash in between leaves whole files."""
    folder.mkdir(parents=True, exist_ok=True)
    _sync(rows)
    if staged.path.exists():  # else it could not be kept without somebody who was erased
        os.replace(staged.path, folder / staged.kept_name)  # noqa: PTH105 - one atomic step
    os.replace(rows, folder / f"{staged.sha256}.parquet")  # noqa: PTH105 - the same
    _sync(folder)


def keep_all(kept: Sequence[tuple[Staged, Path]], folder: Path) -> None:
    """Put many received files and the rows of each into landing/, as `keep` does one."""
    folder.mkdir(parents=True, exist_ok=True)
    for _, rows in kept:
        _sync(rows)
    for staged, rows in kept:
        os.replace(staged.path, folder / staged.kept_name)  # noqa: PTH105 - one atomic step
        os.replace(rows, folder / f"{staged.sha256}.parquet")  # noqa: PTH105 - the same
    _sync(folder)


def _sync(path: Path) -> None:
    """Make a file's content, or a folder's names, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
