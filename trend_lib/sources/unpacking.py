"""Plain, gzip and zip files as streams of bytes, checked to their end and stopped at a cap.

DuckDB accepts a gzip file whose checksum is wrong and has no guard against a bomb, so Python
unpacks, in chunks, and counts.
"""

from __future__ import annotations

import gzip
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Protocol

from trend_lib.base.errors import SourceError
from trend_lib.sources.file_format import format_of, is_readable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trend_lib.base.settings import SourceConfig
    from trend_lib.sources.staging import Staged

CHUNK = 1 << 20
GZIP_SIGN, ZIP_SIGN = b"\x1f\x8b", b"PK\x03\x04"
EMPTY_ZIP_SIGN = b"PK\x05\x06"
WORKBOOK_PART = "[Content_Types].xml"
MAX_MEMBERS = 1_000
MAX_RATIO = 200  # text packs about 5 to 1, repetitive logs 50 to 1
RATIO_FROM_BYTES = 16 * CHUNK  # a small file may pack as well as it likes
# what the standard library raises on a damaged archive: on its checksums and streams, on a way of
# packing it lacks, and, where numbers in it are spoilt, on places that no file has
DAMAGED = (
    EOFError, OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError,
    ValueError, OverflowError, struct.error,
)  # fmt: skip


class Readable(Protocol):
    """A stream of bytes, whatever unpacks it."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at the end."""


class Meter:
    """Counts unpacked bytes and stops what grows beyond all measure."""

    def __init__(self, packed: int, max_bytes: int) -> None:
        """Begin at nothing; `packed` is the size as received."""
        self.packed = packed
        self.max_bytes = max_bytes
        self.unpacked = 0

    def add(self, size: int) -> None:
        """Count a chunk, or raise `SourceError`."""
        self.unpacked += size
        if self.unpacked > self.max_bytes:
            raise SourceError(
                f"unpacks to more than max_bytes = {self.max_bytes}: deliver smaller files, "
                "or raise max_bytes if this one is honest"
            )
        if self.unpacked > max(RATIO_FROM_BYTES, MAX_RATIO * self.packed):
            raise SourceError(
                f"unpacks to more than {MAX_RATIO} times its size, which no table does: "
                "deliver it unpacked if it is honest"
            )


def open_streams(staged: Staged, source: SourceConfig) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield name and bytes of every file inside, one after another.

    Raises:
        SourceError: The file is damaged, encrypted, or a bomb.
    """
    with staged.path.open("rb") as file:
        sign = file.read(4)
    meter = Meter(staged.size, source.max_bytes)
    try:
        is_zip = sign in {ZIP_SIGN, EMPTY_ZIP_SIGN}
        if is_zip and (source.is_table or not _is_workbook(staged.path, source.max_bytes)):
            yield from _zip_members(staged.path, source, meter)
        elif sign.startswith(GZIP_SIGN):
            with gzip.open(staged.path, "rb") as file:
                yield staged.name, _metered(file, meter)
        else:
            meter.packed = max(staged.size, 1)  # nothing to unpack: only the cap counts
            with staged.path.open("rb") as file:
                yield staged.name, _metered(file, meter)
    except (*DAMAGED, RuntimeError) as error:  # the last: locked, and its contents do not say so
        raise damaged(error) from error


def check_members(path: Path, max_bytes: int) -> None:
    """Read a zip-like file (a workbook) to its end, so that damage and bombs are found first."""
    meter = Meter(path.stat().st_size, max_bytes)
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                with archive.open(member) as file:
                    for _ in _metered(file, meter):
                        pass
    except (*DAMAGED, RuntimeError) as error:
        raise SourceError(f"is damaged or locked with a password: {error}") from error


def _is_workbook(path: Path, max_bytes: int) -> bool:
    """Tell whether a zip file is a workbook of Excel, which its reader takes apart itself."""
    with zipfile.ZipFile(path) as archive:
        if WORKBOOK_PART not in archive.namelist():
            return False
    check_members(path, max_bytes)
    return True


def name_inside(staged: Staged) -> str:
    """Return the name that tells the format: of a zip, its first table's."""
    if not zipfile.is_zipfile(staged.path) or is_readable(staged.name):
        return staged.name
    try:
        with zipfile.ZipFile(staged.path) as archive:
            tables = [member.filename for member in _tables(archive)]
    except DAMAGED as error:
        raise damaged(error) from error
    return tables[0] if tables else staged.name


def _zip_members(
    path: Path, source: SourceConfig, meter: Meter
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the tables of a zip file; anything else in it is left alone."""
    with zipfile.ZipFile(path) as archive:
        members = _tables(archive) if source.is_table else _files(archive)
        _refuse_the_absurd(members, source)
        for member in members:
            with archive.open(member) as file:
                yield member.filename, _metered(file, meter)


def _tables(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the members that end like a table, in the order of their names."""
    return [member for member in _files(archive) if is_readable(member.filename)]


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the visible files in a zip, in the order of their names."""
    members = [
        member
        for member in archive.infolist()
        if not member.is_dir()
        and not member.filename.rpartition("/")[2].startswith(".")
        and not member.filename.startswith("__MACOSX/")
    ]
    return sorted(members, key=lambda member: member.filename)


def _refuse_the_absurd(members: list[zipfile.ZipInfo], source: SourceConfig) -> None:
    """Refuse by the zip's table of contents what need not even be opened."""
    if not members:
        wanted = "table: none of its files ends in .csv, .tsv, .jsonl ..."
        raise SourceError(f"holds no {wanted if source.is_table else 'file'}")
    if len(members) > MAX_MEMBERS:
        raise SourceError(f"holds {len(members)} files, more than {MAX_MEMBERS}")
    if sum(member.file_size for member in members) > source.max_bytes:
        raise SourceError(f"claims to unpack to more than max_bytes = {source.max_bytes}")
    if any(member.flag_bits & 1 for member in members):
        raise SourceError("is locked with a password: deliver it without")
    if not source.is_table:
        return  # its reader takes each file as it comes
    formats = {format_of(member.filename, source) for member in members}
    if len(formats) > 1 or formats & {"xlsx", "parquet"}:
        raise SourceError("a zip may hold text tables of one format only: unpack this one")


def _metered(file: Readable, meter: Meter) -> Iterator[bytes]:
    """Yield a stream in chunks, counting; its checksum is compared at its end."""
    try:
        while chunk := file.read(CHUNK):
            meter.add(len(chunk))
            yield chunk
    except DAMAGED as error:
        raise damaged(error) from error


def damaged(error: BaseException) -> SourceError:
    """Return what to tell about a file that cannot be unpacked to its end."""
    return SourceError(f"is damaged: {error}; deliver it again")
