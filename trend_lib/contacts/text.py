"""A subscriber's words as plain text: no tags, no invisible characters, one line, bounded."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

LONGEST_TEXT = 10_000
LONGEST_NAME = 200  # of regions, products, queues
REACH_FOR_BLANK = 100

UNSEEN_BLOCK = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
TAG = re.compile(r"</?[a-zA-Z!?][^<>]{0,4000}>")  # 'speed < 5 and ping > 80' holds none
# Control, bidirectional and joining characters hide numbers from redaction and turn lines around;
# keycaps and variation selectors dress digits up.
BLANKED = dict.fromkeys((*range(9, 14), 28, 29, 30, 31, 133, 8232, 8233), " ")
DROPPED = dict.fromkeys(
    [
        *(code for code in (*range(32), *range(127, 160)) if code not in BLANKED),
        0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
        *range(0x2060, 0x2070), 0x20E3, 0xFE0F, 0xFEFF, *range(0xFFF9, 0xFFFC),
        *range(0xD800, 0xE000), *range(0xE0000, 0xE0080),
    ]
)  # fmt: skip
KEYCAP, VARIATION = (
    "\u20e3",
    "\ufe0f",
)  # Python calls the other unwanted ones unprintable, and every blank but one
UNWANTED = {**BLANKED, **DROPPED}


def plain_text(raw: str) -> str:
    """Return the words of a text or an HTML mail, at most 10,000 characters."""
    text = raw
    if "<" in text:
        text = TAG.sub(" ", UNSEEN_BLOCK.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    is_clean = text.isprintable() and not (KEYCAP in text or VARIATION in text)
    if not is_clean:
        text = text.translate(UNWANTED)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not is_clean or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    return cut_at_blank(text)


def cut_at_blank(text: str) -> str:
    """Cut a text that is too long, at a blank if one is near: half a number would escape redaction."""
    if len(text) <= LONGEST_TEXT:
        return text
    blank = text.rfind(" ", LONGEST_TEXT - REACH_FOR_BLANK, LONGEST_TEXT + 1)
    return text[: blank if blank > 0 else LONGEST_TEXT]


@lru_cache(maxsize=10_000)  # a few thousand names come again and again
def plain_name(raw: str | None) -> str | None:
    """Return a region's, product's or queue's name tidied up; None where there is none."""
    return (plain_text(raw)[:LONGEST_NAME].strip() or None) if raw else None
