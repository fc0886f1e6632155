"""Takes quoted words out of files that were written before: pages, mails and messages keep their shape."""

from __future__ import annotations

import html
import json
import re
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ERASED = "[erased]"
FEWEST_WORDS = 3  # of a piece that is worth looking for: fewer are everybody's
TAG = re.compile(r"\[[\w -]{1,24}\]")  # what redaction left stands in mark-up of its own
TEXTS = {".html", ".txt", ".csv", ".json", ".xml"}


def mask_files(folder: Path, words: Iterable[str], names: Iterable[str] = ()) -> int:
    """Take words and names out of every page, text and message below a folder; return how many files changed."""
    patterns = patterns_of(words, names)
    return sum(mask_file(path, patterns) for path in sorted(folder.rglob("*")) if path.is_file())


def patterns_of(words: Iterable[str], names: Iterable[str]) -> list[re.Pattern[str]]:
    """Return patterns of names, and of texts as files quote them."""
    return [*map(re.compile, map(re.escape, names)), *quote_patterns(words)]


def quote_patterns(words: Iterable[str]) -> list[re.Pattern[str]]:
    """Return patterns of the texts as files quote them: escaped, over several lines, cut at their end."""
    pieces = {piece.strip() for text in words for piece in TAG.split(text)}
    return [
        _pattern(piece)
        for piece in sorted(pieces, key=lambda piece: (-len(piece), piece))
        if len(piece.split()) >= FEWEST_WORDS
    ]


def _pattern(piece: str) -> re.Pattern[str]:
    """Return the pattern of one piece: its first words, and then as many more of it as stand there."""
    words = [_written(word) for word in piece.split()]
    rest = ""
    for word in reversed(words[FEWEST_WORDS:]):
        rest = rf"(?:\s+{word}{rest})?"
    return re.compile(r"\s+".join(words[:FEWEST_WORDS]) + rest)


def _written(word: str) -> str:
    """Return a word as text, HTML or JSON may write it."""
    ways = {
        word,
        html.escape(word),
        html.escape(word, quote=False),
        word.replace("'", "&#39;"),
        json.dumps(word)[1:-1],
    }
    ways.add(json.dumps(word, ensure_ascii=False)[1:-1])
    return "(?:" + "|".join(re.escape(way) for way in sorted(ways, key=len, reverse=True)) + ")"


def mask_file(path: Path, patterns: list[re.Pattern[str]]) -> bool:
    """Mask one file in place; tell whether it changed."""
    before = path.read_bytes()
    if path.suffix == ".eml":
        after = _mask_mail(before, patterns)
    elif path.suffix in TEXTS:
        after = mask(before.decode("utf-8", "surrogateescape"), patterns).encode(
            "utf-8", "surrogateescape"
        )
    else:
        return False
    if after == before:
        return False
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(after)
    fresh.replace(path)
    return True


def mask(text: str, patterns: list[re.Pattern[str]]) -> str:
    """Take all that fits a pattern out of a text."""
    for pattern in patterns:
        text = pattern.sub(ERASED, text)
    return text


def _mask_mail(content: bytes, patterns: list[re.Pattern[str]]) -> bytes:
    """Mask the text parts of a mail; one that holds none of it keeps its bytes."""
    message = message_from_bytes(content, policy=policy.SMTP)
    changed = False
    for part in message.walk():
        if part.get_content_maintype() == "text":
            before = part.get_content()
            after = mask(before, patterns) if isinstance(before, str) else before
            if after != before:
                part.set_content(after, subtype=part.get_content_subtype(), cte="quoted-printable")
                changed = True
    return message.as_bytes() if changed else content
