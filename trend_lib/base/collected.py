"""Which answers in inbox/ were collected whole: so that looking every few minutes costs nothing.

The stamp is written last. Whoever is cut off, or fails, leaves it as it was, and the next one does it all again.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from trend_lib.base.inbox import INBOX

if TYPE_CHECKING:
    from pathlib import Path

    from trend_lib.base.home import Home

STAMP = ".collected"


def waiting_answers(home: Home) -> tuple[str, ...]:
    """Return the names of all answers' files; none when all of them were collected before."""
    folder = home.path / INBOX
    names = tuple(sorted(file.name for file in folder.glob("*.json")))
    stamp = folder / STAMP
    is_known = stamp.is_file() and stamp.read_text("utf-8").strip() == _digest(names)
    return () if is_known else names


def mark_collected(home: Home, names: tuple[str, ...]) -> None:
    """Note that these were collected; what came meanwhile was not."""
    _replace(home.folder(INBOX) / STAMP, _digest(names) + "\n")


def _digest(names: tuple[str, ...]) -> str:
    """Return what a list of answers is known by; a file of a name never changes."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _replace(path: Path, text: str) -> None:
    """Write a file in one step."""
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    half.write_text(text, "utf-8")
    half.replace(path)
