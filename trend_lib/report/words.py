"""Words: whole sentences with named places for figures, and other people's texts made harmless."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from trend_lib.base.own_names import in_our_words
from trend_lib.base.speech import ENGLISH, mark, say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTE_LENGTH = 240
START_LENGTH = 25  # letters in which two quotes must differ
NAME_LENGTH = 200
HEADLINE_NAME_LENGTH = 80
JOINER = "\N{ZERO WIDTH JOINER}"  # holds emoji together; every other format character goes
REDACTION_TAG = re.compile(r"\[([^\W\d][\w \-]{1,23})\]|<([A-Z][A-Z_]{1,23})>")
KINDS = {
    "technical": mark("Technical"),
    "customer_service": mark("Customer service"),
    "marketing": mark("Marketing"),
}
SLICES = {  # values of our own; places and products keep the names that sources give them
    "(none)": mark("not stated"),
    "all": mark("all"),
    "call": mark("call"),
    "ticket": mark("ticket"),
    "chat": mark("chat"),
    "mail": mark("mail"),
    "survey": mark("survey"),
}


def in_words(number: int) -> str:
    """Write small numbers as English words; in languages that bend them by gender, as digits."""
    if spoken() is not ENGLISH:
        return str(number)
    small = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return small[number] if number < len(small) else str(number)


def first_upper(text: str) -> str:
    """Begin with a capital letter and leave the rest alone."""
    return text[:1].upper() + text[1:]


def plain_text(text: str, length: int = NAME_LENGTH) -> str:
    """Make a text from outside one harmless line: no controls, no direction marks, not too long."""
    start = text[: 8 * length]  # a text of megabytes costs no more than a page
    shown = "".join(letter for letter in start if letter.isspace() or _is_harmless(letter))
    harmless = " ".join(shown.split())
    if len(harmless) <= length:
        return harmless
    return harmless[: length - 1].rstrip() + "…"


def whole_sentences(sentences: Sequence[str], length: int) -> str:
    """Return as many whole sentences as fit; a first one that is too long is cut at a word's end."""
    joined = list(accumulate(sentences, "{} {}".format))
    fitting = [text for text in joined if len(text) <= length]
    if fitting or not joined:
        return "".join(fitting[-1:])
    return joined[0][:length].rpartition(" ")[0].rstrip(" ,;:–") + "…"


def name_of(text: str) -> str:
    """Return a topic's name for display."""
    return first_upper(plain_text(in_our_words(text))) or say("(no name)")


def slice_name(value: str) -> str:
    """Return a region's, product's or channel's name for display."""
    return say(SLICES[value]) if value in SLICES else plain_text(value, 60)


def kind_name(kind: str | None) -> str:
    """Return a kind's name for display."""
    return say(KINDS[kind]) if kind in KINDS else say("No kind")


def ended(sentence: str) -> str:
    """Close a sentence that people wrote without its full stop."""
    return sentence if not sentence or sentence[-1] in ".!?…" else f"{sentence}."


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quote: words, or the tag that stands where personal data was removed."""

    text: str
    is_removed: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A customer's words, redacted and cut."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The quote in one string, tags in brackets."""
        return "".join(f"[{p.text}]" if p.is_removed else p.text for p in self.pieces)


def quote(text: str) -> Quote:
    """Cut a redacted text into words and tags."""
    line = plain_text(text, QUOTE_LENGTH)
    pieces: list[Piece] = []
    end = 0
    for tag in REDACTION_TAG.finditer(line):
        pieces += [Piece(line[end : tag.start()], is_removed=False)] if tag.start() > end else []
        label = (tag[1] or tag[2]).replace("_", " ").lower()
        pieces.append(Piece(label, is_removed=True))
        end = tag.end()
    if end < len(line):
        pieces.append(Piece(line[end:], is_removed=False))
    return Quote(tuple(pieces))


def distinct_quotes(texts: Sequence[str]) -> tuple[Quote, ...]:
    """Return the quotes that begin in their own way; texts from one form tell a reader one thing."""
    by_start: dict[str, Quote] = {}
    for text in texts:
        one = quote(text)
        by_start.setdefault(one.text[:START_LENGTH].casefold(), one)
    return tuple(by_start.values())


def _is_harmless(letter: str) -> bool:
    """Tell letters from controls, direction marks, lone surrogates and private letters."""
    return letter == JOINER or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
