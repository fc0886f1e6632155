"""What a reply says itself: below it, mail programs repeat the whole mail that it answers."""

from __future__ import annotations

import re

REPEATED = re.compile(
    r"<blockquote\b|<div[^<>]*\bclass=[\"']?(?:gmail_quote|moz-cite-prefix|yahoo_quoted)"
    r"|^-{2,} ?(?:Original Message|Исходное сообщение|Вихідне повідомлення) ?-{2,}",
    re.IGNORECASE | re.MULTILINE,
)
QUOTED_LINE = re.compile(r"^(?:>|&gt;)")
TAG = re.compile(r"<[^<>]*>")


def reply_alone(text: str) -> str:
    """Return a reply without what it repeats; all of it where nothing else is said."""
    before = REPEATED.split(text, maxsplit=1)[0]
    own = "\n".join(_own_lines(before.split("\n"))).strip()
    return own if TAG.sub("", own).strip() else text


def _own_lines(lines: list[str]) -> list[str]:
    """Return the lines that are not quoted, nor say of whom the quoted ones are (`… wrote:`)."""
    own: list[str] = []
    for line in lines:
        if not QUOTED_LINE.match(line):
            own.append(line)
            continue
        while own and not own[-1].strip():
            own.pop()
        if own and own[-1].rstrip().endswith(":"):
            own.pop()
    return own
