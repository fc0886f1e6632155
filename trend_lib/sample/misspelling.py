"""How people really write: slips of the finger, words of the neighbour language, no capitals."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from trend_lib.sample.arrays import Floats, Texts
from trend_lib.sample.catalogue import load_around

WORD = re.compile(r"[^\W\d_]{4,}")


def slip(text: str, where: float, how: float) -> str:
    """Return the text with one slip: two letters swapped, one lost, or one doubled.

    Args:
        text: At least one word of four letters, or it comes back as it was.
        where: 0 to 1, which word and which letter of it.
        how: 0 to 1, which kind of slip.
    """
    words = list(WORD.finditer(text))
    if not words:
        return text
    word = words[int(where * len(words))]
    length = len(word[0])
    at = word.start() + 1 + int(where * 997) % (length - 2)  # neither first letter nor last
    if how < 0.4:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if how < 0.75:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at] + text[at:]


@cache
def _slang(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    words: dict[str, str] = load_around()[language]["slang"]
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")
    return pattern, words


def mix_words(text: str, language: str) -> str:
    """Return the text with words as they are spoken in the yard."""
    pattern, words = _slang(language)
    return pattern.sub(lambda found: words[found[0]], text)


def write_hastily(text: str) -> str:
    """Return the text as typed into a chat: small letters, no full stop."""
    return text.lower().rstrip(".! ")


def misspell(texts: Texts, language: str, chances: Floats, random: np.random.Generator) -> None:
    """Change texts in place; `chances` is 0 where a text must stay as it is."""
    count = len(texts)
    for row in np.flatnonzero(random.random(count) < 0.06 * chances):
        texts[row] = mix_words(texts[row], language)
    wheres, hows = random.random(count), random.random(count)
    for row in np.flatnonzero(random.random(count) < 0.13 * chances):
        texts[row] = slip(texts[row], wheres[row], hows[row])
    for row in np.flatnonzero(random.random(count) < 0.008 * chances):
        texts[row] = texts[row].upper()
