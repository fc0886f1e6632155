"""A memory of file hashes, so that a run need not read again what it read before.

A size and a time alone do not prove that a file is the same: the change time and the inode,
which no copying tool can set back, must agree too. When in doubt the file is read again.
"""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

QUIET_SECONDS = 2.0  # a file that changed within the clock's grain could change again unseen


class KnownFiles:
    """Hashes by path, kept in `landing/known_files.json`."""

    def __init__(self, path: Path) -> None:
        """Read the memory; one that is missing or broken is empty."""
        self.path = path
        self.changed = False
        try:
            self.entries: dict[str, list[int | str]] = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            self.entries = {}

    def sha256_of(self, file: Path) -> str | None:
        """Return the hash of a file that is surely unchanged, else None."""
        entry = self.entries.get(str(file))
        return str(entry[-1]) if entry and entry[:-1] == _signs(file) else None

    def remember(self, file: Path, sha256: str) -> None:
        """Keep a file's hash, unless it changed too lately to be sure of it."""
        signs = _signs(file)
        if not signs or time.time() - signs[2] / 1e9 < QUIET_SECONDS:
            return
        self.entries[str(file)] = [*signs, sha256]
        self.changed = True

    def save(self) -> None:
        """Write the memory in one step."""
        if self.changed:
            draft = self.path.with_suffix(".draft")
            draft.write_text(json.dumps(self.entries), "utf-8")
            os.replace(draft, self.path)  # noqa: PTH105 - one atomic step
            self.changed = False


def _signs(file: Path) -> list[int]:
    """Return what changes whenever a file's content does; nothing of one that is gone."""
    try:
        stat = file.stat()
    except FileNotFoundError:
        return []
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
