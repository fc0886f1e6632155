"""Lines of text from any bytes: what is no text in the declared encoding is told, line by line."""

from __future__ import annotations

import codecs
import re
from itertools import chain
from typing import TYPE_CHECKING

from trend_lib.sources.decoding import BOM, CleanText
from trend_lib.sources.readers.json_text import MARKED
from trend_lib.sources.record_lines import MAX_RECORD_BYTES, RAW_BYTES, SetAside, line_batches

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_END = re.compile(rb"[\r\n]")


def clean_batches(chunks: Iterator[bytes], encoding: str) -> Iterator[list[bytes]]:
    """Yield lines as UTF-8 without BOM, NUL or carriage return; what cannot be read stays as it is."""
    is_first = True
    for lines in line_batches(_with_line_feeds(_as_utf8(chunks, encoding))):
        if is_first:
            lines[0] = lines[0].removeprefix(BOM)
        is_first = False
        yield [line.replace(b"\0", b"") for line in lines]


def peek(batches: Iterator[list[bytes]], wanted: int) -> tuple[list[bytes], Iterator[list[bytes]]]:
    """Return the first lines of a file, and all of its batches as if nobody had looked."""
    looked_at: list[list[bytes]] = []
    lines: list[bytes] = []
    while len(lines) < wanted and (batch := next(batches, None)) is not None:
        looked_at.append(batch)
        lines += batch
    return lines[:wanted], chain(looked_at, batches)


def text_of(number: int, line: bytes) -> str | SetAside:
    """Return a line as text, or why it is none."""
    if len(line) > MAX_RECORD_BYTES:
        return SetAside(number, "line_too_long", raw_of(line))
    try:
        return line.decode()
    except UnicodeDecodeError:
        return SetAside(number, "bad_encoding", raw_of(line))


def raw_of(line: bytes) -> str:
    """Return what the quarantine keeps of a line."""
    return line[:RAW_BYTES].decode(errors="replace")


def _with_line_feeds(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the chunks with LF alone; a bare CR ends a line where the first line ends in one."""
    held, bare = b"", b""
    for chunk in chunks:
        text = held + chunk
        held = b"\r" if text.endswith(b"\r") else b""  # its LF may come next
        text = text.removesuffix(b"\r").replace(b"\r\n", b"\n")
        if not bare and (first := LINE_END.search(text)):
            bare = b" " if first.group() == b"\n" else b"\n"
        yield text.replace(b"\r", bare)
    if held:
        yield b"\n"


def _as_utf8(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the chunks as UTF-8; what is no letter of the encoding becomes a byte that is none of ours.

    Where nothing can be decoded (UTF-16 without its mark), the bytes come unchanged.
    """
    if CleanText(iter(()), encoding).is_utf8:
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)(MARKED)
    for chunk in chunks:
        try:
            decoded = decoder.decode(chunk).encode("utf-8", "surrogateescape")
        except UnicodeError:
            yield chunk
            break
        yield decoded
    yield from chunks
