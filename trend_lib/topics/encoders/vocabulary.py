"""What the student reads: words, pairs and letter groups, how rare each is, and what was never seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import log
from typing import TYPE_CHECKING, Self

import numpy as np
from scipy import sparse

from trend_lib.topics.encoders.surface import words_and_pairs
from trend_lib.topics.features import (
    choose_vocabulary,
    count_features,
    inverse_frequency,
    word_grams,
)
from trend_lib.topics.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

MAX_WORDS = 12_000  # and pairs
MAX_GRAMS = 16_000
FEW_TEXTS = 50  # below, a feature of a single text counts too


@dataclass(frozen=True)
class Vocabulary:
    """Features that were seen, with their weights (1 + log of rarity)."""

    words: tuple[str, ...]
    grams: tuple[str, ...]
    word_weights: NDArray[np.float32]
    gram_weights: NDArray[np.float32]
    _unseen: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def learn(cls, documents: Sequence[Sequence[str]]) -> Self:
        """Choose the features that two or more texts hold, and weigh them."""
        least = 2 if len(documents) >= FEW_TEXTS else 1
        read = [list(words_and_pairs(words)) for words in documents]
        words = choose_vocabulary(read, MAX_WORDS, least)
        letters = [list(chain.from_iterable(map(word_grams, words))) for words in documents]
        grams = choose_vocabulary(letters, MAX_GRAMS, least)
        return cls(tuple(words), tuple(grams), _weigh(read, words), _weigh(letters, grams))

    @cached_property
    def word_places(self) -> dict[str, int]:
        """Each word's and pair's column."""
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def gram_places(self) -> dict[str, int]:
        """Each letter group's column."""
        return {gram: place for place, gram in enumerate(self.grams)}

    @cached_property
    def rarest(self) -> float:
        """The weight of what was never seen."""
        return float(self.word_weights.max(initial=1.0)) ** 2

    def count_words(self, documents: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """Return known words and pairs, weighed; every row of length one (or empty)."""
        counted = spread(map(words_and_pairs, documents), self.word_places)
        counted.data *= self.word_weights[counted.indices]
        return scale_rows(counted, row_lengths(counted))

    def spell(self, words: Sequence[str]) -> sparse.csr_matrix:
        """Return the words' known letter groups, weighed: one row a word."""
        places = self.gram_places
        known = ([places[one] for one in word_grams(word) if one in places] for word in words)
        spelled = count_features(known, len(self.grams))
        spelled.data = (1 + np.log(spelled.data)) * self.gram_weights[spelled.indices]
        return spelled

    def unseen_share(self, words: Iterable[str]) -> tuple[list[str], float]:
        """Return a text's words that were never seen, and their share of its weight.

        An unseen word whose letter groups are known is another ending or a slip: it counts for less.
        """
        known = unseen = 0.0
        strange: list[str] = []
        for word in dict.fromkeys(words):  # in their order: sums come out the same in every process
            if word in stop_words():
                continue
            place = self.word_places.get(word)
            if place is not None:
                known += float(self.word_weights[place]) ** 2
                continue
            strangeness = self._strangeness(word)
            unseen += strangeness * self.rarest
            known += (1 - strangeness) * self.rarest
            strange.append(word)
        return strange, unseen / (known + unseen) if unseen else 0.0

    def _strangeness(self, word: str) -> float:
        """Return the share of a word's letter groups that were never seen; looked up once."""
        found = self._unseen.get(word)
        if found is None:
            grams = word_grams(word)
            found = sum(gram not in self.gram_places for gram in grams) / max(1, len(grams))
            self._unseen[word] = found
        return found


def spread(documents: Iterable[Iterable[str]], places: dict[str, int]) -> sparse.csr_matrix:
    """Return 1 + log(count) of each known feature, in the order of each text: sums never depend on company."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for document in documents:
        counts = Counter(places[one] for one in document if one in places)
        columns.extend(counts)
        values.extend(1.0 if count == 1 else 1.0 + log(count) for count in counts.values())
        ends.append(len(columns))
    return sparse.csr_matrix(
        (np.array(values, np.float32), np.array(columns, np.int32), np.array(ends)),
        shape=(len(ends) - 1, len(places)),
    )


def row_lengths(rows: sparse.csr_matrix) -> NDArray[np.float32]:
    """Return the length of every row."""
    squares = sparse.csr_matrix((rows.data**2, rows.indices, rows.indptr), shape=rows.shape)
    return np.asarray(np.sqrt(squares @ np.ones(rows.shape[1], np.float32)), dtype=np.float32)


def scale_rows(rows: sparse.csr_matrix, lengths: NDArray[np.float32]) -> sparse.csr_matrix:
    """Divide every row by its length; empty rows stay empty."""
    scale = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 1e-9)
    data = rows.data * np.repeat(scale, np.diff(rows.indptr))
    return sparse.csr_matrix((data, rows.indices, rows.indptr), shape=rows.shape)


def _weigh(read: Sequence[Sequence[str]], features: Sequence[str]) -> NDArray[np.float32]:
    """Return the features' weights by how many texts hold them."""
    places = {feature: place for place, feature in enumerate(features)}
    return inverse_frequency(spread(read, places))
