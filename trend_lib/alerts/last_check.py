"""The last check before anything goes out: no personal data in any text a reader would see."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.outcome import RefusedError
from trend_lib.base.privacy import personal_data_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trend_lib.base.privacy_settings import PrivacyConfig

Place = tuple[str, str]  # where, and the text there
UNSEEN = {"style", "script", "head"}
INLINE = {"a", "abbr", "b", "code", "em", "font", "i", "q", "small", "span", "strong", "sub", "sup"}
SPOKEN = ("alt", "title", "aria-label")


class LastCheck:
    """Looks at every outgoing text of a run; what twenty readers get is looked at once."""

    def __init__(self, privacy: PrivacyConfig) -> None:
        """Keep the home's rules."""
        self._privacy = privacy
        self._clean: set[str] = set()

    def refuse_personal_data(self, places: Iterable[Place]) -> None:
        """Refuse a message that still holds personal data: the tag and where, never the data."""
        for where, text in places:
            if text in self._clean:
                continue
            tags = personal_data_in(text, self._privacy)
            if tags:
                raise RefusedError(f"held back, because its {where} may hold: {', '.join(tags)}")
            self._clean.add(text)


def spoken_texts(block: Any, where: str) -> Iterator[Place]:
    """Yield every text of a Slack message, each by itself, with its place."""
    if isinstance(block, dict):
        for name, value in block.items():
            if isinstance(value, str):
                yield from [(f"{where}.{name}", value)] if name in ("text", "alt_text") else []
            else:
                yield from spoken_texts(value, f"{where}.{name}")
    elif isinstance(block, list):
        for number, value in enumerate(block):
            yield from spoken_texts(value, f"{where}[{number}]")


def text_lines(text: str, where: str) -> Iterator[Place]:
    """Yield the lines of a plain text: numbers of two lines are never one."""
    for number, line in enumerate(text.splitlines(), start=1):
        yield f"{where}, line {number}", line


@lru_cache(maxsize=4)  # the same for every reader
def cell_texts(content: bytes, name: str) -> tuple[Place, ...]:
    """Return the cells of an attached table that hold words, each once: counts name nobody."""
    read = _workbook_cells if name.endswith(".xlsx") else _csv_cells
    words = dict.fromkeys(cell for cell in read(content) if not _is_number(cell))
    return tuple((name, cell) for cell in words)


def _csv_cells(content: bytes) -> Iterator[str]:
    """Yield the cells of a CSV file."""
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        yield from row


def _workbook_cells(content: bytes) -> Iterator[str]:
    """Yield the cells with text of every sheet, and the sheets' names."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - most mails carry none

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for sheet in workbook.sheet_names:
        yield sheet
        for row in workbook.get_sheet_by_name(sheet).to_python():
            yield from (cell for cell in row if isinstance(cell, str))


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8)  # every reader of a language gets the same part
def visible_texts(html: str, where: str) -> tuple[Place, ...]:
    """Return what an HTML part shows, a cell or paragraph at a time, and what it would say aloud."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    texts = dict.fromkeys(reader.texts())
    return tuple((f"{where}, text {number}", text) for number, text in enumerate(texts, start=1))


class _Reader(HTMLParser):
    """Collects visible text; a new block begins a new text, so that cells do not run together."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[list[str]] = [[]]
        self._unseen = 0

    def texts(self) -> Iterator[str]:
        """Yield the texts, white space collapsed."""
        said = (" ".join("".join(block).split()) for block in self._blocks)
        return (text for text in said if text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new block unless the tag stands inside a line; attributes that are read count."""
        self._unseen += tag in UNSEEN
        spoken = [[value] for name, value in attrs if name in SPOKEN and value]
        if tag not in INLINE:
            self._blocks += [*spoken, []]
        else:
            self._blocks[:0] = spoken

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN and self._unseen > 0
        if tag not in INLINE:
            self._blocks.append([])

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._blocks[-1].append(data)
