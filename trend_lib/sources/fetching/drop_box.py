"""A source's folder in drop/, and the cursor that says how far it was fetched.

A page is renamed into place before the cursor moves behind it. So a crash at any step fetches at
most one page twice, under the same name where it says the same; landing keeps what is new in it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.base.errors import TrendError
from trend_lib.sources.fetching.page import Copied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trend_lib.base.home import Home
    from trend_lib.sources.fetching.page import Cursor, Page

NUMBERED = re.compile(r"(\d{9})-")


class DropBox:
    """Where one source's pages go; only one process at a time has it open."""

    def __init__(self, home: Home, source: str) -> None:
        """Read the cursor; one that is missing or broken begins anew, and nothing is lost by it."""
        self.folder = home.path / "drop" / source
        self.folder.mkdir(parents=True, exist_ok=True)
        self._state = cursor_folder(home) / f"{source}.json"
        state = _read_state(self._state)
        self.cursor: Cursor = state.get("cursor", {})
        self._begun_at = datetime.now(UTC).isoformat(timespec="seconds")
        self._whole_at, self._fault = str(state.get("whole_at", "")), str(state.get("fault", ""))
        for draft in self.folder.glob(".*.part"):  # of a process that died
            draft.unlink()
        self._last = max(
            (path.name for path in self.folder.iterdir() if _number(path.name)), default=""
        )
        self._number = max(int(state.get("number", 0)), _number(self._last))

    def keep(self, page: Page | Copied) -> None:
        """Put a page on disk, then move the cursor behind it."""
        if isinstance(page, Copied):
            self._keep_copy(page)
            return
        ending = f"-{hashlib.sha256(page.content).hexdigest()[:16]}{page.suffix}"
        if not self._last.endswith(ending):
            self._number += 1
            self._last = f"{self._number:09d}{ending}"
            write_whole(self.folder / self._last, page.content)
        self.move(page.cursor)

    def _keep_copy(self, copied: Copied) -> None:
        """Give a copied file its name, with a number in front: two folders may hold the same name."""
        self._number += 1
        self._last = f"{self._number:09d}-{copied.name}"
        rename_whole(copied.draft, self.folder / self._last)
        if copied.cursor is not None:
            self.move(copied.cursor)

    def move(self, cursor: Cursor) -> None:
        """Remember how far the source is fetched."""
        self.cursor = cursor
        self._remember()

    def end(self, fault: str) -> None:
        """Remember how a fetch ended: an empty fault says that all there was is here."""
        self._whole_at = self._whole_at if fault else self._begun_at
        self._fault = fault
        self._remember()

    def _remember(self) -> None:
        """Write down what the next fetch, completeness and the doctor ask for."""
        state = {
            "cursor": self.cursor,
            "number": self._number,
            "whole_at": self._whole_at,
            "fault": self._fault,
        }
        write_whole(self._state, json.dumps(state, sort_keys=True).encode())


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is known of a source's fetches."""

    whole_at: datetime | None = None  # the beginning of the last one that came to its end
    fault: str = ""  # why the last one stopped


def read_fetch_state(home: Home, source: str) -> FetchState:
    """Return what is known of a source's fetches."""
    state = _read_state(cursor_folder(home) / f"{source}.json")
    whole_at = str(state.get("whole_at", ""))
    return FetchState(
        datetime.fromisoformat(whole_at) if whole_at else None, str(state.get("fault", ""))
    )


@contextmanager
def open_drop_box(home: Home, source: str) -> Iterator[DropBox]:
    """Give a source's drop box to this process alone; the lock ends with the process."""
    lock = cursor_folder(home) / f"{source}.lock"
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TrendError(
                f"source {source} is being fetched by another process; wait for it to end"
            ) from None
        yield DropBox(home, source)


def cursor_folder(home: Home) -> Path:
    """Return where cursors lie: in landing/, since they say how much of a source it holds."""
    folder = home.folder("landing") / ".cursors"
    folder.mkdir(exist_ok=True)
    return folder


def write_whole(file: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, also after a power cut."""
    draft = file.with_name(f".{file.name}.part")  # landing does not look at such names
    with draft.open("wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    rename_whole(draft, file)


def rename_whole(draft: Path, file: Path) -> None:
    """Give a finished file its name, and let that survive a power cut."""
    draft.replace(file)
    handle = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read_state(file: Path) -> dict[str, Any]:
    """Return what was remembered, or nothing."""
    try:
        state = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _number(name: str) -> int:
    """Return the number in front of a page's name: newer pages must sort behind it; 0 for others."""
    match = NUMBERED.match(name)
    return int(match[1]) if match else 0
