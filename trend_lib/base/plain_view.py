"""A text as it would stand if its numbers were written plainly, with the place of every sign in the original.

Numbers hide behind mark-up, line ends, wide or look-alike signs, and words: `О67<br>12З`, `нуль шістдесят сім`. The
finders are asked about this view as well, and what they find in it is taken out of the original.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from trend_lib.base.number_word import SAID, said_digits, says_a_number
from trend_lib.base.personal_data import may_hold_any

if TYPE_CHECKING:
    from collections.abc import Iterator

INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
INLINE = "a|abbr|b|code|em|font|i|mark|s|small|span|strong|u|wbr"
LIKE_DIGITS = {
    "O": "0",
    "o": "0",
    "О": "0",
    "о": "0",
    "З": "3",
    "з": "3",
    "l": "1",
    "I": "1",
    "І": "1",
}
LIKE = "".join(LIKE_DIGITS)
TAG = r"</?[a-zA-Z][^<>]{0,200}>"
FEWEST_SPOKEN = 7  # digits said one after another; a shorter number may be a sum or a year

# Only what stands beside a digit or an @ can hide one; every text with two lines would be read twice otherwise.
# Each begins with a sign that few letters are, which `re` looks for many times faster than for one of several beginnings.
SIGNS = re.compile(
    rf"[\n\r\t>;{INVISIBLE}\d@\uff10-\uff20&](?:(?<=[\n\r\t>;{INVISIBLE}]) ?[\d+(@]"
    rf"|(?<=[\d@])[ .()-]{{0,2}}[\n\r\t<&{INVISIBLE}]|(?<=[\uff10-\uff20])|(?<=&)#"
    rf"|(?<=\d)[{LIKE}]|(?<=[{LIKE}]\d)|(?<=\d)([ .-])(?:\d\1){{7}}\d)"
)
TWO_BLANKS = re.compile(r"  [\d(+]")
GAP = rf" ?(?:[^\S ]|[{INVISIBLE}]|{TAG}|&nbsp;| (?= ))(?:\s|[{INVISIBLE}]|{TAG}|&nbsp;)*"
WRITTEN = (
    rf"(?P<gap>{GAP})"
    r"|(?P<entity>&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});)"
    r"|(?P<wide>[\uff01-\uff5e])"
    rf"|(?P<like>(?-i:(?:(?<!\w)|(?<=\b[A-Za-z]{{2}}))(?=[{LIKE}]{{0,40}}\d)(?=\d{{0,40}}[{LIKE}])[\d{LIKE}]{{2,40}}(?!\w)"
    rf"|(?<=[\d{LIKE}][ .-])[{LIKE}]{{2,4}}(?!\w)|(?<=\b[A-Z]{{2}})[{LIKE}]{{2}}(?=[ .-]?\d{{4}})))"
    r"|(?P<apart>(?<![\w.,:/-])\d(?P<between>[ .-])\d(?:(?P=between)\d){7,40}(?![\w]|[ .-]\d))"
)
PIECE = re.compile(WRITTEN, re.IGNORECASE)
SAID_PIECE = re.compile(
    rf"(?P<plus>\b(?:плюс|plus)\s(?=\s?[\d(]|{SAID.pattern}))|(?P<said>{SAID.pattern})|{WRITTEN}",
    re.IGNORECASE,
)
BESIDE = re.compile(r"(?:[ -]?\d+)*")
INLINE_TAG = re.compile(rf"</?(?:{INLINE})\b[^<>]*>|[{INVISIBLE}]", re.IGNORECASE)


class PlainView:
    """The plain text, where its signs come from, and which digits were words."""

    def __init__(self, original: str) -> None:
        """Read a text."""
        self._signs: list[str] = []
        self._spans: list[tuple[int, int]] = []
        self._spoken: list[tuple[int, int]] = []
        done = 0
        piece = SAID_PIECE if says_a_number(original) else PIECE
        for found in piece.finditer(original):
            self._copy(original, done, found.start())
            self._read(original, found)
            done = found.end()
        self._copy(original, done, len(original))
        self.text = "".join(self._signs)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end] stands in the original."""
        return self._spans[start][0], self._spans[end - 1][1]

    def spoken_spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of the view where many digits were said one after another, and digits beside them."""
        for start, end in self._spoken:
            if end - start >= FEWEST_SPOKEN:
                beside = BESIDE.match(self.text, end)
                yield start, beside.end() if beside else end

    def may_hold_any(self) -> bool:
        """Tell cheaply whether the finders are worth asking."""
        return bool(self._spoken) or may_hold_any(self.text)

    def _copy(self, original: str, start: int, end: int) -> None:
        self._signs += original[start:end]
        self._spans += [(place, place + 1) for place in range(start, end)]

    def _put(self, signs: str, start: int, end: int) -> None:
        self._signs += signs
        self._spans += [(start, end)] * len(signs)

    def _read(self, original: str, found: re.Match[str]) -> None:
        """Put down what a piece stands for."""
        kind, (start, end) = found.lastgroup, found.span()
        if kind == "said":
            self._say(original, start, end)
        elif kind == "like":
            for place in range(start, end):
                self._put(LIKE_DIGITS.get(original[place], original[place]), place, place + 1)
        elif kind == "apart":
            for place in range(start, end, 2):
                self._copy(original, place, place + 1)
        else:
            self._put(_plain(str(kind), found[0]), start, end)

    def _say(self, original: str, start: int, end: int) -> None:
        """Put down the digits of numbers that are said, without the blanks between them."""
        first = len(self._signs)
        for digits, left, right in said_digits(original, start, end):
            self._put(digits, left, right)
        self._spoken.append((first, len(self._signs)))


def _plain(kind: str, written: str) -> str:
    """Return what mark-up, blanks, a wide sign or a word stands for."""
    if kind == "gap":
        return _blank(INLINE_TAG.sub("", written))
    if kind == "plus":
        return "+"
    return html.unescape(written) if kind == "entity" else chr(ord(written) - 0xFEE0)


def _blank(written: str) -> str:
    """Return what a gap stands for; tabs alone part the columns of a table, and no number spans two."""
    return "\t" if written.strip(" ") and not written.strip(" \t") else written and " "


@lru_cache(maxsize=4)  # every finder asks for the same one
def plain_view(original: str) -> PlainView:
    """Return the plain view of a text."""
    return PlainView(original)


def is_plain(text: str) -> bool:
    """Tell cheaply whether the view of a text would say nothing else; most do not."""
    has_signs = SIGNS.search(text) or ("  " in text and TWO_BLANKS.search(text))
    return not has_signs and not says_a_number(text)
