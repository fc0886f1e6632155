"""Texts as words as they are written, without formulas: quick to read, no dictionary is asked."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from trend_lib.topics.formula import find_formulas, phrase_key
from trend_lib.topics.words import (
    MAX_LETTERS,
    MAX_TOKEN_LETTERS,
    ONE_WAY,
    PHRASE_END,
    TAG,
    TOKEN,
    read_phrases,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STRETCHES = re.compile(f"({PHRASE_END.pattern})")


def read_words(text: str, formulas: frozenset[str]) -> list[str]:
    """Return the text's words in lower case, without its formulas; a text that is nothing else keeps them."""
    lowered = TAG.sub(" ", text[:MAX_LETTERS]).lower().translate(ONE_WAY)
    phrases = [TOKEN.findall(stretch) for stretch in PHRASE_END.split(lowered)]
    kept = [words for words in phrases if words and " ".join(words) not in formulas]
    return [word[:MAX_TOKEN_LETTERS] for word in chain.from_iterable(kept or phrases)]


def leave_formulas_out(text: str, formulas: frozenset[str]) -> str:
    """Return the text as it was written, without the stretches that are formulas."""
    pieces = STRETCHES.split(TAG.sub(" ", text[:MAX_LETTERS]))
    kept = [
        stretch + "".join(mark)
        for stretch, *mark in (pieces[at : at + 2] for at in range(0, len(pieces), 2))
        if _surface_key(stretch) not in formulas
    ]
    return "".join(kept) if any(map(_surface_key, kept)) else text


def find_surface_formulas(texts: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the formulas of the texts as dictionary forms, and as they are written."""
    documents = [read_phrases(text) for text in texts]
    formulas = find_formulas(documents)
    written = {
        " ".join(token.surface for token in phrase)
        for phrase in chain.from_iterable(documents)
        if phrase_key(phrase) in formulas
    }
    return formulas, frozenset(written)


def words_and_pairs(words: Sequence[str]) -> Iterable[str]:
    """Return the words and every pair of neighbours (`no signal` is a pair)."""
    return chain(words, (f"{first} {second}" for first, second in pairwise(words)))


def _surface_key(stretch: str) -> str:
    """Return a stretch as the formulas are written."""
    return " ".join(TOKEN.findall(stretch.lower().translate(ONE_WAY)))
