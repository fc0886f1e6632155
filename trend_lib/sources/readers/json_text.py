"""Bytes of a JSON file as lines of text: no byte stops it, and bytes that are no letter are marked."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, cast

from trend_lib.base.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARKED = "mark_unreadable"  # how to decode so that what is no letter becomes UNREADABLE
UNREADABLE = "\udcff"  # half a letter: no text has it
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",  # how PowerShell writes what it is told to save
    codecs.BOM_UTF16_BE: "utf-16-be",
}


def _mark_unreadable(error: UnicodeError) -> tuple[str, int]:
    """Put a mark where bytes form no letter."""
    return UNREADABLE, cast("UnicodeDecodeError", error).end


codecs.register_error(MARKED, _mark_unreadable)


def lines_of(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Yield the lines that are not blank, each with its line feed."""
    begun: list[str] = []
    for text in _texts(chunks, encoding):
        *complete, last = text.split("\n")
        for line in complete:
            whole = "".join([*begun, line, "\n"])
            begun = []
            if whole.strip():
                yield whole
        begun.append(last)
    rest = "".join(begun)
    if rest.strip():
        yield rest


def _texts(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Yield decoded chunks without NUL, which JSON never holds."""
    decoder: codecs.IncrementalDecoder | None = None
    held = b""
    for chunk in chunks:
        held += chunk
        if decoder is None and len(held) < len(codecs.BOM_UTF8):
            continue
        decoder = decoder or _decoder(held, encoding)
        yield decoder.decode(held).replace("\0", "")
        held = b""
    decoder = decoder or _decoder(held, encoding)
    yield decoder.decode(held, final=True).replace("\0", "")


def _decoder(first: bytes, encoding: str) -> codecs.IncrementalDecoder:
    """Return a decoder of the declared encoding, or of the one that the first bytes tell."""
    told = next((name for mark, name in MARKS.items() if first.startswith(mark)), encoding)
    try:
        "".encode(told)  # refuses what is no text encoding, such as base64
        return codecs.getincrementaldecoder(told)(MARKED)
    except LookupError as error:
        raise SourceError(f"encoding {encoding!r} does not exist; try cp1251") from error
