"""Texts as Slack may have them: cut to its limits, and with no mark-up that is not ours."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

ZERO_WIDTH = "\u200b"
ELLIPSIS = "…"
# Directions and overrides let a text show another order than it has; the rest of Cf (emoji joiners) stays.
DIRECTION_CONTROLS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ESCAPED = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    **{sign: f"{ZERO_WIDTH}{sign}{ZERO_WIDTH}" for sign in "*_~`"},
    "@": f"@{ZERO_WIDTH}",
}
URL_LIMIT = 1000  # Slack takes up to 3,000 signs around it; longer is no link people keep


def plain(text: str, limit: int) -> str:
    """Return one line without control signs, cut to `limit`; for fields that know no mark-up."""
    return _cut(list(_one_line(text, limit)), limit)


def escaped(text: str, limit: int) -> str:
    """Return one line in which nothing is mark-up, at most `limit` long *after* escaping."""
    return _cut([ESCAPED.get(sign, sign) for sign in _one_line(text, limit)], limit)


def link(url: str | None, label: str) -> str:
    """Return a Slack link, or nothing for what is no web address."""
    if not url or not url.startswith(("http://", "https://")):
        return ""
    written = quote(url, safe=":/?#[]@!$&'()+,;=%").replace("&", "&amp;")
    return f"<{written}|{label}>" if len(written) <= URL_LIMIT else ""


def markdown(text: str) -> dict[str, Any]:
    """Return a text object; `verbatim` keeps Slack from making links of names in it."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def section(text: str) -> dict[str, Any]:
    """Return a block of one text."""
    return {"type": "section", "text": markdown(text)}


def header(text: str) -> dict[str, Any]:
    """Return a title block; emoji off, so that `:words:` of a topic stay words."""
    return {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}


def context(*texts: str) -> dict[str, Any]:
    """Return the small print under a message."""
    return {"type": "context", "elements": [markdown(text) for text in texts if text]}


def length(text: str) -> int:
    """Return the length in UTF-16 units, the larger of the two ways Slack may count."""
    return len(text) + sum(ord(sign) > 0xFFFF for sign in text)


def _one_line(text: str, limit: int) -> str:
    """Return the text with white space collapsed and control signs gone.

    What is cut anyway is not even looked at: a text of megabytes costs no more than a line.
    """
    kept = (sign for sign in text[: 8 * limit] if sign.isspace() or not _is_control(sign))
    return " ".join("".join(kept).split())


def _is_control(sign: str) -> bool:
    """Tell whether a sign steers the display instead of being shown."""
    return sign in DIRECTION_CONTROLS or unicodedata.category(sign) in {"Cc", "Cs"}


def _cut(pieces: Iterable[str], limit: int) -> str:
    """Join whole pieces while they fit; never half an `&amp;`."""
    pieces = list(pieces)
    if sum(map(length, pieces)) <= limit:
        return "".join(pieces)
    kept: list[str] = []
    room = limit - len(ELLIPSIS)
    for piece in pieces:
        room -= length(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept).rstrip() + ELLIPSIS
