"""Typical quotes: the texts that show a topic best to somebody who has a minute.

Question: which few texts stand for a group, without saying the same thing twice?
The first is the medoid (highest mean cosine to all others); each further one is the best by maximal
marginal relevance (Carbonell & Goldstein 1998): typical of the group, unlike the quotes before it.
Assumption: vectors are rows of length one. It is wrong for a group of two subjects, which it shows half.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.base.privacy import personal_data_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.base.privacy_settings import PrivacyConfig

SHORTEST, LONGEST = 20, 160  # letters of a quote that is read with pleasure
TYPICAL = 0.7  # weight of being typical, against being unlike the quotes before (lambda of MMR)
ALIKE = 0.95  # cosine from which two texts say the same
ALIKE_WORDS = 0.7  # share of common words from which they do
UNHANDY = 0.15  # taken off for a text that is too short or must be cut
SENTENCE_END = re.compile(r"[.!?…](?=\s)")
ELLIPSIS = "…"
NEAREST = 60  # the most typical texts are looked through
MARK_UP = re.compile(r"<[^<>]{1,200}>")


def typical_quotes(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    how_many: int = 3,
    *,
    privacy: PrivacyConfig | None = None,
) -> list[str]:
    """Return at most `how_many` distinct short quotes, the medoid first; redacted texts in, redacted out.

    With `privacy`, a quote that still holds personal data is left out.
    """
    typical = _typicality(vectors)
    readable = [row for row in range(len(texts)) if any(map(str.isalpha, texts[row]))]
    value = {row: typical[row] - UNHANDY * _is_unhandy(texts[row]) for row in readable}
    left = sorted(readable, key=lambda row: (-round(value[row], 6), texts[row]))[:NEAREST]
    quotes: list[str] = []
    chosen: list[int] = []
    while left and len(quotes) < how_many:
        best = max(left, key=lambda row: _relevance(row, value, vectors, chosen))
        left.remove(best)
        quote = shorten_quote(texts[best])
        if _may_stand(quote, quotes, privacy) and not _is_near(best, chosen, vectors):
            quotes.append(quote)
            chosen.append(best)
    return quotes


def first_quotes(
    texts: Sequence[str], how_many: int = 3, *, privacy: PrivacyConfig | None = None
) -> list[str]:
    """Return the first texts as short quotes, each unlike those before it: where no vectors are at hand."""
    quotes: list[str] = []
    for text in texts:
        quote = shorten_quote(text)
        if len(quotes) < how_many and _may_stand(quote, quotes, privacy):
            quotes.append(quote)
    return quotes


def shorten_quote(text: str) -> str:
    """Return one line of at most `LONGEST` letters, cut after a sentence, else after a word."""
    line = " ".join(MARK_UP.sub(" ", text).split())
    if len(line) <= LONGEST:
        return line
    start = line[: LONGEST - 2]
    ends = [found.end() for found in SENTENCE_END.finditer(start) if found.end() >= SHORTEST]
    if ends:
        return f"{start[: ends[-1]]} {ELLIPSIS}"
    before, space, _ = start.rpartition(" ")
    return (before.rstrip(" ,;:-") if space and len(before) >= SHORTEST else start) + ELLIPSIS


def _typicality(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return each row's mean cosine to the other rows."""
    total = vectors.sum(axis=0, dtype=np.float64)
    own = np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)
    return np.asarray((vectors @ total - own) / max(len(vectors) - 1, 1))


def _is_unhandy(text: str) -> bool:
    """Tell whether a text is too short to tell anything, or too long to be read."""
    return not SHORTEST <= len(text) <= LONGEST


def _relevance(
    row: int, value: dict[int, float], vectors: NDArray[np.float32], chosen: Sequence[int]
) -> float:
    """Return maximal marginal relevance: typical, and unlike what was chosen."""
    if not chosen:
        return value[row]
    nearest = float((vectors[chosen] @ vectors[row]).max())
    return round(TYPICAL * value[row] - (1 - TYPICAL) * nearest, 6)


def _is_near(row: int, chosen: Sequence[int], vectors: NDArray[np.float32]) -> bool:
    """Tell whether a chosen text says the same."""
    return bool(chosen) and float((vectors[list(chosen)] @ vectors[row]).max()) >= ALIKE


def _may_stand(quote: str, quotes: Sequence[str], privacy: PrivacyConfig | None) -> bool:
    """Tell whether a quote says something of its own, and holds nothing personal."""
    words = _words(quote)
    if any(_share(words, _words(other)) >= ALIKE_WORDS for other in quotes):
        return False
    return privacy is None or not personal_data_in(quote, privacy)


def _words(quote: str) -> frozenset[str]:
    """Return the words of a quote, in small letters."""
    return frozenset(re.findall(r"\w+", quote.lower()))


def _share(words: frozenset[str], others: frozenset[str]) -> float:
    """Return the share of common words in the shorter quote."""
    return len(words & others) / max(min(len(words), len(others)), 1)
