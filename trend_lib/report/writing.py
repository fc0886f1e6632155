"""Write files whole: under another name first, then renamed, so that no reader sees half a file."""

from __future__ import annotations

import hashlib
import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REVISION_FOLDER = re.compile(r"r\d+")
TO_REVISION = re.compile(r'href="(r\d+/)')
HIDDEN_NOTE, SHOWN_NOTE = 'id="superseded" hidden', 'id="superseded"'  # page.html.j2 writes it


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or leave the one that stands there as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold exactly these files, beside the revisions kept in it.

    The page is written last: whoever follows a link to it finds all the rest.
    """
    for name in sorted(files, key=lambda name: (name == "index.html", name)):
        write_whole(folder / name, files[name])
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if path.is_file() and below.as_posix() not in files and not _is_kept(below.parts[0]):
            path.unlink()


def holds(folder: Path, names: set[str]) -> bool:
    """Tell whether all of these files are there."""
    return all((folder / name).is_file() for name in names)


def sha256_of(path: Path) -> str:
    """Return the hash that anyone can compute of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def keep_revision(folder: Path, revision: int) -> Path | None:
    """Copy a folder's files into its `r<revision>/`; one that was kept before is left alone.

    Returns where they lie; nothing when there was no page to keep.
    """
    kept = folder / f"r{revision}"
    if kept.exists():
        return kept
    if not (folder / "index.html").is_file():
        return None
    fresh = folder / f".r{revision}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(folder, fresh, ignore=lambda _, names: {n for n in names if _is_kept(n)})
    page = fresh / "index.html"
    page.write_text(_superseded(page.read_text("utf-8")), "utf-8")
    fresh.rename(kept)
    return kept


def _superseded(page: str) -> str:
    """Let a page say that a newer revision stands in its place; its links begin one folder deeper."""
    deeper = page.replace('href="../../../', 'href="../../../../')
    deeper = TO_REVISION.sub(r'href="../\1', deeper)
    return deeper.replace(HIDDEN_NOTE, SHOWN_NOTE, 1)


def _is_kept(name: str) -> bool:
    """Tell the folders of earlier revisions, and files being written, from the rest."""
    return REVISION_FOLDER.fullmatch(name) is not None or name.startswith(".")
