"""Formulas: set phrases that go with any subject, such as an operator's closing words.

Question: does a phrase say anything about the rest of its text? If the rests of the texts that hold it
are hardly more alike than any texts of that language are, it does not, and no topic may gather round it.
Alike is the mean cosine of all pairs, over words weighted by rarity. Words that many of the rests share
are left out first, since formulas come in company; and formulas found unmask others, so we look again.
It is wrong for a subject that is always told by one and the same second phrase; what few texts hold stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.features import choose_vocabulary, count_features, inverse_frequency, weigh
from trend_lib.topics.words import CYRILLIC, UKRAINIAN_LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trend_lib.topics.words import Token

    Phrases = list[list[Token]]

MAX_TEXTS = 8_000  # are looked through; formulas are frequent
LEAST_TEXTS = 15  # must hold a phrase, else nothing can be said about their rests
LEAST_RESTS = 8  # must hold a word after all that is left out
COMPARED_RESTS = 60  # of a phrase
COMPARED_TEXTS = 2_000  # of a language
SHARED = 0.3  # of the rests hold a word: it may belong to another formula
MAX_LIFT = 2.0  # rests less than twice as alike as any texts
ROUNDS = 4
MAX_WORDS = 10_000


def phrase_key(phrase: Sequence[Token]) -> str:
    """Return a phrase as its dictionary forms."""
    return " ".join(token.lemma for token in phrase)


def drop_formulas(phrases: Phrases, formulas: frozenset[str]) -> list[Token]:
    """Return a text's words without its formulas; a text that is nothing else keeps them."""
    kept = [phrase for phrase in phrases if phrase_key(phrase) not in formulas]
    return list(chain.from_iterable(kept if any(kept) else phrases))


def find_formulas(documents: Sequence[Phrases]) -> frozenset[str]:
    """Return the phrases that say nothing about the texts they stand in."""
    found: frozenset[str] = frozenset()
    left = list(documents[:MAX_TEXTS])
    for _ in range(ROUNDS):
        more = _one_round(left)
        if not more:
            break
        found |= more
        left = [[one for one in text if phrase_key(one) not in more] for text in left]
    return found


@dataclass(frozen=True)
class _Words:
    """Texts' telling words as columns, with their weights and how alike any texts are."""

    position: dict[str, int]
    weights: NDArray[np.float32]

    def columns(self, phrases: Phrases, without: str = "") -> list[int]:
        """Return the columns of a text's words, one phrase left out."""
        return [
            self.position[token.lemma]
            for phrase in phrases
            if not without or phrase_key(phrase) != without
            for token in phrase
            if not token.is_stop and token.lemma in self.position
        ]

    def likeness(self, rows: Sequence[Sequence[int]]) -> float:
        """Return the mean cosine of all pairs of texts; texts without words are left out."""
        worded = [row for row in rows if row]
        if len(worded) < 2:
            return 0.0
        vectors = weigh(count_features(worded, len(self.position)), self.weights)
        total = np.asarray(vectors.sum(axis=0)).ravel()
        return float((total @ total - len(worded)) / (len(worded) * (len(worded) - 1)))


def _one_round(documents: Sequence[Phrases]) -> frozenset[str]:
    """Return the phrases whose rests are no more alike than texts of their languages."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for row, phrases in enumerate(documents):
        for key in {phrase_key(phrase) for phrase in phrases if phrase}:
            holders[key].append(row)
    words = _read_words(documents)
    languages = [language_of(phrases) for phrases in documents]
    usual = _usual_likeness(documents, languages, words)
    found = set()
    for key, rows in holders.items():
        if len(rows) < LEAST_TEXTS:
            continue
        compared = rows[:: max(1, len(rows) // COMPARED_RESTS)][:COMPARED_RESTS]
        rests = _leave_out_shared([words.columns(documents[row], key) for row in compared])
        expected = float(np.mean([usual[languages[row]] for row in compared]))
        if len(rests) >= LEAST_RESTS and words.likeness(rests) < MAX_LIFT * expected:
            found.add(key)
    return frozenset(found)


def _read_words(documents: Sequence[Phrases]) -> _Words:
    """Number and weigh the telling words of all texts."""
    lemmas = [[one.lemma for one in chain(*text) if not one.is_stop] for text in documents]
    position = {one: number for number, one in enumerate(choose_vocabulary(lemmas, MAX_WORDS, 2))}
    rows = ([position[one] for one in text if one in position] for text in lemmas)
    return _Words(position, inverse_frequency(count_features(rows, len(position))))


def _usual_likeness(
    documents: Sequence[Phrases], languages: Sequence[str], words: _Words
) -> dict[str, float]:
    """Return how alike any texts of a language are."""
    rows: defaultdict[str, list[list[int]]] = defaultdict(list)
    for phrases, language in zip(documents, languages, strict=True):
        if len(rows[language]) < COMPARED_TEXTS:
            rows[language].append(words.columns(phrases))
    return {language: words.likeness(texts) for language, texts in rows.items()}


def _leave_out_shared(rests: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the rests without the words that many of them hold; empty ones are gone."""
    holders = Counter(chain.from_iterable(set(rest) for rest in rests))
    shared = {word for word, count in holders.items() if count > SHARED * len(rests)}
    left = ([word for word in rest if word not in shared] for rest in rests)
    return [rest for rest in left if rest]


def language_of(phrases: Phrases) -> str:
    """Return the language of a text given as its words."""
    return language_of_text(" ".join(token.surface for token in chain(*phrases)))


def language_of_text(text: str) -> str:
    """Return a text's language by its letters."""
    lowered = text.lower()
    if UKRAINIAN_LETTERS.search(lowered):
        return "uk"
    return "ru" if CYRILLIC.search(lowered) else "en"
