"""Bytes in any encoding to clean UTF-8: strict, without BOM, NUL or carriage returns.

DuckDB reads UTF-8 only, turns a wrong encoding into no rows at all, and keeps NUL bytes.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from trend_lib.base.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

BOM = b"\xef\xbb\xbf"
CHECKED_BYTES = 64 * 1024
ASCII = bytes(range(128))
SURELY_UTF8 = 20  # so many bytes beyond ASCII form valid UTF-8 by accident less than once in 10^6


class CleanText:
    """The chunks of one stream as clean UTF-8, counting what was dropped."""

    def __init__(self, chunks: Iterator[bytes], encoding: str) -> None:
        """Prepare to read `chunks` as `encoding`, or raise `SourceError` if there is no such."""
        self.chunks = chunks
        self.encoding = encoding
        self.nul_bytes = 0
        self.knows_line_feeds = False
        try:
            "".encode(encoding)  # refuses what is no text encoding, such as base64
            self.is_utf8 = codecs.lookup(encoding).name in {"utf-8", "utf-8-sig", "ascii"}
        except LookupError as error:
            raise SourceError(f"encoding {encoding!r} does not exist; try cp1251") from error

    def __iter__(self) -> Iterator[bytes]:
        """Yield clean chunks; only LF ends a line."""
        held_back = b""
        is_first = True
        for decoded in self._decoded():
            chunk = decoded.removeprefix(BOM) if is_first else decoded
            is_first = is_first and not decoded
            if b"\0" in chunk:
                self.nul_bytes += chunk.count(b"\0")
                chunk = chunk.replace(b"\0", b"")
            chunk = held_back + chunk
            held_back = b"\r" if chunk.endswith(b"\r") else b""  # its LF may come next
            if b"\r" in chunk:
                chunk = chunk.removesuffix(b"\r").replace(b"\r\n", b"\n")
                chunk = chunk.replace(b"\r", self._bare_return(chunk))
            yield chunk
        if held_back:
            yield b"\n"

    def _bare_return(self, chunk: bytes) -> bytes:
        """Return what a carriage return alone means: the end of a line only where LF ends none."""
        self.knows_line_feeds = self.knows_line_feeds or b"\n" in chunk
        return b" " if self.knows_line_feeds else b"\n"

    def _decoded(self) -> Iterator[bytes]:
        """Yield UTF-8, or raise `SourceError` with the place of the first byte that is none."""
        decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        taken = 0
        for number, chunk in enumerate(self.chunks):
            if number == 0 and not self.is_utf8:
                self._refuse_utf8(chunk)
            pending = len(decoder.getstate()[0])
            if self.is_utf8 and not pending and chunk.isascii():
                taken += len(chunk)
                yield chunk
                continue
            text = self._decode(decoder, chunk, taken - pending)
            taken += len(chunk)
            yield chunk if self.is_utf8 else text.encode()
        self._decode(decoder, b"", taken - len(decoder.getstate()[0]), final=True)

    def _decode(
        self,
        decoder: codecs.IncrementalDecoder,
        chunk: bytes,
        begins_at: int,
        *,
        final: bool = False,
    ) -> str:
        """Decode a chunk that begins at a byte of the stream."""
        try:
            return decoder.decode(chunk, final)
        except UnicodeError as error:
            start = error.start if isinstance(error, UnicodeDecodeError) else 0
            raise SourceError(
                f"is not {self.encoding}: byte {begins_at + start} cannot be read; "
                "set encoding (cp1251, utf-16, ...)"
            ) from error

    def _refuse_utf8(self, first: bytes) -> None:
        """Refuse a file that is UTF-8 beyond doubt but declared as something else.

        Single-byte encodings accept any bytes: every letter would come out garbled, in silence.
        """
        beyond_ascii = first[:CHECKED_BYTES].translate(None, ASCII)
        if len(beyond_ascii) < SURELY_UTF8:
            return
        try:
            codecs.getincrementaldecoder("utf-8")("strict").decode(first)
        except UnicodeDecodeError:
            return
        raise SourceError(f'is UTF-8, not {self.encoding}: set encoding = "utf-8"')
